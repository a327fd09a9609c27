-- Whoever changes what decides over availability, psql included, tells who listens. By statement, so that a bulk load
-- tells a handful of things; up to as many ids as fit into a notification, and beyond only that much has changed.

create function notify_change(kind text, ids integer[]) returns void language sql as $$
  select pg_notify(
    'change',
    case when cardinality(ids) <= 500 then json_build_object(kind, ids)::text else '{"everything":true}' end
  )
  where cardinality(ids) > 0
$$;
--> statement-breakpoint
create function shift_was_inserted() returns trigger language plpgsql as $$
begin
  perform notify_change('shiftIds', array(select id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
-- What is not there any more cannot be looked at: all who may work where it was are told.
create function shift_was_deleted() returns trigger language plpgsql as $$
begin
  perform notify_change('facilityIds', array(select distinct facility_id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
-- What differs is told by "except", which takes one pass whatever the number of rows: a join of tables that have no
-- statistics may take very many.
create function shift_was_updated() returns trigger language plpgsql as $$
begin
  perform notify_change('shiftIds', array(
    select id from (
      select id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id from after_update
      except
      select id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id from before_update
    ) changed
    limit 501
  ));
  -- And those whom a shift has left.
  perform notify_change('facilityIds', array(
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
create trigger shift_was_inserted after insert on shift
  referencing new table as changed for each statement execute function shift_was_inserted();
--> statement-breakpoint
create trigger shift_was_updated after update on shift
  referencing old table as before_update new table as after_update for each statement execute function shift_was_updated();
--> statement-breakpoint
create trigger shift_was_deleted after delete on shift
  referencing old table as changed for each statement execute function shift_was_deleted();
--> statement-breakpoint
create function facility_was_updated() returns trigger language plpgsql as $$
begin
  perform notify_change('facilityIds', array(
    select id from (select id, is_active from after_update except select id, is_active from before_update) changed
    limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create trigger facility_was_updated after update on facility
  referencing old table as before_update new table as after_update for each statement execute function facility_was_updated();
--> statement-breakpoint
create function worker_was_updated() returns trigger language plpgsql as $$
begin
  perform notify_change('workerIds', array(
    select id from (
      select id, is_active, profession from after_update except select id, is_active, profession from before_update
    ) changed
    limit 501
  ));
  return null;
end
$$;
--> statement-breakpoint
create trigger worker_was_updated after update on worker
  referencing old table as before_update new table as after_update for each statement execute function worker_was_updated();
--> statement-breakpoint
create function facility_requirement_was_changed() returns trigger language plpgsql as $$
begin
  perform notify_change('facilityIds', array(select distinct facility_id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create trigger facility_requirement_was_inserted after insert on facility_requirement
  referencing new table as changed for each statement execute function facility_requirement_was_changed();
--> statement-breakpoint
create trigger facility_requirement_was_deleted after delete on facility_requirement
  referencing old table as changed for each statement execute function facility_requirement_was_changed();
--> statement-breakpoint
create trigger facility_requirement_was_updated_from after update on facility_requirement
  referencing old table as changed for each statement execute function facility_requirement_was_changed();
--> statement-breakpoint
create trigger facility_requirement_was_updated_to after update on facility_requirement
  referencing new table as changed for each statement execute function facility_requirement_was_changed();
--> statement-breakpoint
create function document_worker_was_changed() returns trigger language plpgsql as $$
begin
  perform notify_change('workerIds', array(select distinct worker_id from changed limit 501));
  return null;
end
$$;
--> statement-breakpoint
create trigger document_worker_was_inserted after insert on document_worker
  referencing new table as changed for each statement execute function document_worker_was_changed();
--> statement-breakpoint
create trigger document_worker_was_deleted after delete on document_worker
  referencing old table as changed for each statement execute function document_worker_was_changed();
--> statement-breakpoint
create trigger document_worker_was_updated_from after update on document_worker
  referencing old table as changed for each statement execute function document_worker_was_changed();
--> statement-breakpoint
create trigger document_worker_was_updated_to after update on document_worker
  referencing new table as changed for each statement execute function document_worker_was_changed();
--> statement-breakpoint
create function table_was_truncated() returns trigger language plpgsql as $$
begin
  perform pg_notify('change', '{"everything":true}');
  return null;
end
$$;
--> statement-breakpoint
create trigger shift_was_truncated after truncate on shift
  for each statement execute function table_was_truncated();
--> statement-breakpoint
create trigger facility_requirement_was_truncated after truncate on facility_requirement
  for each statement execute function table_was_truncated();
--> statement-breakpoint
create trigger document_worker_was_truncated after truncate on document_worker
  for each statement execute function table_was_truncated();
