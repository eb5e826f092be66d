CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`region` text NOT NULL,
	`vertical` text NOT NULL,
	`status` text NOT NULL,
	`privacy_contact` text,
	`created_at_ms` integer NOT NULL,
	CONSTRAINT "tenants_region" CHECK("tenants"."region" IN ('global', 'eu', 'us')),
	CONSTRAINT "tenants_status" CHECK("tenants"."status" IN ('active', 'closed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tenants_slug` ON `tenants` (`slug`);--> statement-breakpoint
CREATE TABLE `agent_versions` (
	`agent_id` text NOT NULL,
	`version` integer NOT NULL,
	`tenant_id` text NOT NULL,
	`document` text NOT NULL,
	`published_at_ms` integer NOT NULL,
	PRIMARY KEY(`agent_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`name` text NOT NULL,
	`draft` text NOT NULL,
	`published_version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `agents_by_tenant` ON `agents` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`masked` text NOT NULL,
	`livemode` integer NOT NULL,
	`scopes` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`last_used_at_ms` integer,
	`expires_at_ms` integer,
	`revoked_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_by_tenant` ON `api_keys` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`status` text NOT NULL,
	`service_id` text NOT NULL,
	`resource_id` text NOT NULL,
	`person_id` text,
	`call_id` text,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`occupied_from_ms` integer NOT NULL,
	`occupied_to_ms` integer NOT NULL,
	`time_zone` text NOT NULL,
	`sealed_details` text,
	`intent_key` text NOT NULL,
	`revision` integer NOT NULL,
	`cancel_reason` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	CONSTRAINT "bookings_status" CHECK("bookings"."status" IN ('requested', 'confirmed', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_intent` ON `bookings` (`tenant_id`,`livemode`,`intent_key`);--> statement-breakpoint
CREATE INDEX `bookings_by_tenant` ON `bookings` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_by_resource` ON `bookings` (`resource_id`,`occupied_from_ms`);--> statement-breakpoint
CREATE INDEX `bookings_by_person` ON `bookings` (`person_id`,`starts_at_ms`);--> statement-breakpoint
CREATE INDEX `bookings_by_expiry` ON `bookings` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `taken_cells` (
	`resource_id` text NOT NULL,
	`cell` integer NOT NULL,
	`booking_id` text NOT NULL,
	PRIMARY KEY(`resource_id`, `cell`)
);
--> statement-breakpoint
CREATE INDEX `taken_cells_by_booking` ON `taken_cells` (`booking_id`);--> statement-breakpoint
CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`object_name` text NOT NULL,
	`carrier` text NOT NULL,
	`account_sid` text NOT NULL,
	`carrier_call_id` text NOT NULL,
	`direction` text NOT NULL,
	`status` text NOT NULL,
	`masked_number` text,
	`sealed_number` text,
	`our_number` text NOT NULL,
	`agent_id` text,
	`agent_version` integer,
	`person_id` text,
	`started_at_ms` integer NOT NULL,
	`answered_at_ms` integer,
	`ended_at_ms` integer,
	`duration_seconds` integer,
	`outcome` text,
	`ended_by` text,
	`end_reason` text,
	`turn_count` integer NOT NULL,
	`reply_ms_p_50` integer,
	`transcript_status` text NOT NULL,
	`recording_status` text NOT NULL,
	`reported_at_ms` integer,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_carrier` ON `calls` (`account_sid`,`carrier_call_id`);--> statement-breakpoint
CREATE INDEX `calls_by_tenant` ON `calls` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `calls_by_person` ON `calls` (`person_id`);--> statement-breakpoint
CREATE INDEX `calls_by_expiry` ON `calls` (`expires_at_ms`);--> statement-breakpoint
CREATE INDEX `calls_recording_pending` ON `calls` (`started_at_ms`) WHERE "calls"."recording_status" = 'pending';--> statement-breakpoint
CREATE INDEX `calls_unreported` ON `calls` (`started_at_ms`) WHERE "calls"."reported_at_ms" IS NULL;--> statement-breakpoint
CREATE TABLE `carrier_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`carrier` text NOT NULL,
	`account_sid` text NOT NULL,
	`sealed_token` text NOT NULL,
	`sealed_token_secondary` text,
	`livemode` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `carrier_accounts_sid` ON `carrier_accounts` (`account_sid`);--> statement-breakpoint
CREATE INDEX `carrier_accounts_by_tenant` ON `carrier_accounts` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `carrier_deletions` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`call_id` text NOT NULL,
	`account_sid` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`last_answer` text,
	`created_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `carrier_deletions_due` ON `carrier_deletions` (`status`,`next_attempt_at_ms`);--> statement-breakpoint
CREATE INDEX `carrier_deletions_by_call` ON `carrier_deletions` (`call_id`);--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`hours` text,
	`status` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `resources_by_tenant` ON `resources` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE TABLE `services` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`minutes` integer NOT NULL,
	`buffer_before_minutes` integer NOT NULL,
	`buffer_after_minutes` integer NOT NULL,
	`notice_minutes` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`mode` text NOT NULL,
	`assign` text NOT NULL,
	`resource_ids` text NOT NULL,
	`hours` text NOT NULL,
	`agent_id` text,
	`status` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_slug` ON `services` (`tenant_id`,`livemode`,`slug`);--> statement-breakpoint
CREATE TABLE `counters` (
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`hour_at_ms` integer NOT NULL,
	`name` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `livemode`, `hour_at_ms`, `name`)
);
--> statement-breakpoint
CREATE INDEX `counters_by_age` ON `counters` (`hour_at_ms`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`dispatched_at_ms` integer,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_by_tenant` ON `events` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `events_owed` ON `events` (`dispatched_at_ms`,`tenant_id`);--> statement-breakpoint
CREATE INDEX `events_by_expiry` ON `events` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`tenant_id` text NOT NULL,
	`key` text NOT NULL,
	`body_sha256` text NOT NULL,
	`status` text NOT NULL,
	`response_status` integer,
	`sealed_response` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_expiry` ON `idempotency_keys` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `sweep_manifests` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`category` text NOT NULL,
	`cutoff_at_ms` integer NOT NULL,
	`row_count` integer NOT NULL,
	`object_count` integer NOT NULL,
	`merkle_root` text NOT NULL,
	`previous_sha256` text NOT NULL,
	`signature` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sweep_manifests_seq` ON `sweep_manifests` (`seq`);--> statement-breakpoint
CREATE TABLE `numbers` (
	`id` text PRIMARY KEY NOT NULL,
	`claim` text NOT NULL,
	`phone_number` text NOT NULL,
	`tenant_id` text NOT NULL,
	`agent_id` text,
	`livemode` integer NOT NULL,
	`carrier` text NOT NULL,
	`account_sid` text NOT NULL,
	`carrier_number_sid` text,
	`carrier_status` text NOT NULL,
	`carrier_detail` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `numbers_claim` ON `numbers` (`claim`);--> statement-breakpoint
CREATE INDEX `numbers_by_tenant` ON `numbers` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `numbers_by_carrier_status` ON `numbers` (`carrier_status`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`phone_token` text,
	`masked_phone` text,
	`sealed_profile` text,
	`created_at_ms` integer NOT NULL,
	`last_seen_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `people_by_tenant` ON `people` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_phone` ON `people` (`tenant_id`,`phone_token`);--> statement-breakpoint
CREATE INDEX `people_by_expiry` ON `people` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `recordings` (
	`id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`key_subject` text NOT NULL,
	`blob_key` text NOT NULL,
	`content_type` text NOT NULL,
	`plain_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`chunk_bytes` integer NOT NULL,
	`duration_seconds` integer,
	`channels` integer,
	`peaks` text,
	`carrier_recording_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	CONSTRAINT "recordings_blob_key" CHECK("recordings"."blob_key" LIKE 'recordings/%')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recordings_call` ON `recordings` (`call_id`);--> statement-breakpoint
CREATE INDEX `recordings_by_expiry` ON `recordings` (`expires_at_ms`);--> statement-breakpoint
CREATE INDEX `recordings_by_person` ON `recordings` (`person_id`);--> statement-breakpoint
CREATE INDEX `recordings_by_tenant` ON `recordings` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE TABLE `retention_settings` (
	`tenant_id` text NOT NULL,
	`category` text NOT NULL,
	`keep_days` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `category`)
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`identity_token` text NOT NULL,
	`pepper_version` integer NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`call_id` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `suppressions_identity` ON `suppressions` (`tenant_id`,`livemode`,`identity_token`);--> statement-breakpoint
CREATE INDEX `suppressions_by_tenant` ON `suppressions` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`queue` text NOT NULL,
	`call_id` text,
	`person_id` text,
	`key_subject` text NOT NULL,
	`sealed_details` text,
	`intent_key` text NOT NULL,
	`due_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_intent` ON `tasks` (`tenant_id`,`livemode`,`intent_key`);--> statement-breakpoint
CREATE INDEX `tasks_by_tenant` ON `tasks` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `tasks_by_person` ON `tasks` (`person_id`);--> statement-breakpoint
CREATE INDEX `tasks_by_key` ON `tasks` (`key_subject`);--> statement-breakpoint
CREATE INDEX `tasks_by_expiry` ON `tasks` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `transcripts` (
	`call_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`person_id` text,
	`key_subject` text NOT NULL,
	`blob_key` text NOT NULL,
	`turn_count` integer NOT NULL,
	`sealed_summary` text,
	`summary_by` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	CONSTRAINT "transcripts_blob_key" CHECK("transcripts"."blob_key" LIKE 'transcripts/%')
);
--> statement-breakpoint
CREATE INDEX `transcripts_by_expiry` ON `transcripts` (`expires_at_ms`);--> statement-breakpoint
CREATE INDEX `transcripts_by_person` ON `transcripts` (`person_id`);--> statement-breakpoint
CREATE INDEX `transcripts_by_tenant` ON `transcripts` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`url` text NOT NULL,
	`description` text,
	`event_types` text NOT NULL,
	`status` text NOT NULL,
	`disabled_reason` text,
	`sealed_secret` text NOT NULL,
	`sealed_previous_secret` text,
	`previous_secret_until_ms` integer,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `webhook_endpoints_by_tenant` ON `webhook_endpoints` (`tenant_id`,`livemode`,`id`);