import type { Statement } from '../../database/recordStatement.ts'

/** Another way to answer with the same page. */
export interface Trial {
  name: string
  /** What it needs in the database. */
  setUp?: string[]
  change: (statement: Statement, worker: { workerId: number; facilityIds: number[] }) => Statement
}

/** The product's text with a part replaced, under a name of its own. */
function rewritten({ text, values }: Statement, name: string, from: RegExp, to: string): Statement {
  if (!from.test(text)) throw new Error(`${name}: the product's statement has no ${String(from)}.`)
  // PostgreSQL cuts names at 63 letters.
  return { name: `trial ${name}`.slice(0, 60), text: text.replaceAll(new RegExp(from, 'g'), to), values }
}

const holdsEveryDocument = /not exists \(select\s+from "facility_requirement"[\s\S]*?\)\s*\)/
const threshold = 45

/** The plan's switch between the two indexes: it is a value of the statement. */
const withThreshold = (name: string, to: number) => (statement: Statement) => ({
  ...statement,
  name: `trial ${name}`,
  values: statement.values.map((value) => (value === threshold ? to : value)),
})

const held = (workerId: number) => `document_worker where worker_id = ${workerId}`

const partitioned = (name: string, by: string, partitions: string[]): Trial => ({
  name: `shift partitioned by ${by}`,
  setUp: [
    `create table ${name} (like shift) partition by ${by}`,
    ...partitions.map((bounds, n) => `create table ${name}_${n} partition of ${name} ${bounds}`),
    `insert into ${name} select * from shift`,
    `create index on ${name} (profession, starts_at, id) include (ends_at, facility_id) where worker_id is null and not is_deleted`,
    `create index on ${name} (facility_id, profession, starts_at, id) include (ends_at) where worker_id is null and not is_deleted`,
    `create index on ${name} (worker_id, starts_at, id) where worker_id is not null`,
  ],
  change: (statement) => rewritten(statement, name, /"shift"/, `"${name}"`),
})

const months = Array.from({ length: 14 }, (_, n) => n - 10)
const monthBound = (n: number) =>
  new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + n, 1)).toISOString()

export const trials: Trial[] = [
  {
    name: 'not prepared: planned each time',
    change: (statement) => ({ ...statement, name: '' }),
  },
  { name: 'the index led by time only', change: withThreshold('time', 0) },
  { name: 'the index led by facility only', change: withThreshold('facility', 1_000_000) },
  {
    name: 'NOT EXISTS (required EXCEPT held)',
    change: (statement, { workerId }) =>
      rewritten(
        statement,
        'except',
        holdsEveryDocument,
        `not exists (select document_id from facility_requirement where facility_id = facility.id except select document_id from ${held(workerId)})`,
      ),
  },
  {
    name: 'required documents as an array, <@',
    setUp: [
      `alter table facility add column required_ids int[] not null default '{}'`,
      `update facility set required_ids = array(select document_id from facility_requirement where facility_id = facility.id)`,
    ],
    change: (statement, { workerId }) =>
      rewritten(
        statement,
        'array',
        holdsEveryDocument,
        `facility.required_ids <@ (select array_agg(document_id) from ${held(workerId)})`,
      ),
  },
  {
    name: 'required documents as a bit mask',
    setUp: [
      `alter table facility add column required_mask bigint not null default 0`,
      `update facility set required_mask = coalesce((select bit_or(1::bigint << document_id) from facility_requirement where facility_id = facility.id), 0)`,
    ],
    change: (statement, { workerId }) =>
      rewritten(
        statement,
        'mask',
        holdsEveryDocument,
        `facility.required_mask & ~(select bit_or(1::bigint << document_id) from ${held(workerId)}) = 0`,
      ),
  },
  {
    name: 'the set of facilities kept in the process',
    change: (statement, { facilityIds }) =>
      rewritten(statement, 'set', holdsEveryDocument, `facility.id = any('{${facilityIds.join()}}'::int[])`),
  },
  {
    name: 'materialized view of who may work where',
    setUp: [
      `create materialized view may_work_at as
       select worker.id as worker_id, facility.id as facility_id
       from worker join facility on facility.is_active and not exists (
         select from facility_requirement where facility_id = facility.id and document_id not in (
           select document_id from document_worker where worker_id = worker.id))
       where worker.is_active and (worker.id % 20 = 0 or worker.id > 20000)`,
      `create index on may_work_at (worker_id, facility_id)`,
    ],
    change: (statement, { workerId }) =>
      rewritten(
        statement,
        'view',
        holdsEveryDocument,
        `facility.id in (select facility_id from may_work_at where worker_id = ${workerId})`,
      ),
  },
  {
    name: 'JSON made by PostgreSQL',
    change: ({ text, values }) => ({
      name: 'trial json',
      text: `select json_agg(answer) from (${text}) as answer`,
      values,
    }),
  },
  {
    name: 'three columns instead of eight',
    change: (statement) =>
      rewritten(
        statement,
        'columns',
        /select page\.\*, eligible_facility\.name as facility_name, eligible_facility\.time_zone,/,
        'select page.id, page.starts_at, page.facility_id,',
      ),
  },
  partitioned(
    'shift_by_month',
    'range (starts_at)',
    months.map((n) => `for values from ('${monthBound(n)}') to ('${monthBound(n + 1)}')`),
  ),
  partitioned(
    'shift_by_facility',
    'hash (facility_id)',
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `for values with (modulus 8, remainder ${n})`),
  ),
]
