-- After five attempts to lock a shift that kept moving between facilities, lock_for_claim raised a serialization failure only
-- to make the caller start again. It starts again itself now, until the three rows are locked or one of them does not exist.
-- Each further attempt takes another committed move of the shift, and statement_timeout bounds them all. The timeout is set by
-- an assignment, which PL/pgSQL evaluates without a query.
create or replace procedure public.lock_for_claim(claiming_worker_id integer, claimed_shift_id integer, timeout_ms integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = 0
as $$
declare
  timeout text := set_config('lock_timeout', timeout_ms::text, true);
begin
  loop
    -- Finds nothing if the shift moved to another facility while this waited.
    perform from public.worker, public.facility, public.shift
    where worker.id = claiming_worker_id and shift.id = claimed_shift_id and facility.id = shift.facility_id
    for update of worker for share of facility for no key update of shift;
    exit when found;
    exit when not exists (
      select from public.worker, public.shift where worker.id = claiming_worker_id and shift.id = claimed_shift_id
    );
  end loop;
end
$$;
