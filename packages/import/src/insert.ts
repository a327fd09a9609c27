import type { Client } from 'pg'
import { professions } from '@shifts/db'
import type { ReadInstant } from './rejectRows.ts'
import { entities, type EntityName } from './entities.ts'
import { stagedName } from './staging.ts'

/** Faster than a cast, which looks each text up. */
const asProfession = `case s.profession ${professions.map((name) => `when '${name}' then '${name}'::profession`).join(' ')} end`

/** Inserts the staged rows into our tables, and returns how many were inserted into each. */
export async function insertStaged(
  target: Client,
  {
    timeZone,
    instant,
    onProgress,
  }: { timeZone: string; instant: ReadInstant; onProgress: (line: string) => void },
): Promise<Record<EntityName, number>> {
  const written = {
    worker: 0,
    facility: 0,
    document: 0,
    facility_requirement: 0,
    document_worker: 0,
    shift: 0,
  }
  const zone = target.escapeLiteral(timeZone)
  const values: Record<EntityName, [columns: string, select: string]> = {
    worker: [
      'id, name, profession, is_active, home_latitude, home_longitude',
      `select s.id, s.name, ${asProfession}, s.is_active, s.home_latitude, s.home_longitude`,
    ],
    facility: [
      'id, name, is_active, time_zone, city, state, latitude, longitude',
      `select s.id, s.name, s.is_active, coalesce(s.time_zone, ${zone}), s.city, s.state, s.latitude, s.longitude`,
    ],
    document: ['id, name, is_active', 'select s.id, s.name, s.is_active'],
    facility_requirement: ['facility_id, document_id', 'select distinct s.facility_id, s.document_id'],
    document_worker: ['worker_id, document_id', 'select distinct s.worker_id, s.document_id'],
    shift: [
      'id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id, claimed_at',
      `select s.id, s.facility_id, ${asProfession}, ${instant('starts_at')}, ${instant('ends_at')},
        s.is_deleted, s.worker_id, ${instant('claimed_at')}`,
    ],
  }
  for (const { name } of entities) {
    const [columns, select] = values[name]
    const { rowCount } = await target.query(
      `insert into ${name} (${columns}) ${select} from ${stagedName(name)} s`,
    )
    written[name] = rowCount ?? 0
    onProgress(`wrote ${written[name].toLocaleString('en')} rows of ${name}`)
  }
  return written
}

/** How many staged rows repeat a pair, for the two tables of pairs. */
export async function countFolded(target: Client): Promise<Record<EntityName, number>> {
  const repeated = (name: EntityName, pair: string) =>
    `(select count(*) from ${stagedName(name)})::int
      - (select count(*) from (select distinct ${pair} from ${stagedName(name)}) d)::int as ${name}`
  const { rows } = await target.query<{ facility_requirement: number; document_worker: number }>(
    `select ${repeated('facility_requirement', 'facility_id, document_id')},
      ${repeated('document_worker', 'worker_id, document_id')}`,
  )
  const [folded = { facility_requirement: 0, document_worker: 0 }] = rows
  return { worker: 0, facility: 0, document: 0, shift: 0, ...folded }
}
