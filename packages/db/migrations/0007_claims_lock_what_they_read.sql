-- A claim decides by the worker, the facility, the shift and what the worker has. Under READ COMMITTED a statement that has waited
-- for a row reads that row again and nothing else, so a claim locks everything first and decides in the next statement, which sees
-- all that was committed while it waited. The row of the worker is the lock of what belongs to the worker: whoever gives it a shift
-- or a document holds "for key share" on it by a foreign key; the triggers below do the same where there is no such check.

-- Locks what a claim reads: worker, facility, shift, always in this order. It decides nothing: the rule is not here. It runs as its
-- owner, because locking a row takes the privilege to update it, which whoever claims does not need otherwise. A change of a
-- facility's requirements updates its row too, so it waits for "for share". lock_timeout ends each wait, and is as before afterwards.
create procedure public.lock_for_claim(claiming_worker_id integer, claimed_shift_id integer, timeout_ms integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = 0
as $$
begin
  perform set_config('lock_timeout', timeout_ms::text, true);
  -- Again if the shift moved to another facility while this waited.
  for attempt in 1..5 loop
    perform from public.worker, public.facility, public.shift
    where worker.id = claiming_worker_id and shift.id = claimed_shift_id and facility.id = shift.facility_id
    for update of worker for share of facility for no key update of shift;
    if found then return; end if;
  end loop;
  -- Something was locked, and not what counts. Where worker or shift do not exist, nothing was.
  if pg_current_xact_id_if_assigned() is not null then
    raise exception 'shift % keeps moving', claimed_shift_id using errcode = 'serialization_failure';
  end if;
end
$$;
--> statement-breakpoint
-- The same for a release, which reads the shift alone.
create procedure public.lock_for_release(released_shift_id integer, timeout_ms integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = 0
as $$
begin
  perform set_config('lock_timeout', timeout_ms::text, true);
  perform from public.shift where id = released_shift_id for no key update;
end
$$;
--> statement-breakpoint
create function public.lock_worker_of_changed_shift() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from public.worker where id = new.worker_id for key share;
  return null;
end
$$;
--> statement-breakpoint
-- A shift that its worker keeps and that takes other time from now on: a claim must not miss the overlap.
create trigger shift_locks_its_worker
  after update of starts_at, ends_at, is_deleted on shift
  for each row
  when (
    new.worker_id is not null and not new.is_deleted
    and (new.starts_at <> old.starts_at or new.ends_at <> old.ends_at or old.is_deleted)
  )
  execute function public.lock_worker_of_changed_shift();
--> statement-breakpoint
create function public.lock_workers_of_removed_documents() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from public.worker where id in (select worker_id from removed) order by id for key share;
  return null;
end
$$;
--> statement-breakpoint
create trigger document_worker_locks_workers_on_delete
  after delete on document_worker
  referencing old table as removed for each statement execute function public.lock_workers_of_removed_documents();
--> statement-breakpoint
create trigger document_worker_locks_workers_on_update
  after update on document_worker
  referencing old table as removed for each statement execute function public.lock_workers_of_removed_documents();
--> statement-breakpoint
-- They run with their owner's rights, so only those to whom it is granted may call them.
revoke execute on procedure public.lock_for_claim, public.lock_for_release from public;
--> statement-breakpoint
revoke execute on function public.lock_worker_of_changed_shift, public.lock_workers_of_removed_documents from public;
