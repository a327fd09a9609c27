import { z } from 'zod'
import { execute, query } from './query.ts'

const pair = z.object({ workerId: z.int(), shiftId: z.int(), facilityId: z.int(), profession: z.string() })

/** A shift that the worker may claim. */
export type Claimable = z.output<typeof pair>

/** Shifts with a worker who is eligible for each. No shift occurs twice, and no two shifts of a worker overlap. */
export function findClaimable(url: string): Promise<Claimable[]> {
  return query(
    url,
    `with candidate as (
       select id, profession from worker where is_active and id % (select greatest(max(id) / 500, 1) from worker) = 0
     ), worker_facility as materialized (
       select candidate.id as worker_id, candidate.profession, facility.id as facility_id
       from candidate join facility on facility.is_active and not exists (
         select from facility_requirement
         where facility_id = facility.id and document_id not in (
           select document_id from document_worker where worker_id = candidate.id
         )
       )
     ), day as (
       -- Every other day, so that none overlaps one of another day.
       select at from generate_series(now() + interval '1 day', now() + interval '60 days', interval '2 days') at
     ), possible as (
       select worker_facility.worker_id, shift.id, shift.facility_id, shift.profession, day.at
       from worker_facility cross join day
       join shift on shift.facility_id = worker_facility.facility_id and shift.profession = worker_facility.profession
         and shift.starts_at >= day.at and shift.starts_at < day.at + interval '12 hours'
         and shift.worker_id is null and not shift.is_deleted
       where not exists (
         select from shift claimed
         where claimed.worker_id = worker_facility.worker_id and not claimed.is_deleted
           and claimed.starts_at < shift.ends_at and claimed.ends_at > shift.starts_at
       )
     ), one_each as (
       select distinct on (id) * from possible order by id, md5(worker_id || ' ' || id)
     )
     select distinct on (worker_id, at)
       worker_id as "workerId", id as "shiftId", facility_id as "facilityId", profession::text
     from one_each order by worker_id, at, md5(id::text)`,
    pair,
  )
}

/** Undoes all claims and deletes their events. */
export const giveAllBack = (url: string): Promise<void> =>
  execute(
    url,
    'update shift set worker_id = null, claimed_at = null where claimed_at is not null',
    'truncate claim_event',
    'vacuum (analyze) shift',
  )
