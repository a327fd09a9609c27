import { migrate } from '@shifts/db/migrate'
import { makeFacility, makeWorker, migrationsWith, useTestDatabase } from '@shifts/testing'
import { expect, inject, test } from 'vitest'
import { callTo } from './calls.ts'
import { useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db, ownerUrl, load } = database
const server = await useTestServer(database)

/** The steps of CONTRIBUTING.md for a new column with an index and a constraint. */
const migrations = [
  'alter table shift add column unit text',
  `-- outside of a transaction
do $$
declare
  last_id int := 0;
begin
  while last_id < (select max(id) from shift) loop
    update shift set unit = 'ICU' where id > last_id and id <= last_id + 500 and unit is null;
    commit;
    last_id := last_id + 500;
  end loop;
end $$;
--> statement-breakpoint
create index concurrently if not exists shift_by_unit on shift (unit, starts_at)`,
  `alter table shift add constraint shift_has_a_unit check (unit is not null) not valid`,
  `-- outside of a transaction
alter table shift validate constraint shift_has_a_unit`,
  // The constraint was validated, so this does not read the table.
  'alter table shift alter column unit set not null; alter table shift drop constraint shift_has_a_unit',
]

test('no request fails while migrations change a table', { timeout: 60_000 }, async () => {
  const facility = await makeFacility(db)
  const workers = await Promise.all(Array.from({ length: 2 }, () => makeWorker(db)))
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${facility.id}, 'RN', starts_at, starts_at + interval '8 hours'
    from generate_series('2100-01-01Z'::timestamptz, '2100-03-01Z', interval '30 minutes') starts_at`)
  const { rows } = await db.execute<{ id: number }>(
    `select id from shift order by id limit ${workers.length}`,
  )

  let hasEnded = false
  let requests = 0
  const statuses = new Set<number>()
  async function call(procedure: string, workerId: number, shiftId: number): Promise<void> {
    const { status } = await server.callRest(callTo(procedure, workerId, shiftId), serviceToken)
    statuses.add(status)
    requests += 1
  }
  const readPages = async (workerId: number, shiftId: number) => {
    while (!hasEnded)
      for (const procedure of ['shift.listEligible', 'shift.countEligibleByDay', 'shift.byId'])
        await call(procedure, workerId, shiftId)
  }
  const claimAndRelease = async (workerId: number, shiftId: number) => {
    while (!hasEnded)
      for (const procedure of ['shift.claim', 'shift.release']) await call(procedure, workerId, shiftId)
  }
  const traffic = workers.flatMap(({ id }, n) => {
    const shiftId = rows[n]?.id ?? 0
    return [readPages(id, shiftId), claimAndRelease(id, shiftId)]
  })

  // One migration after the other, as with one deployment after the other.
  for (let count = 1; count <= migrations.length; count++) {
    const before = requests
    await migrate(ownerUrl, {
      folder: await migrationsWith(inject('testFolder'), migrations.slice(0, count)),
    })
    await expect.poll(() => requests, { timeout: 20_000 }).toBeGreaterThan(before + traffic.length)
  }
  hasEnded = true
  await Promise.all(traffic)
  expect([...statuses]).toEqual([200])
  const { rows: units } = await db.execute('select distinct unit from shift')
  expect(units).toEqual([{ unit: 'ICU' }])
})
