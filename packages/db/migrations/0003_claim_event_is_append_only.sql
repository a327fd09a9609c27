-- What was claimed and released is history: it is added to, and never changed. (To truncate takes the table's owner.)
create function refuse_to_rewrite_history() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger claim_event_is_append_only
  before update or delete on claim_event
  for each statement execute function refuse_to_rewrite_history();
