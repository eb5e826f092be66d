CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`claim` text NOT NULL,
	`kind` text NOT NULL,
	`provider` text NOT NULL,
	`line` text NOT NULL,
	`account_id` text NOT NULL,
	`display_number` text,
	`tenant_id` text NOT NULL,
	`agent_id` text,
	`livemode` integer NOT NULL,
	`sealed_app_secret` text,
	`sealed_access_token` text,
	`status` text NOT NULL,
	`detail` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_claim` ON `channels` (`claim`);--> statement-breakpoint
CREATE INDEX `channels_by_tenant` ON `channels` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `channels_by_account` ON `channels` (`account_id`);--> statement-breakpoint
CREATE INDEX `channels_by_status` ON `channels` (`status`);--> statement-breakpoint
CREATE TABLE `message_bodies` (
	`message_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`person_id` text NOT NULL,
	`sealed_body` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `message_bodies_by_person` ON `message_bodies` (`person_id`);--> statement-breakpoint
CREATE INDEX `message_bodies_by_tenant` ON `message_bodies` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `message_bodies_by_expiry` ON `message_bodies` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `message_media` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`message_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`content_type` text,
	`bytes` integer,
	`sha256` text,
	`status` text NOT NULL,
	`blob_key` text,
	`sealed_file_name` text,
	`sealed_words` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	CONSTRAINT "message_media_blob_key" CHECK("message_media"."blob_key" IS NULL OR "message_media"."blob_key" LIKE 'messages/%')
);
--> statement-breakpoint
CREATE INDEX `message_media_by_message` ON `message_media` (`message_id`);--> statement-breakpoint
CREATE INDEX `message_media_by_person` ON `message_media` (`person_id`);--> statement-breakpoint
CREATE INDEX `message_media_by_tenant` ON `message_media` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `message_media_by_expiry` ON `message_media` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`thread_id` text NOT NULL,
	`person_id` text NOT NULL,
	`direction` text NOT NULL,
	`channel` text NOT NULL,
	`provider` text NOT NULL,
	`line` text NOT NULL,
	`provider_message_id` text,
	`type` text NOT NULL,
	`author` text NOT NULL,
	`status` text NOT NULL,
	`error_code` text,
	`history` text NOT NULL,
	`replies_to` text,
	`sent_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_provider_id` ON `messages` (`tenant_id`,`provider`,`provider_message_id`);--> statement-breakpoint
CREATE INDEX `messages_by_tenant` ON `messages` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `messages_by_thread` ON `messages` (`thread_id`,`id`);--> statement-breakpoint
CREATE INDEX `messages_by_person` ON `messages` (`person_id`);--> statement-breakpoint
CREATE INDEX `messages_by_expiry` ON `messages` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `threads` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text NOT NULL,
	`answered_by` text NOT NULL,
	`last_channel` text,
	`last_message_at_ms` integer NOT NULL,
	`window_ends_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `threads_person` ON `threads` (`person_id`);--> statement-breakpoint
CREATE INDEX `threads_by_tenant` ON `threads` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `threads_by_expiry` ON `threads` (`expires_at_ms`);