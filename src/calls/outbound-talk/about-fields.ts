/**
 * Fields of a call that mean something to the talk: who the business knows them as, when they were born (`YYYY-MM-DD`), the
 * words they are told first, an appointment that is in no diary of ours, and a slot that is offered: its day and time as they
 * are said, where a campaign offers it; elsewhere the service by its id or name, the resource by its id, and when it begins
 * (ISO 8601).
 */
export const ABOUT_FIELDS = {
  name: 'name',
  birth: 'date_of_birth',
  words: 'message',
  date: 'date',
  time: 'time',
  slotService: 'slot_service',
  slotResource: 'slot_resource_id',
  slotStart: 'slot_starts_at',
} as const
