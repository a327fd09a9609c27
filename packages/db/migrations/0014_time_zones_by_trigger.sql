-- Whoever may write a table needs no right on the functions that validate its rows. A check constraint needed the right to execute its
-- function, so a role that was granted the table could not write a facility. A trigger runs with its owner's rights.
ALTER TABLE "facility" DROP CONSTRAINT "facility_time_zone_is_known";
--> statement-breakpoint
create function public.refuse_unknown_time_zone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not public.is_known_time_zone(new.time_zone) then
    raise exception 'PostgreSQL does not know the time zone % of a facility', quote_literal(new.time_zone) using
      errcode = 'check_violation',
      schema = tg_table_schema,
      table = tg_table_name,
      column = 'time_zone',
      constraint = 'facility_time_zone_is_known',
      hint = 'Use a name of the IANA database, such as America/New_York.';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger facility_time_zone_is_known before insert or update of time_zone on public.facility
for each row execute function public.refuse_unknown_time_zone();
--> statement-breakpoint
revoke execute on function public.refuse_unknown_time_zone from public;
