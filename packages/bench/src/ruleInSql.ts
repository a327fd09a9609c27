/**
 * What the worker may take, written from the README's six sentences alone: neither the product's clauses nor its
 * statements, so that a fault in those shows. Names `shift`, `facility` and `worker`.
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
