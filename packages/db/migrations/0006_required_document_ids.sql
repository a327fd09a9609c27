-- A facility's requirements once more, as one sorted array beside it. The rule asks for them of every facility for every
-- question: to compare two arrays takes a page half the time that a look-up for each facility does.
ALTER TABLE "facility" ADD COLUMN "required_document_ids" integer[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- Whatever is written there, what facility_requirement holds is what it becomes: no two copies can differ. Of two
-- transactions that change one facility's requirements the second waits here for the first, and then reads both.
create function read_required_documents() returns trigger language plpgsql as $$
begin
  new.required_document_ids := array(
    select document_id from facility_requirement where facility_id = new.id order by document_id
  );
  return new;
end
$$;
--> statement-breakpoint
create trigger facility_reads_required_documents
  before insert or update of required_document_ids on facility
  for each row execute function read_required_documents();
--> statement-breakpoint
create or replace function facility_requirement_was_changed() returns trigger language plpgsql as $$
begin
  update facility set required_document_ids = default where id in (select facility_id from changed);
  return null;
end
$$;
--> statement-breakpoint
create function facility_requirement_was_truncated() returns trigger language plpgsql as $$
begin
  update facility set required_document_ids = default where required_document_ids <> '{}';
  return null;
end
$$;
--> statement-breakpoint
drop trigger facility_requirement_was_truncated on facility_requirement;
--> statement-breakpoint
create trigger facility_requirement_was_truncated after truncate on facility_requirement
  for each statement execute function facility_requirement_was_truncated();
--> statement-breakpoint
-- Which tells of the requirements as well now.
create or replace function facility_was_updated() returns trigger language plpgsql as $$
begin
  perform notify_change('facilityIds', array(
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
-- Of what there is already.
update facility set required_document_ids = default;
