-- With CHANGE_FEED=wal, live updates are read from the write-ahead log, through this publication. It publishes the tables of which the
-- notify triggers tell, and revoked_session. facility_requirement is not needed: a facility's row has a copy of its requirements.
-- Below wal_level=logical PostgreSQL only warns, and the publication is not used.
create publication open_shifts_changes for table
  public.shift, public.facility, public.worker, public.document, public.document_worker, public.revoked_session;
--> statement-breakpoint
-- An update is told only if it changes what is shown, so the log must have the old row too. With wal_level=logical that adds the
-- old row, 78 bytes, to the 1,085 that a claim writes. With other levels it costs nothing.
alter table public.shift replica identity full;
--> statement-breakpoint
alter table public.facility replica identity full;
--> statement-breakpoint
alter table public.worker replica identity full;
--> statement-breakpoint
alter table public.document replica identity full;
