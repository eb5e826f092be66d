import type { Whose } from '../../egress/may-leave.ts'
import type { MailFarEnd } from '../../env.ts'
import type { Result } from '../../kernel/result.ts'

/** One mail to one recipient, as it is handed over for sending. */
export interface Letter {
  readonly from: { readonly name: string; readonly email: string }
  readonly to: string
  /** Where an answer goes. */
  readonly replyTo: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** No `Message-ID`, `Date`, `DKIM-Signature` or `Return-Path`: whoever sends sets those. */
  readonly headers: Readonly<Record<string, string>>
}

/** Why a mail was not taken. */
export interface MailTrouble {
  /** The vendor's code, or `unknown`. Quotes nothing. */
  readonly code: string
  /** Whether it may be taken when it is tried again. */
  readonly isPassing: boolean
  /** The register does not let it go to this vendor: nothing was tried. */
  readonly isHeld?: true
}

/** Hands mails to whoever sends them, as far as the egress gate lets it. Taken is not delivered: a bounce comes as a mail. Never throws. */
export interface MailSender {
  /** `whose`: the business it is sent for; undefined for what is the platform's own. */
  send(letter: Letter, whose: Whose | undefined): Promise<Result<void, MailTrouble>>
}

export interface MailProvider {
  readonly name: string
  /** Null where its binding is absent. */
  open(farEnd: MailFarEnd): MailSender | null
}
