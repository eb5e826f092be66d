ALTER TABLE `channels` ADD `proven_at_ms` integer;--> statement-breakpoint
ALTER TABLE `numbers` ADD `proven_at_ms` integer;--> statement-breakpoint
UPDATE `numbers` SET `proven_at_ms` = `created_at_ms` WHERE `carrier_number_sid` IS NOT NULL;--> statement-breakpoint
UPDATE `channels` SET `proven_at_ms` = `created_at_ms` WHERE `status` = 'subscribed' OR `display_number` IS NOT NULL;
