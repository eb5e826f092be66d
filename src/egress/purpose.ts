/** What something leaves us for. There is none for sale, and none for the marketing of others: what is not here cannot happen. */
export const EGRESS_PURPOSES = [
  'host',
  'carry_calls',
  'deliver_messages',
  'converse',
  'speak',
  'transcribe',
  'configure',
  'delete',
  'notify',
  'mail',
] as const
export type EgressPurpose = (typeof EGRESS_PURPOSES)[number]

/** What may be said of a person to somebody else, by name; never a value. */
export const EGRESS_FIELDS = [
  'phone',
  'user_id',
  'voice',
  'spoken_words',
  'written_words',
  'files',
  'appointment',
  'ids',
  'email',
] as const
export type EgressField = (typeof EGRESS_FIELDS)[number]
