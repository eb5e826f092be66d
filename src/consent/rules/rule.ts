import type { ConsentLevel, ContactChannel, LineTag, LineType, PurposeClass } from '../contact.ts'

/** Minutes after midnight, `[from, to)`: at `to` it is closed. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a rule demands of a contact it is about. */
export type Demand =
  /**
   * The clock where the person is, and where sources disagree whose clock it is, that of `alsoIn` (IANA) too. Sunday first;
   * null: not at all on that day. On the jurisdiction's holidays `holiday`.
   */
  | {
      readonly kind: 'hours'
      readonly week: readonly (Span | null)[]
      readonly holiday: Span | null | 'as_the_day'
      readonly alsoIn?: readonly string[]
    }
  /** An agreement of at least this level for the purpose and channel. */
  | { readonly kind: 'consent'; readonly level: ConsentLevel }
  /** At most so many begun contacts of these classes and channels in a sliding span of hours. */
  | { readonly kind: 'cap'; readonly max: number; readonly hours: number }
  /**
   * Lines that are never contacted so, numbers that are lines of that kind in the whole country, E.164 or a short one, and what
   * numbers of that kind begin with: E.164.
   */
  | {
      readonly kind: 'line'
      readonly denied: readonly LineTag[]
      readonly numbers: readonly string[]
      readonly prefixes: readonly string[]
    }
  /** Free text only within the platform's window. */
  | { readonly kind: 'window' }
  /** A list that must have been looked at within so many days; never looked at is not fresh. */
  | { readonly kind: 'fresh'; readonly list: 'dnc' | 'rnd'; readonly days: number }
  /** What the business must have done. */
  | { readonly kind: 'business'; readonly has: 'policy_accepted' | 'baa_signed' }
  /** A channel on which nothing of a business of health care may go. */
  | { readonly kind: 'no_health' }

/** A rule of law, of a carrier or of a platform: a row of data, never an `if`. */
export interface Rule {
  /** `R-6`, `US-FL-hours`: every refusal returns it. */
  readonly id: string
  /** `US`, `US-FL`, `EU`, `carrier:twilio`, `platform:whatsapp`, `careline`. A state's holds where the person may be in it. */
  readonly jurisdiction: string
  /** ISO dates: from the first moment of `effectiveFrom` to the first of `effectiveTo` (null: no end), in UTC. */
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  /** Statute, regulation or contract section. */
  readonly citation: string
  /** Where its text was taken from, and when that was last looked at. */
  readonly source: string
  readonly asOf: string
  readonly channels: readonly ContactChannel[]
  readonly classes: readonly PurposeClass[]
  /** Only on lines known to be of these types; absent: on any. */
  readonly lineTypes?: readonly LineType[]
  /** A business may record a legal basis to go without it, for what sells nothing: a solicitation never does. */
  readonly waivable: boolean
  readonly demand: Demand
}
