-- Records the changes of claimed shifts, because claim_event does not have those by the facility or an administrator. A claim fires
-- nothing, because nobody has the shift before it. A release is recorded in both tables: a trigger cannot tell who made it.
create function public.record_claimed_shift_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.claimed_shift_change (shift_id, worker_id)
  select old.id, worker_id from (values (old.worker_id), (new.worker_id)) changed (worker_id)
  where worker_id is not null group by worker_id;
  return null;
end
$$;
--> statement-breakpoint
create trigger record_claimed_shift_change
after update of facility_id, profession, starts_at, ends_at, is_deleted, worker_id on public.shift
for each row
when (
  old.worker_id is not null
  and (old.facility_id, old.profession, old.starts_at, old.ends_at, old.is_deleted, old.worker_id)
    is distinct from (new.facility_id, new.profession, new.starts_at, new.ends_at, new.is_deleted, new.worker_id)
)
execute function public.record_claimed_shift_change();
--> statement-breakpoint
revoke execute on function public.record_claimed_shift_change from public;
