/** The rights of which two forms of one mail must agree: what acts on data. Opt-outs and alarms act at once instead. */
export const RIGHT_LABELS = [
  'access',
  'delete',
  'correct',
  'object',
  'restrict',
  'portability',
  'withdraw_request',
] as const

/** Everything a mail may be about. One mail may be about several. */
export const LABELS = [
  ...RIGHT_LABELS,
  'optout_all',
  'optout_marketing',
  'optout_voice',
  'optout_sms',
  'optout_whatsapp',
  'child',
  'agent',
  'status',
  'complaint',
  'legal_process',
  'security_report',
  'breach_notice',
  'business_inquiry',
  'demo',
  'support',
  'wrong_number',
  'bounce',
  'auto_reply',
  'spam',
  'other',
] as const
export type Label = (typeof LABELS)[number]
