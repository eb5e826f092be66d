ALTER TABLE `campaign_members` ADD `key_group` text;--> statement-breakpoint
CREATE INDEX `campaign_members_by_key_group` ON `campaign_members` (`key_group`);