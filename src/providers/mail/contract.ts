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
}

/** Hands mails to whoever sends them. Taken is not delivered: a bounce comes as a mail. Never throws. */
export interface MailSender {
  send(letter: Letter): Promise<Result<void, MailTrouble>>
}

export interface MailProvider {
  readonly name: string
  /** Null where its binding is absent. */
  open(farEnd: MailFarEnd): MailSender | null
}
