CREATE TABLE `line_troubles` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`code` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `line_troubles_by_tenant` ON `line_troubles` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `person_identities` (
	`token` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`person_id` text NOT NULL,
	`type` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `person_identities_by_person` ON `person_identities` (`person_id`);--> statement-breakpoint
CREATE INDEX `person_identities_by_tenant` ON `person_identities` (`tenant_id`);--> statement-breakpoint
DROP INDEX `suppressions_identity`;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `scope` text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `ends_by` text DEFAULT 'nothing' NOT NULL;--> statement-breakpoint
ALTER TABLE `suppressions` ADD `ended_at_ms` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `suppressions_standing` ON `suppressions` (`tenant_id`,`livemode`,`identity_token`,`scope`,`ends_by`) WHERE "suppressions"."ended_at_ms" IS NULL;