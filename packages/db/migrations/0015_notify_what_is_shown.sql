-- Live updates also tell of what is shown: the name, place and clock of a facility, and the name of a document.
create or replace function public.facility_was_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('facilityIds', array(
    select id from (select * from after_update except select * from before_update) changed limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create function public.document_was_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.notify_change('documentIds', array(
    select id from (select * from after_update except select * from before_update) changed limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
revoke execute on function public.document_was_updated from public;
--> statement-breakpoint
create trigger document_was_updated after update on public.document
  referencing old table as before_update new table as after_update
  for each statement execute function public.document_was_updated();
