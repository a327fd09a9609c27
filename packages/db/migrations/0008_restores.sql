-- pg_dump and pg_restore run with an empty search_path: a data-only restore failed, for the trigger functions did not find
-- their tables. Every function has a search_path of its own now, and writes the schema before each name.
--
-- Those that read or write tables, or notify, run with their owner's rights: whoever may write a table needs no right on
-- what follows from it. So nobody else may call them, or put them on a table of their own.

create or replace function public.refuse_to_rewrite_history() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create or replace function public.table_was_truncated() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('change', '{"everything":true}');
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.notify_change(kind text, ids integer[]) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select pg_notify(
    'change',
    case when cardinality(ids) <= 500 then json_build_object(kind, ids)::text else '{"everything":true}' end
  )
  where cardinality(ids) > 0
$$;
--> statement-breakpoint
create or replace function public.shift_was_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('shiftIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.shift_was_deleted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('facilityIds', array(select distinct facility_id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.shift_was_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('shiftIds', array(
    select id from (
      select id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id from after_update
      except
      select id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id from before_update
    ) changed
    limit 501
  ));
  -- And those whom a shift has left.
  perform public.notify_change('facilityIds', array(
    select distinct facility_id from (
      select id, facility_id, profession from before_update
      except
      select id, facility_id, profession from after_update
    ) changed
    limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.facility_was_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('facilityIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.facility_was_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('facilityIds', array(
    select id from (
      select id, is_active, required_document_ids from after_update
      except
      select id, is_active, required_document_ids from before_update
    ) changed
    limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.worker_was_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('workerIds', array(
    select id from (
      select id, is_active, profession from after_update except select id, is_active, profession from before_update
    ) changed
    limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.worker_was_deleted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('workerIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.document_worker_was_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('workerIds', array(select distinct worker_id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.facility_requirement_was_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.facility set required_document_ids = default where id in (select facility_id from changed);
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.facility_requirement_was_truncated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.facility set required_document_ids = default where required_document_ids <> '{}';
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.read_required_documents() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.required_document_ids := array(
    select document_id from public.facility_requirement where facility_id = new.id order by document_id
  );
  return new;
end
$$;
--> statement-breakpoint
-- A data-only restore into a migrated database brings the rows of the journal once more. Only the newest of them is ever
-- read, so they may be there twice.
alter table drizzle.__drizzle_migrations drop constraint __drizzle_migrations_pkey;
--> statement-breakpoint
revoke execute on function
  public.refuse_to_rewrite_history, public.table_was_truncated, public.notify_change, public.shift_was_inserted,
  public.shift_was_deleted, public.shift_was_updated, public.facility_was_inserted, public.facility_was_updated,
  public.worker_was_updated, public.worker_was_deleted, public.document_worker_was_changed,
  public.facility_requirement_was_changed, public.facility_requirement_was_truncated, public.read_required_documents
from public;
