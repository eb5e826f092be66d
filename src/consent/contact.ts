import type { Stop } from '../messages/stops.ts'

/** The ways in which a business reaches out. */
export const CONTACT_CHANNELS = ['voice', 'sms', 'whatsapp'] as const
export type ContactChannel = (typeof CONTACT_CHANNELS)[number]

/**
 * What a contact is for. `service` answers or completes what the person began; `care` is a health-care message of their
 * provider. An emergency is none of these: nobody can claim one.
 */
export const PURPOSES = ['service', 'appointment_reminder', 'refill', 'waitlist_offer', 'care', 'marketing'] as const
export type Purpose = (typeof PURPOSES)[number]

/**
 * What the law calls it. `transactional` answers or completes what the person began; the others are begun by the business:
 * information, a health-care message, a solicitation. Rules are about these.
 */
export type PurposeClass = 'transactional' | 'informational' | 'health_care' | 'solicitation'
export const CLASS_OF: Readonly<Record<Purpose, PurposeClass>> = {
  service: 'transactional',
  appointment_reminder: 'informational',
  waitlist_offer: 'informational',
  refill: 'health_care',
  care: 'health_care',
  marketing: 'solicitation',
}

/** `express`: prior express consent. `written`: signed, with the seller and the number in it (47 CFR 64.1200(f)(9)). */
export const CONSENT_LEVELS = ['none', 'express', 'written'] as const
export type ConsentLevel = (typeof CONSENT_LEVELS)[number]
export const LEVEL_RANK: Readonly<Record<ConsentLevel, number>> = { none: 0, express: 1, written: 2 }

/** A standing agreement: of the person, or what the business has signed to have. */
export interface Agreement {
  readonly id: string
  readonly by: 'person' | 'attestation'
  readonly level: Exclude<ConsentLevel, 'none'>
  readonly purposes: readonly Purpose[]
  readonly channels: readonly ContactChannel[]
  readonly atMs: number
  /** The name of the number, user id or address that it was given for: of no other. Null of an attestation: whoever it is. */
  readonly identityToken: string | null
}

/** What somebody has taken back at any time: only they themselves can agree to it again. */
export interface TakenBack {
  readonly purposes: readonly Purpose[]
  readonly channels: readonly ContactChannel[]
}

/** What somebody wishes for, short of a stop. */
export interface Preferences {
  /** The only channels they want; empty: all. */
  readonly channels: readonly ContactChannel[]
  /** By purpose, where that differs from `channels`. */
  readonly channelsFor: Readonly<Partial<Record<Purpose, readonly ContactChannel[]>>>
  /** Minutes after midnight where they are, `[from, to)`; empty: no wish. */
  readonly hours: readonly { readonly from: number; readonly to: number }[]
  /** BCP 47, or null. */
  readonly language: string | null
}

export const NO_PREFERENCES: Preferences = { channels: [], channelsFor: {}, hours: [], language: null }

/** What is known of where somebody is, best first as rules use it. */
export interface Whereabouts {
  /** IANA zone that the person confirmed. */
  readonly confirmedZone: string | null
  /** IANA zone or postal code (US ZIP) that the business gave, and when that was so. */
  readonly givenZone: string | null
  readonly givenPostalCode: string | null
  readonly givenAsOfMs: number | null
  /** ISO 3166-1 of a WhatsApp user id, where one is known. */
  readonly country: string | null
}

export const NOWHERE_KNOWN: Whereabouts = {
  confirmedZone: null,
  givenZone: null,
  givenPostalCode: null,
  givenAsOfMs: null,
  country: null,
}

/** What a line is, as far as anybody told: of some no machine may ever ring (47 CFR 64.1200(a)(1)). */
export const LINE_TAGS = ['emergency', 'patient_room', 'called_party_pays', 'hospital'] as const
export type LineTag = (typeof LINE_TAGS)[number]
export const LINE_TYPES = ['mobile', 'landline', 'voip', 'unknown'] as const
export type LineType = (typeof LINE_TYPES)[number]

