-- facility.city, facility.state: shown with every shift, and searched for.
-- facility.latitude, facility.longitude, worker.home_latitude, worker.home_longitude: for the distance between the two. All are null where unknown,
-- as in imported data.
-- saved_filter: the filter with which a worker's lists begin, on every device. A table of its own, because the rule reads worker for every query.
CREATE TABLE "saved_filter" (
	"worker_id" integer PRIMARY KEY NOT NULL,
	"filter" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "facility" ADD COLUMN "city" text;--> statement-breakpoint
ALTER TABLE "facility" ADD COLUMN "state" text;--> statement-breakpoint
ALTER TABLE "facility" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "facility" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "worker" ADD COLUMN "home_latitude" double precision;--> statement-breakpoint
ALTER TABLE "worker" ADD COLUMN "home_longitude" double precision;--> statement-breakpoint
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facility" ADD CONSTRAINT "facility_is_at_a_place" CHECK (("facility"."latitude" is null) = ("facility"."longitude" is null) and "facility"."latitude" between -90 and 90 and "facility"."longitude" between -180 and 180);--> statement-breakpoint
ALTER TABLE "worker" ADD CONSTRAINT "worker_home_is_a_place" CHECK (("worker"."home_latitude" is null) = ("worker"."home_longitude" is null) and "worker"."home_latitude" between -90 and 90 and "worker"."home_longitude" between -180 and 180);