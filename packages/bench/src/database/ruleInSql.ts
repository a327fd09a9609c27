/**
 * The rule in SQL, written from the README's six clauses. It shares nothing with the product, so that it reveals the
 * product's errors. It joins `shift`, `facility` and `worker`.
 */
export const shiftsByTheRule = (workerId: number) => `
  shift
  join facility on facility.id = shift.facility_id
  join worker on worker.id = ${workerId}
  where facility.is_active
    and not shift.is_deleted
    and worker.is_active
    and shift.worker_id is null
    and (
      select count(*) from facility_requirement where facility_id = facility.id
    ) = (
      select count(*) from facility_requirement
      join document_worker using (document_id)
      where facility_id = facility.id and document_worker.worker_id = ${workerId}
    )
    and shift.profession = worker.profession`

/** The same rows, in the form that PostgreSQL executes fastest. */
export const eligibleShifts = (workerId: number) => `
  shift
  join facility on facility.id = shift.facility_id
  where facility.is_active
    and not shift.is_deleted
    and shift.worker_id is null
    and shift.profession = (select profession from worker where id = ${workerId} and is_active)
    and not exists (
      select from facility_requirement
      where facility_id = facility.id and document_id not in (
        select document_id from document_worker where worker_id = ${workerId}
      )
    )`
