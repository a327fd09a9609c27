import { text } from 'node:stream/consumers'
import { listEligibleShifts, streamEligibleShifts } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { Pool } from 'pg'
import { to } from 'pg-copy-streams'
import { expect, onTestFinished, test } from 'vitest'
import { exceptQuery } from '../src/alternatives/exceptQuery.ts'
import { inMemory } from '../src/alternatives/inMemory.ts'
import { responses } from '../src/alternatives/responses.ts'
import { pageOf } from '../src/benchmarks/requests.ts'
import { startBaseline } from '../src/candidates.ts'
import { copyOfLines } from '../src/database/exportStatements.ts'

const { db, url } = await useTestDatabase()

/** A worker who may take three shifts, of which it has claimed a simultaneous one. */
async function makeMarket() {
  const [worker, clinic, closed, card] = [
    await makeWorker(db),
    await makeFacility(db, { city: 'Chicago', state: 'IL' }),
    await makeFacility(db),
    await makeDocument(db),
  ]
  await requireDocument(db, clinic, card)
  await giveDocument(db, worker, card)
  await requireDocument(db, closed, await makeDocument(db))
  const time = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }
  await makeShift(db, { facilityId: clinic.id, workerId: worker.id, ...time })
  for (const facilityId of [clinic.id, closed.id]) await makeShift(db, { facilityId, ...time })
  for (let day = 1; day <= 2; day++)
    await makeShift(db, { facilityId: clinic.id, startsAt: `2100-12-0${day}T23:00:00Z` })
  return worker
}

test('the alternatives and the baseline return what the product returns', async () => {
  const worker = await makeMarket()
  const from = '2100-01-01T00:00:00Z'
  const shifts = await listEligibleShifts(db, { workerId: worker.id, from, limit: 3 })
  expect(shifts.map(({ overlapsClaimed }) => overlapsClaimed)).toEqual([true, false, false])

  const pool = new Pool({ connectionString: url })
  onTestFinished(() => pool.end())
  const params = { workerId: worker.id, from, to: 'infinity', limit: 3, timeZone: 'UTC' }
  for (const approach of [inMemory, exceptQuery])
    expect(responses.page(await approach(pool)(params), params)).toEqual({ shifts })

  // The baseline leaves out the last shift, from which the product sees that there is another page.
  const { baseline } = await startBaseline(
    url,
    { ...pageOf(worker.id), run: (db) => listEligibleShifts(db, { workerId: worker.id, from, limit: 3 }) },
    {},
  )
  onTestFinished(baseline.stop)
  expect(await (await fetch(baseline.origin)).json()).toEqual({ shifts: shifts.slice(0, -1) })
})

test('the COPY of an export has the product’s shifts as lines', async () => {
  const worker = await makeMarket()
  const unknownPlace = await makeFacility(db)
  await makeShift(db, { facilityId: unknownPlace.id, startsAt: '2100-12-03T23:00:00Z' })
  const shifts = []
  for await (const batch of streamEligibleShifts(db, { workerId: worker.id })) shifts.push(...batch)
  expect(shifts).toHaveLength(4)
  const pool = new Pool({ connectionString: url })
  onTestFinished(() => pool.end())
  const client = await pool.connect()
  onTestFinished(() => client.release())
  const copied = await text(client.query(to(copyOfLines(worker.id))))
  expect(copied).toBe(shifts.map((shift) => `${JSON.stringify(shift)}\n`).join(''))
})
