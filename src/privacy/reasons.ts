/** Why somebody is erased: kept with the receipt for years, so it is one of these and no sentence. */
export const ERASURE_REASONS = [
  'requested_by_person',
  'requested_by_business',
  'consent_withdrawn',
  'no_longer_needed',
  'unlawful',
  'legal_obligation',
  'other',
] as const
type ErasureReason = (typeof ERASURE_REASONS)[number]

/** What of the words somebody gives for an erasure may be kept: a reason that we know, or that it was another. */
export const erasureReason = (said: string): ErasureReason =>
  ERASURE_REASONS.find((reason) => reason === said) ?? 'other'

/** Why more time may be taken; whoever asked is told it. */
export const EXTENSION_REASONS = ['complex', 'many_requests', 'records_elsewhere'] as const
export type ExtensionReason = (typeof EXTENSION_REASONS)[number]

/** Why a request may be refused: kept, and told to whoever asked. */
export const REFUSAL_REASONS = [
  'not_verified',
  'not_found',
  'required_by_law',
  'legal_claim',
  'repeated',
  'rights_of_others',
  'not_the_controller',
  'other',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]
