-- A session's token is valid until it expires, wherever it is sent. A session that is signed out before that is recorded
-- here until its last token would have expired, so that every host can refuse it. The table stays small: it is cleaned
-- whenever a session is added.
CREATE TABLE "revoked_session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
