import { randomUUID } from 'node:crypto'
import { whyRefused, type SentLetter } from './send-rules.ts'

/** A mail of the gateway's that somebody got. */
export interface GotMail extends SentLetter {
  readonly messageId: string
  readonly atMs: number
}

const MAILS_MAX = 2_000

/** The mailboxes of everybody the gateway writes to. */
export class MailExchange {
  readonly #mails: GotMail[] = []

  /** Takes a mail as Cloudflare would: with a Message-ID of its own, or not at all. */
  take(letter: SentLetter): { readonly messageId: string } | { readonly refused: string } {
    const refused = whyRefused(letter)
    if (refused !== null) return { refused }
    const messageId = `${randomUUID()}@mail.example.net`
    this.#mails.push({ ...letter, messageId, atMs: Date.now() })
    if (this.#mails.length > MAILS_MAX) this.#mails.shift()
    return { messageId }
  }

  /** What an address has got, oldest first. */
  gotBy(address: string): readonly GotMail[] {
    return this.#mails.filter(({ to }) => [to].flat().includes(address))
  }
}
