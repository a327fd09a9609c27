-- The history of claims grows without end. `pnpm run retain` deletes what it has archived, and says so by this setting. No role but the
-- tables' owner may delete events.
create or replace function public.refuse_to_rewrite_history() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('open_shifts.is_archived', true) = 'on' then
    return null;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
