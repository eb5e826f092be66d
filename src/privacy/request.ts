/** The rights somebody can use: what a privacy request may be about. The names are the API's and the inbox's. */
export const REQUEST_TYPES = [
  'access',
  'delete',
  'correct',
  'object',
  'restrict',
  'portability',
  'optout_all',
  'optout_marketing',
  'optout_voice',
  'optout_sms',
  'optout_whatsapp',
] as const
export type RequestType = (typeof REQUEST_TYPES)[number]

/**
 * How far a request has come.
 *
 * `received` → `awaiting_identity` (a challenge is out) → `with_business` (the business has to do its part) → `waiting` (a deletion
 * that can still be called off) → `working` → `completed`. `refused`, `withdrawn` and `expired` end it too.
 */
export const REQUEST_STATUSES = [
  'received',
  'awaiting_identity',
  'with_business',
  'waiting',
  'working',
  'completed',
  'refused',
  'withdrawn',
  'expired',
] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Which of them end a request. */
export const ENDED_STATUSES: readonly RequestStatus[] = ['completed', 'refused', 'withdrawn', 'expired']

/**
 * How sure it is who asks: L0 nothing, L1 the mail is from who it says, L2 and the address is a person's we know, L3 a challenge on a
 * channel we know was answered, L4 and three facts and a declaration agree, or the business says so.
 */
export const IDENTITY_LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'] as const
export type IdentityLevel = (typeof IDENTITY_LEVELS)[number]

/** Whether `level` is at least `needed`. */
export const isAtLeast = (level: IdentityLevel, needed: IdentityLevel): boolean =>
  IDENTITY_LEVELS.indexOf(level) >= IDENTITY_LEVELS.indexOf(needed)

/** Which law's times and rights hold for a person; `none` gets the shortest of them. */
export const REGIMES = ['gdpr', 'ccpa', 'hipaa', 'none'] as const
export type Regime = (typeof REGIMES)[number]

/** Where the platform's own requests and mails are filed: it is nobody's customer. */
export const PLATFORM = 'platform'

/** A request as whoever takes it in hands it over. */
export interface NewRequest {
  readonly types: readonly RequestType[]
  readonly source: 'email' | 'api' | 'call' | 'message' | 'site'
  readonly identityLevel: IdentityLevel
  /** Whom it is about, where that is known. */
  readonly personId: string | null
  /** Whether they named the business, or wrote to its own address: else it is not named to them. By default they did not. */
  readonly named?: boolean
  /** What decides the regime, beside the business's own region: a country or a US state they named, or their number's. */
  readonly place: string | null
  /** What they wrote and gave; sealed, never shown to anybody but the business. */
  readonly details: RequestDetails
  /** The same asker, business and matter again is the same request. Null: always a new one. */
  readonly dedupe: string | null
  readonly receivedAtMs: number
}

export interface RequestDetails {
  /** ISO 639-1: what they wrote in, as far as that was seen. Whatever they are told about it is in that, or in English. */
  readonly language?: string
  /** E-mail address to answer to; null where there is none. */
  readonly replyTo: string | null
  readonly name?: string
  /** E.164, as they gave them. */
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
  /** Word for word what of their new text makes it this request. */
  readonly quotes?: readonly string[]
  /** What they want corrected: field and value. */
  readonly corrections?: Readonly<Record<string, string>>
  readonly mailId?: string
  /** Whether they ask for somebody else, and as what: `agent`, `parent`. */
  readonly onBehalf?: string
}
