-- A facility whose time zone PostgreSQL does not know fails every query that computes its days. Zones are checked against PostgreSQL's own,
-- which change with its updates, rather than a table of them, which would not, and would be twice there after a restore of the data.

-- As "set timezone" takes names: no abbreviations. What it takes besides (an offset, or rules such as EST5EDT4) has digits, so names with
-- digits are looked up in the list, which takes long for it reads all files.
create function public.is_known_time_zone(zone text) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
begin
  perform set_config('TimeZone', zone, true);
  return zone !~ '[0-9]' or exists (select from pg_timezone_names where name = zone);
exception when invalid_parameter_value then
  return false;
end
$$;
--> statement-breakpoint
do $$
declare
  unknown text;
begin
  select string_agg(format('%s at facility %s', quote_literal(time_zone), ids), ', ' order by time_zone) into unknown
  from (
    select time_zone, string_agg(id::text, ', ' order by id) as ids
    from facility group by time_zone having not is_known_time_zone(time_zone)
  ) zones;
  if unknown is not null then
    raise exception 'PostgreSQL does not know these time zones: %. Set facility.time_zone to names of the IANA database, such as America/New_York, and migrate again.', unknown;
  end if;
end
$$;
--> statement-breakpoint
ALTER TABLE "facility" ADD CONSTRAINT "facility_time_zone_is_known" CHECK (is_known_time_zone("facility"."time_zone"));

--> statement-breakpoint
revoke execute on function public.is_known_time_zone from public;
