CREATE TABLE `voicemail_words` (
	`recording_id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`person_id` text,
	`key_subject` text NOT NULL,
	`sealed_words` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `voicemail_words_by_expiry` ON `voicemail_words` (`expires_at_ms`);--> statement-breakpoint
CREATE INDEX `voicemail_words_by_person` ON `voicemail_words` (`person_id`);--> statement-breakpoint
CREATE INDEX `voicemail_words_by_tenant` ON `voicemail_words` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `voicemail_words_by_call` ON `voicemail_words` (`call_id`);--> statement-breakpoint
INSERT INTO `voicemail_words` (`recording_id`, `call_id`, `tenant_id`, `livemode`, `person_id`, `key_subject`, `sealed_words`, `created_at_ms`, `expires_at_ms`)
SELECT r.`id`, r.`call_id`, r.`tenant_id`, r.`livemode`, r.`person_id`, r.`key_subject`, r.`sealed_transcript`, r.`created_at_ms`,
  min(
    r.`expires_at_ms`,
    r.`created_at_ms` + 86400000 * coalesce((SELECT s.`keep_days` FROM `retention_settings` AS s WHERE s.`tenant_id` = r.`tenant_id` AND s.`category` = 'transcripts'), 30),
    coalesce(
      (SELECT t.`expires_at_ms` FROM `transcripts` AS t WHERE t.`call_id` = r.`call_id`),
      (SELECT r.`created_at_ms` FROM `calls` AS c WHERE c.`id` = r.`call_id` AND c.`transcript_status` = 'deleted'),
      r.`expires_at_ms`
    )
  )
FROM `recordings` AS r WHERE r.`sealed_transcript` IS NOT NULL;--> statement-breakpoint
UPDATE `holds` SET `categories` = json_insert(`categories`, '$[#]', 'transcripts')
WHERE `released_at_ms` IS NULL
  AND EXISTS (SELECT 1 FROM json_each(`holds`.`categories`) WHERE value = 'recordings')
  AND NOT EXISTS (SELECT 1 FROM json_each(`holds`.`categories`) WHERE value = 'transcripts')
  AND EXISTS (SELECT 1 FROM `voicemail_words` AS w WHERE w.`tenant_id` = `holds`.`tenant_id` AND (`holds`.`person_id` IS NULL OR `holds`.`person_id` = w.`person_id`));--> statement-breakpoint
ALTER TABLE `recordings` DROP COLUMN `sealed_transcript`;