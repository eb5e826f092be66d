import { mailboxOf } from '../one-mailbox.ts'

const EMAILS_MAX = 10
const TEXT_CHARS_MAX = 40_000
const CANDIDATE = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\p{L}\p{N}.-]{3,253}/gu

/** The e-mail addresses in a text, lower case, each once, without those in `except`. */
export function emailsIn(text: string, except: readonly string[]): readonly string[] {
  const emails = new Set<string>()
  for (const [candidate] of text.slice(0, TEXT_CHARS_MAX).matchAll(CANDIDATE)) {
    const mailbox = mailboxOf(candidate.replace(/^mailto:/i, '').replace(/[.-]+$/, ''))
    if (mailbox !== null && !except.includes(mailbox.address)) emails.add(mailbox.address)
    if (emails.size >= EMAILS_MAX) break
  }
  return [...emails]
}
