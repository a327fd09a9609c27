-- worker_identity: the worker as whom a person of an identity provider signs in.
-- provider_session: signing out ends the provider's session too, and a provider may end ours. Both need to know which sessions belong together.
CREATE TABLE "provider_session" (
	"session_id" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"provider_session_id" text,
	"id_token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"worker_id" integer NOT NULL,
	CONSTRAINT "worker_identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "worker_identity" ADD CONSTRAINT "worker_identity_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_session_of_person" ON "provider_session" USING btree ("issuer","subject");--> statement-breakpoint
CREATE INDEX "provider_session_by_expiry" ON "provider_session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "worker_identity_of_worker" ON "worker_identity" USING btree ("worker_id");