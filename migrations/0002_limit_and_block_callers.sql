CREATE TABLE `caller_blocks` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`phone_token` text NOT NULL,
	`masked_phone` text NOT NULL,
	`reason` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `caller_blocks_phone` ON `caller_blocks` (`tenant_id`,`livemode`,`phone_token`);--> statement-breakpoint
CREATE INDEX `caller_blocks_by_tenant` ON `caller_blocks` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `caller_blocks_by_expiry` ON `caller_blocks` (`expires_at_ms`);--> statement-breakpoint
ALTER TABLE `tenants` ADD `ceilings` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `limits` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `caller_verdict` text;