/** A contact that was begun, for the caps. */
export interface PastContact {
  readonly atMs: number
  readonly channel: ContactChannel
  readonly purpose: Purpose
}

/** What the gate knows of one person. All of it is in their thread: asking costs no query. */
export interface PersonFacts {
  readonly stops: readonly Stop[]
  /** They object to being dealt with at all (GDPR art. 21), or that is restricted (art. 18). */
  readonly isObjecting: boolean
  readonly agreements: readonly Agreement[]
  readonly takenBack: readonly TakenBack[]
  /** The names, under any pepper, of the number that the contact goes to, and on WhatsApp of the user id. */
  readonly reachedBy: readonly string[]
  readonly preferences: Preferences
  readonly whereabouts: Whereabouts
  readonly lineTags: readonly LineTag[]
  readonly lineType: LineType
  /** Of the last 31 days, newest first, at most a few hundred. */
  readonly contacts: readonly PastContact[]
  /** Until when WhatsApp takes free text on the line in question; null: never wrote. */
  readonly windowEndsAtMs: number | null
}

/** What the gate knows of the business. At most a few seconds old. */
export interface BusinessFacts {
  readonly status: 'active' | 'closed'
  readonly vertical: 'general' | 'healthcare'
  /** When it last accepted the policies that stand; an account is opened with that done. Null: it has not since they changed. */
  readonly policyAcceptedAtMs: number | null
  readonly baaSignedAtMs: number | null
  /** When the national do-not-call registry and the reassigned-numbers database were last looked at; null: never. */
  readonly dncAsOfMs: number | null
  readonly rndAsOfMs: number | null
  readonly attestations: readonly Agreement[]
  /** Rule ids that the business has recorded a legal basis to go without. Only rules that say so can be. */
  readonly waived: readonly string[]
}

/** May we contact this person, in this way, for this, then? */
export interface ContactAsk {
  readonly channel: ContactChannel
  readonly purpose: Purpose
  /** E.164; null for somebody known by a user id alone. */
  readonly phone: string | null
  /** A WhatsApp user id that it goes to, where it is addressed to one. */
  readonly userId?: string | null
  readonly atMs: number
  /** Free text or template, for WhatsApp; characters, for SMS. */
  readonly form?: 'free' | 'template'
  readonly characters?: number
  /** It answers what the person wrote or asked for just now: hours and caps do not hold back an answer. */
  readonly isAnswer?: boolean
  /** The hours in which the agent makes calls, as its author wishes: minutes after midnight where the person is. */
  readonly hours?: { readonly from: number; readonly to: number }
}

export const REFUSAL_CODES = [
  'suppressed',
  'objected',
  'account_closed',
  'policy_not_accepted',
  'baa_missing',
  'phi_channel',
  'line_denied',
  'number_invalid',
  'no_consent',
  'channel_not_preferred',
  'dnc_stale',
  'quiet_hours',
  'frequency_cap',
  'window_closed',
  'zone_unknown',
] as const
export type ContactRefusalCode = (typeof REFUSAL_CODES)[number]

/** What the gate said, and all that somebody needs to understand it years later. */
export interface ContactDecision {
  readonly allowed: boolean
  /** The first of the reasons, in the order of {@link REFUSAL_CODES}; null when allowed. */
  readonly code: ContactRefusalCode | null
  /** Every rule that said no; of an allowed one, every rule that was asked. */
  readonly ruleIds: readonly string[]
  /** IANA zones in which they may be: all of them had to allow it. */
  readonly zones: readonly string[]
  /** In the order of `zones`: `2026-11-22T20:59:59-05:00`. */
  readonly localTimes: readonly string[]
  /** The next moment at which the clock and the caps would allow it; null: now, or never as things stand. */
  readonly nextAllowedAtMs: number | null
  /** SHA-256 of everything that was looked at, canonical JSON, in hex. */
  readonly inputsHash: string
  /** What the business was bound by at that moment, whatever it is bound by later. */
  readonly waived: readonly string[]
  readonly policyAcceptedAtMs: number | null
  readonly baaSignedAtMs: number | null
  readonly dncAsOfMs: number | null
  readonly rndAsOfMs: number | null
}
