-- Who listens has to know of a facility before it hears of the shifts there, and that a worker is gone.

create function facility_was_inserted() returns trigger language plpgsql as $$
begin
  perform notify_change('facilityIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create trigger facility_was_inserted after insert on facility
  referencing new table as changed for each statement execute function facility_was_inserted();
--> statement-breakpoint
create function worker_was_deleted() returns trigger language plpgsql as $$
begin
  perform notify_change('workerIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create trigger worker_was_deleted after delete on worker
  referencing old table as changed for each statement execute function worker_was_deleted();
