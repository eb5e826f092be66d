ALTER TABLE `contact_decisions` ADD `waived` text;--> statement-breakpoint
ALTER TABLE `contact_decisions` ADD `policy_accepted_at_ms` integer;--> statement-breakpoint
ALTER TABLE `contact_decisions` ADD `baa_signed_at_ms` integer;--> statement-breakpoint
ALTER TABLE `contact_decisions` ADD `dnc_as_of_ms` integer;--> statement-breakpoint
ALTER TABLE `contact_decisions` ADD `rnd_as_of_ms` integer;--> statement-breakpoint
ALTER TABLE `contact_preferences` ADD `has_line_tags` integer DEFAULT false NOT NULL;