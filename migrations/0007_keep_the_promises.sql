-- Privacy requests, erasures, holds, mails and what else the promises need.
--
-- Erasures, closures and checkpoints name nobody: what they tell of is gone.

CREATE TABLE `audit_checkpoints` (
	`tenant_id` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`at_ms` integer NOT NULL,
	`prev_signature` text DEFAULT '' NOT NULL,
	`signature` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `closures` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`sealed_successor` text,
	`requested_by` text NOT NULL,
	`approved_by` text,
	`stopped_by` text,
	`announced_at_ms` integer NOT NULL,
	`effective_at_ms` integer NOT NULL,
	`erases_at_ms` integer,
	`next_look_at_ms` integer DEFAULT 0 NOT NULL,
	`progress` text NOT NULL,
	`receipt` text,
	`signature` text,
	`completed_at_ms` integer,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `closures_by_tenant` ON `closures` (`tenant_id`,`id`);--> statement-breakpoint
CREATE INDEX `closures_due` ON `closures` (`status`,`next_look_at_ms`);--> statement-breakpoint
CREATE INDEX `closures_by_expiry` ON `closures` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text NOT NULL,
	`request_id` text,
	`field` text NOT NULL,
	`sealed_former` text,
	`corrected_by` text NOT NULL,
	`corrected_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `corrections_by_person` ON `corrections` (`person_id`);--> statement-breakpoint
CREATE INDEX `corrections_by_expiry` ON `corrections` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `deidentified_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`category` text NOT NULL,
	`year` integer NOT NULL,
	`fields` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deidentified_rows_by_tenant` ON `deidentified_rows` (`tenant_id`,`livemode`,`category`,`year`);--> statement-breakpoint
CREATE TABLE `disclosures` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`recipient` text NOT NULL,
	`purpose` text NOT NULL,
	`fields` text NOT NULL,
	`region` text,
	`occasion` text NOT NULL,
	`request_count` integer DEFAULT 1 NOT NULL,
	`first_at_ms` integer NOT NULL,
	`last_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `disclosures_by_tenant` ON `disclosures` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `disclosures_by_person` ON `disclosures` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `disclosures_by_expiry` ON `disclosures` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`subject_token` text NOT NULL,
	`request_id` text,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`progress` text NOT NULL,
	`key_destroyed_at_ms` integer,
	`completed_at_ms` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`receipt` text,
	`signature` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasures_by_tenant` ON `erasures` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `erasures_by_subject` ON `erasures` (`tenant_id`,`subject_token`);--> statement-breakpoint
CREATE INDEX `erasures_due` ON `erasures` (`next_attempt_at_ms`);--> statement-breakpoint
CREATE INDEX `erasures_by_expiry` ON `erasures` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `exports` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text NOT NULL,
	`request_id` text,
	`scope` text NOT NULL,
	`status` text NOT NULL,
	`blob_key` text,
	`bytes` integer,
	`sha256` text,
	`link_mac` text,
	`code_mac` text,
	`guesses` integer DEFAULT 0 NOT NULL,
	`progress` text NOT NULL,
	`fetched_at_ms` integer,
	`link_ends_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exports_by_tenant` ON `exports` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `exports_by_person` ON `exports` (`person_id`);--> statement-breakpoint
CREATE INDEX `exports_by_status` ON `exports` (`status`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `exports_by_expiry` ON `exports` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`categories` text,
	`basis` text NOT NULL,
	`sealed_reason` text NOT NULL,
	`placed_by` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`release_asked_by` text,
	`release_asked_at_ms` integer,
	`released_at_ms` integer,
	`released_by` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `holds_by_tenant` ON `holds` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `holds_by_person` ON `holds` (`person_id`);--> statement-breakpoint
CREATE INDEX `holds_by_expiry` ON `holds` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`status` text NOT NULL,
	`sealed_summary` text NOT NULL,
	`tenant_ids` text NOT NULL,
	`people_count` integer,
	`discovered_at_ms` integer NOT NULL,
	`authority_by_ms` integer NOT NULL,
	`hipaa_by_ms` integer NOT NULL,
	`authority_told_at_ms` integer,
	`controllers_told_at_ms` integer,
	`escalated_percent` integer DEFAULT 0 NOT NULL,
	`hipaa_escalated_percent` integer DEFAULT 0 NOT NULL,
	`sealed_report` text,
	`closed_at_ms` integer,
	`opened_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `incidents_by_status` ON `incidents` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `incidents_by_expiry` ON `incidents` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `legal_processes` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`person_id` text,
	`categories` text NOT NULL,
	`from_ms` integer,
	`to_ms` integer,
	`sealed_details` text NOT NULL,
	`approvals` text NOT NULL,
	`gagged` integer NOT NULL,
	`gag_ends_at_ms` integer,
	`controller_told_at_ms` integer,
	`disclosed_at_ms` integer,
	`due_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `legal_processes_by_tenant` ON `legal_processes` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `legal_processes_by_expiry` ON `legal_processes` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `mail_stops` (
	`token` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`dedupe_hash` text NOT NULL,
	`inbox` text NOT NULL,
	`blob_key` text,
	`raw_bytes` integer NOT NULL,
	`truncated` integer NOT NULL,
	`authentication` text NOT NULL,
	`loop_reason` text,
	`labels` text NOT NULL,
	`status` text NOT NULL,
	`outcome` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_until_ms` integer DEFAULT 0 NOT NULL,
	`request_ids` text NOT NULL,
	`ticket_id` text,
	`sender_token` text,
	`twin_token` text,
	`received_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mails_dedupe` ON `mails` (`dedupe_hash`);--> statement-breakpoint
CREATE INDEX `mails_by_tenant` ON `mails` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `mails_by_status` ON `mails` (`status`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `mails_by_sender` ON `mails` (`sender_token`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `mails_by_twin` ON `mails` (`twin_token`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `mails_by_expiry` ON `mails` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `sweep_claims` (
	`category` text PRIMARY KEY NOT NULL,
	`ids` text NOT NULL,
	`claimed_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `minor_flags` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`occasion` text NOT NULL,
	`source` text NOT NULL,
	`status` text NOT NULL,
	`contents` text NOT NULL,
	`decide_by_ms` integer NOT NULL,
	`decided_by` text,
	`decided_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `minor_flags_by_tenant` ON `minor_flags` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `minor_flags_by_person` ON `minor_flags` (`person_id`);--> statement-breakpoint
CREATE INDEX `minor_flags_due` ON `minor_flags` (`status`,`decide_by_ms`);--> statement-breakpoint
CREATE INDEX `minor_flags_by_expiry` ON `minor_flags` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `outgoing_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`kind` text NOT NULL,
	`once_key` text NOT NULL,
	`mail_id` text,
	`request_id` text,
	`ticket_id` text,
	`sealed_mail` text,
	`address_token` text NOT NULL,
	`domain_token` text NOT NULL,
	`thread_token` text,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`error_code` text,
	`sent_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outgoing_mails_once` ON `outgoing_mails` (`tenant_id`,`once_key`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_due` ON `outgoing_mails` (`status`,`next_attempt_at_ms`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_mail` ON `outgoing_mails` (`mail_id`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_request` ON `outgoing_mails` (`request_id`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_ticket` ON `outgoing_mails` (`ticket_id`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_thread` ON `outgoing_mails` (`thread_token`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_time` ON `outgoing_mails` (`created_at_ms`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_address` ON `outgoing_mails` (`address_token`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_domain` ON `outgoing_mails` (`domain_token`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `outgoing_mails_by_expiry` ON `outgoing_mails` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `policy_acceptances` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`policy` text NOT NULL,
	`version` text NOT NULL,
	`text_sha256` text NOT NULL,
	`how` text NOT NULL,
	`accepted_by` text NOT NULL,
	`accepted_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_acceptances_once` ON `policy_acceptances` (`tenant_id`,`policy`,`version`,`how`);--> statement-breakpoint
CREATE TABLE `policy_notices` (
	`tenant_id` text NOT NULL,
	`policy` text NOT NULL,
	`version` text NOT NULL,
	`told_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `policy`, `version`)
);
--> statement-breakpoint
CREATE TABLE `request_challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`request_id` text NOT NULL,
	`channel` text NOT NULL,
	`code_mac` text NOT NULL,
	`guesses` integer DEFAULT 0 NOT NULL,
	`sent_at_ms` integer,
	`used_at_ms` integer,
	`ends_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_challenges_by_request` ON `request_challenges` (`request_id`);--> statement-breakpoint
CREATE INDEX `request_challenges_by_end` ON `request_challenges` (`ends_at_ms`);--> statement-breakpoint
CREATE TABLE `privacy_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`types` text NOT NULL,
	`done` text NOT NULL,
	`status` text NOT NULL,
	`source` text NOT NULL,
	`regime` text NOT NULL,
	`identity_level` text NOT NULL,
	`person_id` text,
	`sealed_details` text,
	`dedupe_token` text,
	`asker_token` text,
	`named` integer DEFAULT false NOT NULL,
	`merged_count` integer DEFAULT 0 NOT NULL,
	`received_at_ms` integer NOT NULL,
	`acknowledge_by_ms` integer,
	`acknowledged_at_ms` integer,
	`due_at_ms` integer NOT NULL,
	`told_due_at_ms` integer,
	`extended_at_ms` integer,
	`escalated_percent` integer DEFAULT 0 NOT NULL,
	`completed_at_ms` integer,
	`told_at_ms` integer,
	`next_look_at_ms` integer,
	`outcome` text,
	`erasure_id` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `privacy_requests_by_tenant` ON `privacy_requests` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `privacy_requests_by_person` ON `privacy_requests` (`person_id`);--> statement-breakpoint
CREATE INDEX `privacy_requests_by_asker` ON `privacy_requests` (`tenant_id`,`asker_token`);--> statement-breakpoint
CREATE UNIQUE INDEX `privacy_requests_open` ON `privacy_requests` (`tenant_id`,`dedupe_token`) WHERE "privacy_requests"."completed_at_ms" IS NULL;--> statement-breakpoint
CREATE INDEX `privacy_requests_by_next_look` ON `privacy_requests` (`next_look_at_ms`);--> statement-breakpoint
CREATE INDEX `privacy_requests_by_expiry` ON `privacy_requests` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `support_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`status` text NOT NULL,
	`sealed_reason` text NOT NULL,
	`scopes` text NOT NULL,
	`minutes` integer NOT NULL,
	`requested_by` text NOT NULL,
	`decided_by` text,
	`decided_at_ms` integer,
	`ends_at_ms` integer NOT NULL,
	`use_count` integer DEFAULT 0 NOT NULL,
	`last_used_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `support_grants_by_tenant` ON `support_grants` (`tenant_id`,`livemode`,`id`);--> statement-breakpoint
CREATE INDEX `support_grants_by_expiry` ON `support_grants` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`status` text NOT NULL,
	`urgent` integer NOT NULL,
	`tenant_id` text,
	`sealed_details` text,
	`sender_token` text,
	`dedupe_token` text,
	`due_at_ms` integer NOT NULL,
	`alarmed_at_ms` integer,
	`answered_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tickets_by_status` ON `tickets` (`status`,`due_at_ms`);--> statement-breakpoint
CREATE INDEX `tickets_by_dedupe` ON `tickets` (`dedupe_token`);--> statement-breakpoint
CREATE INDEX `tickets_by_expiry` ON `tickets` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `vendor_contracts` (
	`vendor` text PRIMARY KEY NOT NULL,
	`contract` text NOT NULL,
	`baa` integer NOT NULL,
	`zero_retention` integer NOT NULL,
	`regions` text NOT NULL,
	`reviewed_at_ms` integer,
	`review_due_at_ms` integer NOT NULL,
	`updated_by` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `tenants` ADD `policy_version` text DEFAULT '2026-01';--> statement-breakpoint
ALTER TABLE `tenants` ADD `policy_accepted_at_ms` integer;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `purpose` text;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `livemode` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `kind` text DEFAULT 'recording' NOT NULL;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `vendor` text;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `channel` text;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `line` text;--> statement-breakpoint
ALTER TABLE `carrier_deletions` ADD `erasure_id` text;--> statement-breakpoint
CREATE INDEX `carrier_deletions_by_erasure` ON `carrier_deletions` (`erasure_id`,`status`);--> statement-breakpoint
ALTER TABLE `contact_preferences` ADD `is_restricted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `email_token` text;--> statement-breakpoint
CREATE INDEX `people_by_email` ON `people` (`tenant_id`,`email_token`);--> statement-breakpoint
ALTER TABLE `retention_settings` ADD `end_action` text DEFAULT 'delete' NOT NULL;--> statement-breakpoint
ALTER TABLE `outreach_settings` DROP COLUMN `policy_accepted_at_ms`;--> statement-breakpoint
ALTER TABLE `outreach_settings` DROP COLUMN `policy_version`;