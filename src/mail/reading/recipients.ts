import { mailboxOf } from './one-mailbox.ts'
import { fieldsNamed, type HeaderField } from './raw-headers.ts'

const RECIPIENTS_MAX = 50
const CANDIDATE = /[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{3,253}/g

/** Whom a mail says it was sent to (To, Cc, Delivered-To), lower case. The envelope knows better; this is for threads. */
export function recipientsOf(fields: readonly HeaderField[]): readonly string[] {
  const values = ['to', 'cc', 'delivered-to', 'x-original-to'].flatMap((name) => fieldsNamed(fields, name))
  const candidates = values.flatMap((value) => value.match(CANDIDATE) ?? []).slice(0, RECIPIENTS_MAX)
  return [...new Set(candidates.flatMap((candidate) => mailboxOf(candidate)?.address ?? []))]
}
