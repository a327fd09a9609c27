/** The rule as a database function, which a generic API exposes as a field. */
export const eligibleShiftsFunction = `
  create function eligible_shifts(for_worker int, starts_from timestamptz) returns setof shift language sql stable as $$
    select shift.*
    from shift
    join facility on facility.id = shift.facility_id
    join worker on worker.profession = shift.profession
    where worker.id = for_worker and worker.is_active and facility.is_active
      and not shift.is_deleted and shift.worker_id is null and shift.starts_at >= starts_from
      and not exists (
        select document_id from facility_requirement where facility_id = facility.id
        except
        select document_id from document_worker where worker_id = for_worker
      )
    order by shift.starts_at, shift.id
  $$`

/** The body of a request for the first shifts, or for all. */
export const eligibleShiftsQuery = (worker: number, from: string, first?: number) =>
  JSON.stringify({
    query: `query ($worker: Int!, $from: Datetime!, $first: Int) {
      eligibleShifts(forWorker: $worker, startsFrom: $from, first: $first) {
        nodes { id: rowId startsAt endsAt profession facility: facilityByFacilityId { id: rowId name timeZone city state } }
      }
    }`,
    variables: { worker, from, first },
  })
