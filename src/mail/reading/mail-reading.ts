import type { Label } from './labels.ts'

/** Something a mail is about, and the sender's own words that say so. */
export interface Finding {
  readonly label: Label
  /** Verbatim from `text.fresh`; empty only where nothing was written. */
  readonly quote: string
  /** Which rule found it: `delete.en`, `bounce.report`. Names no content. */
  readonly rule: string
  /** 0 to 1. */
  readonly confidence: number
}

/**
 * Whether the mail comes from where its From line says.
 *
 * `pass`: our mail server found that the domain's DMARC holds. `weak`: the domain has no DMARC, and signed it. `none`: neither,
 * or it cannot be told.
 */
export interface MailAuthentication {
  readonly level: 'none' | 'weak' | 'pass'
  /** Why it has this level: `dmarc_pass`, `no_results`, `several_from`. */
  readonly reasons: readonly string[]
  /** What else a person deciding should know: `forged_results`, `reply_to_differs`, `free_mail`. */
  readonly flags: readonly string[]
}

/** What a mail names that may lead to a person, a business or a request. None of it is proven. */
export interface MailFacts {
  /** E.164, from the new text and the signature. */
  readonly phones: readonly string[]
  /** Lower case, without the sender's own. */
  readonly emails: readonly string[]
  readonly names: readonly string[]
  /** What may be the name of a business, as written. */
  readonly businesses: readonly string[]
  /** `US-CA` for a US state, `DE` for a country: where they say they live. Null when they do not say. */
  readonly place: string | null
  /** What they want it to say: `name`, `email`, `phone`, `address`, `birthday`. */
  readonly corrections: Readonly<Record<string, string>>
  /** Six to eight digits of the new text that may answer a challenge. */
  readonly codes: readonly string[]
  /** `prq_…`, from our addresses it was sent to, its subject and its new text. */
  readonly requestIds: readonly string[]
}

export interface MailText {
  /** What the sender wrote anew: the subject where it starts a thread, then the body. The only text that decides anything. */
  readonly fresh: string
  readonly quoted: string
  readonly signature: string
  /** What was passed on from somebody else: evidence, never a request of the sender's. */
  readonly forwarded: string
}

export interface LoopClass {
  /** Why the mail gets no automatic answer: `empty_sender`, `auto_submitted`, `list`. Null when it may get one. */
  readonly reason: string | null
  /** Whether it is a mail program's own unsubscribe: honoured, without an answer. */
  readonly isUnsubscribe: boolean
}

/** A mail, read: everything that can be said about it from its bytes alone. */
export interface MailReading {
  /** Without its angle brackets; null where there is none. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** The one mailbox it says it is from, lower case, its domain in ASCII. Null where that is unclear. Replies go here only. */
  readonly from: { readonly address: string; readonly domain: string } | null
  readonly replyToDiffers: boolean
  readonly to: readonly string[]
  /** Decoded, one line. */
  readonly subject: string
  readonly authentication: MailAuthentication
  readonly loop: LoopClass
  readonly text: MailText
  /** ISO 639-1 of the new text; null where it cannot be told. */
  readonly language: string | null
  /** At least one; `other` alone when nothing is recognised. */
  readonly findings: readonly Finding[]
  /** Labels that only one of the mail's two forms (plain, HTML) bears and that were therefore not taken: ask. */
  readonly conflicts: readonly Label[]
  readonly facts: MailFacts
  /** Why somebody has to look at it: `encrypted`, `image_only`, `empty`. Null when it can be read. */
  readonly needsPerson: string | null
}

/** What is known of a mail beside its bytes. */
export interface MailSetting {
  /** Whether bytes beyond the reading limit were cut off. */
  readonly truncated: boolean
  /** The domains we send from. */
  readonly ownDomains: readonly string[]
  readonly nowMs: number
  /** The envelope's MAIL FROM, `''` or `<>` for the null sender; left out where it is not known. */
  readonly envelopeFrom?: string
  /** The name that our own mail server signs its findings with; null where it puts down none. Left out: Cloudflare's. */
  readonly authservId?: string | null
}
