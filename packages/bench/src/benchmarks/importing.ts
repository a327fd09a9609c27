import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connect, professions, streamEligibleShifts } from '@shifts/db'
import { reasonsAgainst } from '@shifts/testing/oracle'
import { z } from 'zod'
import { atLeast, atMost, type Benchmark } from '../benchmark.ts'
import { execute, query } from '../database/query.ts'

/** The tables of a seeded database as an ORM makes them, in place of ours. */
const usualShapeSql = `
  create type "Profession" as enum ('CNA', 'LVN', 'RN');
  create table "Worker" as select id, name, profession::text::"Profession", is_active from worker;
  create table "Facility" as select id, name, is_active, time_zone as "timeZone" from facility;
  create table "Document" as select id, name, is_active from document;
  create table "FacilityRequirement" as select row_number() over () as id, facility_id, document_id from facility_requirement;
  create table "DocumentWorker" as select row_number() over () as id, worker_id, document_id from document_worker;
  create table "Shift" as
    select id, (starts_at at time zone 'UTC')::timestamp(3) as start, (ends_at at time zone 'UTC')::timestamp(3) as "end",
      profession::text::"Profession", is_deleted, facility_id, worker_id
    from shift;
  alter table "Worker" add primary key (id);
  alter table "Facility" add primary key (id);
  alter table "Document" add primary key (id);
  alter table "Shift" add primary key (id);
  drop table shift, facility_requirement, document_worker, saved_filter, calendar_feed, worker_identity, worker, facility, document`

const importer = fileURLToPath(new URL('../process/importer.ts', import.meta.url))

const imported = z.object({
  seconds: z.number(),
  peakBytes: z.number(),
  tables: z.array(z.object({ name: z.string(), read: z.int(), written: z.int() })),
})

/** Measures an import of two million shifts, in a process of its own. */
export const importing: Benchmark = {
  name: 'import',
  title: 'An import of two million shifts',
  isLong: true,
  async run({ databases }) {
    const source = await databases.copyOf(await databases.seeded('marketplace'))
    const target = await databases.empty()
    try {
      await execute(source.url, usualShapeSql, 'vacuum analyze')
      const child = spawn(process.execPath, ['--import', 'tsx', importer, target.url, source.url], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const ended = once(child, 'exit').then(() => {
        throw new Error('The import ended without a result; its output is above.')
      })
      ended.catch(() => {})
      const [message]: unknown[] = await Promise.race([once(child, 'message'), ended])
      const { seconds, peakBytes, tables } = imported.parse(message)
      const shifts = tables.find(({ name }) => name === 'shift')?.written ?? 0
      const megabytes = peakBytes / 1_000_000
      const wrong = await countWrong(source.url, target.url)
      return {
        tables: [
          { name: 'import', rows: [{ shifts, seconds, 'shifts/s': shifts / seconds, 'peak MB': megabytes }] },
        ],
        goals: [
          atLeast(100_000, 'imported shifts a second, from the connection to the vacuum', shifts / seconds),
          atMost(300, 'MB of memory of the importing process', megabytes),
          atMost(0, 'shifts of the sample that the oracle decides differently', wrong),
        ],
      }
    } finally {
      await source.drop()
      await target.drop()
    }
  },
}

/** One shift in so many is decided by the oracle, for one worker in so many. */
const sample = { shifts: 199, workers: 2_003 }

const sampled = z.object({
  workers: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      profession: z.enum(professions),
      isActive: z.boolean(),
      holds: z.array(z.int()),
    }),
  ),
  facilities: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      timeZone: z.string(),
      isActive: z.boolean(),
      requires: z.array(z.int()),
    }),
  ),
  documents: z.array(z.object({ id: z.int(), name: z.string(), isActive: z.boolean() })),
  shifts: z.array(
    z.object({
      id: z.int(),
      facilityId: z.int(),
      profession: z.enum(professions),
      startsAt: z.string(),
      endsAt: z.string(),
      isDeleted: z.boolean(),
      workerId: z.int().nullable(),
    }),
  ),
})

/** What the oracle needs, from the source. The workers are a sample and those who hold every document. */
const fixtureSql = `
  select
    (select json_agg(json_build_object('id', id, 'name', name, 'profession', profession, 'isActive', is_active, 'holds', array(
      select document_id from "DocumentWorker" where worker_id = w.id
    ))) from "Worker" w where id % ${sample.workers} = 0 or id > 20000) as workers,
    (select json_agg(json_build_object('id', id, 'name', name, 'timeZone', "timeZone", 'isActive', is_active, 'requires', array(
      select document_id from "FacilityRequirement" where facility_id = f.id
    ))) from "Facility" f) as facilities,
    (select json_agg(json_build_object('id', id, 'name', name, 'isActive', is_active)) from "Document") as documents,
    (select json_agg(json_build_object('id', id, 'facilityId', facility_id, 'profession', profession, 'startsAt', start,
      'endsAt', "end", 'isDeleted', is_deleted, 'workerId', worker_id
    )) from "Shift" where id % ${sample.shifts} = 0) as shifts`

/** How many shifts of the sample the imported database lists otherwise than the oracle decides from the source's rows. */
async function countWrong(source: string, target: string): Promise<number> {
  const [fixture] = await query(source, fixtureSql, sampled)
  if (!fixture) throw new Error('The source has no rows.')
  const { db, close } = connect(target, { timeoutMs: 60_000 })
  let wrong = 0
  let eligible = 0
  try {
    for (const worker of fixture.workers) {
      const listed = new Set<number>()
      for await (const shifts of streamEligibleShifts(db, { workerId: worker.id }))
        for (const { id } of shifts) listed.add(id)
      eligible += listed.size
      for (const shift of fixture.shifts)
        if (listed.has(shift.id) !== (reasonsAgainst(fixture, worker, shift).length === 0)) wrong++
    }
  } finally {
    await close()
  }
  if (eligible === 0) throw new Error('No worker of the sample has a shift.')
  return wrong
}
