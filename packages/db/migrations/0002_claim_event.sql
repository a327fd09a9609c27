CREATE TYPE "public"."claim_action" AS ENUM('claim', 'release');--> statement-breakpoint
CREATE TABLE "claim_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "claim_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"shift_id" integer NOT NULL,
	"worker_id" integer NOT NULL,
	"action" "claim_action" NOT NULL,
	"happened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"principal" text NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "claim_event_of_shift" ON "claim_event" USING btree ("shift_id","worker_id","id");