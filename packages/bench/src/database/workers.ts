import { z } from 'zod'
import { query } from './query.ts'

export interface Worker {
  id: number
  label: string
}

const found = z.object({ id: z.int() })

/** The workers who hold every document have the three highest ids. */
const deterministicSql = 'select max(id) - 2 as id from worker'

/** Of about a hundred workers who may work somewhere, the one with the median number of facilities. */
const typicalSql = `
  with candidate as (
    select id from worker where is_active and id % greatest((select max(id) / 100 from worker), 1) = 0
  ), facility_count as (
    select candidate.id, count(*) as facilities
    from candidate join facility on facility.is_active and not exists (
      select from facility_requirement
      where facility_id = facility.id and document_id not in (
        select document_id from document_worker where worker_id = candidate.id
      )
    )
    group by candidate.id
  )
  select id from facility_count
  order by abs(facilities - (select percentile_disc(0.5) within group (order by facilities) from facility_count)), id
  limit 1`

/**
 * The workers of the benchmarks: a typical one, and one who may work at every active facility. Both have eligible shifts.
 */
export async function workersOf(url: string): Promise<{ typical: Worker; deterministic: Worker }> {
  const [typical] = await query(url, typicalSql, found)
  const [deterministic] = await query(url, deterministicSql, found)
  if (!typical || !deterministic) throw new Error('The database has no workers.')
  return {
    typical: { ...typical, label: 'typical' },
    deterministic: { ...deterministic, label: 'deterministic' },
  }
}
