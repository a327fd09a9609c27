import type { Statement } from '../../database/recordStatement.ts'

/** Another way to return the same page. */
export interface Experiment {
  name: string
  /** The statements that prepare the database. */
  setUp?: (statement: Statement) => string[]
  change: (statement: Statement, facilityIds: number[]) => Statement
}

type Replacement = (found: string) => string

/** The product's statement with a part replaced, under another name. */
function rewritten(name: string, part: RegExp, replacement: Replacement): Experiment['change'] {
  return ({ text, values }) => {
    if (!part.test(text)) throw new Error(`${name}: the product's statement has no ${String(part)}.`)
    return { name: preparedName(name), text: text.replaceAll(new RegExp(part, 'g'), replacement), values }
  }
}

/** PostgreSQL truncates names to 63 bytes. */
const preparedName = (name: string) => `experiment ${name}`.slice(0, 60)

const holdsEveryDocument = /"facility"\."required_document_ids" <@\s+array\([\s\S]*?\)/
const parameter = /\$\d+::int/

/** Another form of the clause about documents. `worker` is the placeholder of the worker's id. */
const documentsBy = (
  name: string,
  condition: (worker: string) => string,
  setUp: string[] = [],
): Experiment => ({
  name,
  setUp: () => setUp,
  change: rewritten(name, holdsEveryDocument, (clause) => condition(parameter.exec(clause)?.[0] ?? '')),
})

/** The condition that chooses one of the two indexes by the number of eligible facilities. */
const switchOfIndexes = /\(select count\(\*\) from eligible_facility\) [<>=]+ \$\d+::int/

/** Always uses the same index, because the threshold is multiplied by 0 or by a number that is larger than any count. */
const indexLedBy = (what: string, factor: number): Experiment => ({
  name: `the index led by ${what} only`,
  change: rewritten(what, switchOfIndexes, (condition) => `${condition} * ${factor}`),
})

/** A partitioned table instead of shift, with the same rows and the indexes that the statement uses. */
const partitioned = (name: string, by: string, partitions: string[]): Experiment => ({
  name: `shift partitioned by ${by}`,
  setUp: () => [
    `create table ${name} (like shift) partition by ${by}`,
    ...partitions.map((bounds, n) => `create table ${name}_${n} partition of ${name} ${bounds}`),
    `insert into ${name} select * from shift`,
    `create index on ${name} (profession, starts_at, id) include (ends_at, facility_id) where worker_id is null and not is_deleted`,
    `create index on ${name} (facility_id, profession, starts_at, id) include (ends_at) where worker_id is null and not is_deleted`,
    `create index on ${name} (worker_id, starts_at, id) where worker_id is not null`,
  ],
  change: rewritten(name, /"shift"/, () => `"${name}"`),
})

const months = Array.from({ length: 14 }, (_, n) => n - 10)
const monthBound = (n: number) =>
  new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + n, 1)).toISOString()

/** The view contains only every twentieth worker. All of them would take twenty times as much time and space. */
const workersPerViewedOne = 20

const procedure = 'page_of_eligible_shifts'

/** The statement in a database function, which is also planned once per connection. */
const storedProcedure: Experiment = {
  name: 'a stored procedure',
  setUp: ({ text }) => [
    `create function ${procedure}(${parameterTypes(text).join(', ')})
     returns table (id int, starts_at timestamptz, ends_at timestamptz, profession profession, facility_id int,
       facility_name text, time_zone text, city text, state text, overlaps_claimed boolean)
     language plpgsql stable as $body$
     #variable_conflict use_column
     begin return query ${text}; end $body$`,
  ],
  change: ({ text, values }) => {
    const arguments_ = parameterTypes(text).map((type, n) => `$${n + 1}::${type}`)
    return { name: preparedName(procedure), text: `select * from ${procedure}(${arguments_.join()})`, values }
  },
}

/** The types of the parameters, from the casts in the statement. */
const parameterTypes = (text: string): string[] =>
  [...text.matchAll(/\$\d+::([a-z0-9]+(?:\[\])?)/g)].map(([, type = '']) => type)

export const experiments: Experiment[] = [
  { name: 'not prepared: planned each time', change: (statement) => ({ ...statement, name: '' }) },
  indexLedBy('time', 0),
  indexLedBy('facility', 1_000_000),
  documentsBy(
    'NOT EXISTS (required EXCEPT held)',
    (worker) =>
      `not exists (select document_id from facility_requirement where facility_id = facility.id
       except select document_id from document_worker where worker_id = ${worker})`,
  ),
  documentsBy(
    'no required document that is not held, looked up',
    (worker) =>
      `not exists (select from facility_requirement where facility_id = facility.id
       and document_id not in (select document_id from document_worker where worker_id = ${worker}))`,
  ),
  documentsBy(
    'required documents as a bit mask',
    (worker) =>
      `facility.required_mask & ~(select coalesce(bit_or(1::bigint << document_id), 0) from document_worker where worker_id = ${worker}) = 0`,
    [
      `alter table facility add column required_mask bigint not null default 0`,
      `update facility set required_mask = coalesce((select bit_or(1::bigint << document_id) from facility_requirement where facility_id = facility.id), 0)`,
    ],
  ),
  documentsBy(
    'a materialized view of who may work where',
    (worker) => `facility.id in (select facility_id from may_work_at where worker_id = ${worker})`,
    [
      `create materialized view may_work_at as
       select worker.id as worker_id, facility.id as facility_id
       from worker join facility on facility.is_active and not exists (
         select from facility_requirement where facility_id = facility.id and document_id not in (
           select document_id from document_worker where worker_id = worker.id))
       where worker.is_active and (worker.id % ${workersPerViewedOne} = 0 or worker.id > (select max(id) - 3 from worker))`,
      `create index on may_work_at (worker_id, facility_id)`,
    ],
  ),
  {
    name: 'the set of facilities kept in the process',
    change: (statement, facilityIds) =>
      rewritten(
        'set',
        holdsEveryDocument,
        (clause) =>
          `${parameter.exec(clause)?.[0]} > 0 and facility.id = any('{${facilityIds.join()}}'::int[])`,
      )(statement, facilityIds),
  },
  {
    name: 'JSON made by PostgreSQL',
    change: ({ text, values }) => ({
      name: preparedName('json'),
      text: `select json_agg(page) from (${text}) as page`,
      values,
    }),
  },
  {
    name: 'only three columns',
    change: rewritten(
      'columns',
      /select "?page"?\.\*, [\s\S]*?"state",/,
      () => 'select page.id, page.starts_at, page.facility_id,',
    ),
  },
  storedProcedure,
  partitioned(
    'shift_by_month',
    'range (starts_at)',
    months.map((n) => `for values from ('${monthBound(n)}') to ('${monthBound(n + 1)}')`),
  ),
  partitioned(
    'shift_by_claim',
    'list ((worker_id is null))',
    [true, false].map((isOpen) => `for values in (${isOpen})`),
  ),
  partitioned(
    'shift_by_facility',
    'hash (facility_id)',
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `for values with (modulus 8, remainder ${n})`),
  ),
]
