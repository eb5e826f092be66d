DROP INDEX `recordings_call`;--> statement-breakpoint
ALTER TABLE `recordings` ADD `kind` text DEFAULT 'call' NOT NULL;--> statement-breakpoint
ALTER TABLE `recordings` ADD `transcript_status` text;--> statement-breakpoint
ALTER TABLE `recordings` ADD `sealed_transcript` text;--> statement-breakpoint
CREATE UNIQUE INDEX `recordings_call` ON `recordings` (`call_id`,`kind`);