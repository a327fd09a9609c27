-- Here is what drizzle's schema cannot express: an exclusion constraint, and indexes with INCLUDE columns.

create extension if not exists btree_gist;
--> statement-breakpoint
-- A worker cannot be in two places. Assignments that came with the data (claimed_at is null) may already overlap,
-- and a shift that was deleted takes nobody's time.
alter table shift
  add constraint shift_claims_do_not_overlap
  exclude using gist (worker_id with =, tstzrange(starts_at, ends_at) with &&)
  where (claimed_at is not null and not is_deleted);
--> statement-breakpoint
-- Open shifts in the order of the listing, for workers who may work at many facilities.
create index shift_open_by_start
  on shift (profession, starts_at, id) include (ends_at, facility_id)
  where worker_id is null and not is_deleted;
--> statement-breakpoint
-- Open shifts of one facility after the other, for workers who may work at few.
create index shift_open_by_facility
  on shift (facility_id, profession, starts_at, id) include (ends_at)
  where worker_id is null and not is_deleted;
