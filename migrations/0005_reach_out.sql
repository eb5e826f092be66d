CREATE TABLE `attestations` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`level` text NOT NULL,
	`purposes` text NOT NULL,
	`channels` text NOT NULL,
	`sealed_text` text NOT NULL,
	`text_sha256` text NOT NULL,
	`sealed_signer` text NOT NULL,
	`signed_at_ms` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`withdrawn_at_ms` integer,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attestations_by_tenant` ON `attestations` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`tenant_id` text NOT NULL,
	`seq` integer NOT NULL,
	`livemode` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail_hash` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `audit_entries_by_subject` ON `audit_entries` (`tenant_id`,`subject`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_expiry` ON `audit_entries` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `campaign_members` (
	`id` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`identity_token` text NOT NULL,
	`person_id` text,
	`sealed_target` text NOT NULL,
	`booking_id` text,
	`status` text NOT NULL,
	`channel_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_at_ms` integer,
	`last_code` text,
	`subject_id` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_members_once` ON `campaign_members` (`campaign_id`,`identity_token`);--> statement-breakpoint
CREATE INDEX `campaign_members_due` ON `campaign_members` (`campaign_id`,`next_at_ms`) WHERE "campaign_members"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX `campaign_members_by_status` ON `campaign_members` (`campaign_id`,`status`);--> statement-breakpoint
CREATE INDEX `campaign_members_by_subject` ON `campaign_members` (`subject_id`);--> statement-breakpoint
CREATE INDEX `campaign_members_by_person` ON `campaign_members` (`person_id`);--> statement-breakpoint
CREATE INDEX `campaign_members_by_expiry` ON `campaign_members` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`purpose` text NOT NULL,
	`agent_id` text,
	`channels` text NOT NULL,
	`window` text NOT NULL,
	`per_minute` integer NOT NULL,
	`at_once` integer NOT NULL,
	`attempts_max` integer NOT NULL,
	`retry_minutes` text NOT NULL,
	`content` text NOT NULL,
	`status` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer,
	`member_count` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaigns_by_tenant` ON `campaigns` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `campaigns_by_status` ON `campaigns` (`status`,`starts_at_ms`);--> statement-breakpoint
CREATE INDEX `campaigns_by_expiry` ON `campaigns` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text NOT NULL,
	`identity_token` text NOT NULL,
	`pepper_version` integer NOT NULL,
	`action` text NOT NULL,
	`level` text NOT NULL,
	`purposes` text NOT NULL,
	`channels` text NOT NULL,
	`sealed_text` text,
	`text_sha256` text,
	`text_version` text,
	`source` text NOT NULL,
	`signature` text NOT NULL,
	`captured_at_ms` integer NOT NULL,
	`time_zone` text,
	`evidence_hash` text NOT NULL,
	`recorded_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_evidence` ON `consents` (`tenant_id`,`livemode`,`evidence_hash`);--> statement-breakpoint
CREATE INDEX `consents_by_tenant` ON `consents` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `consents_by_person` ON `consents` (`person_id`);--> statement-breakpoint
CREATE INDEX `consents_by_identity` ON `consents` (`tenant_id`,`identity_token`);--> statement-breakpoint
CREATE INDEX `consents_by_expiry` ON `consents` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `contact_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`identity_token` text,
	`channel` text NOT NULL,
	`purpose` text NOT NULL,
	`allowed` integer NOT NULL,
	`code` text,
	`rule_ids` text NOT NULL,
	`zones` text NOT NULL,
	`local_times` text NOT NULL,
	`next_allowed_at_ms` integer,
	`inputs_hash` text NOT NULL,
	`agreement_id` text,
	`subject_id` text,
	`campaign_id` text,
	`decided_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contact_decisions_by_tenant` ON `contact_decisions` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `contact_decisions_by_person` ON `contact_decisions` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `contact_decisions_by_campaign` ON `contact_decisions` (`campaign_id`,`id`);--> statement-breakpoint
CREATE INDEX `contact_decisions_by_subject` ON `contact_decisions` (`subject_id`);--> statement-breakpoint
CREATE INDEX `contact_decisions_by_expiry` ON `contact_decisions` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `contact_preferences` (
	`person_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`sealed_wishes` text NOT NULL,
	`is_objecting` integer DEFAULT false NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contact_preferences_by_tenant` ON `contact_preferences` (`tenant_id`,`livemode`);--> statement-breakpoint
CREATE INDEX `contact_preferences_by_expiry` ON `contact_preferences` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `outreach_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`policy_accepted_at_ms` integer,
	`policy_version` text,
	`baa_signed_at_ms` integer,
	`dnc_as_of_ms` integer,
	`rnd_as_of_ms` integer,
	`waivers` text NOT NULL,
	`calls_per_second` integer DEFAULT 1 NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `calls` ADD `purpose` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `campaign_id` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `answered_by` text;--> statement-breakpoint
CREATE INDEX `calls_by_campaign` ON `calls` (`campaign_id`);