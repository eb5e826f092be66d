import { domainKey } from './domain-key.ts'
import { withoutComments } from './without-comments.ts'

export interface Mailbox {
  /** Lower case, its domain in ASCII. Dots and plus-tags are part of it. */
  readonly address: string
  readonly domain: string
}

const FIELD_CHARS_MAX = 2_000
const LOCAL_CHARS_MAX = 64

/** RFC 5322 dot-atom, and nothing that only some mail servers take. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const ENCODED_WORD = /=\?[^?]+\?[bq]\?/i

/**
 * The one mailbox of a From field's value, or null when there is not exactly one, plainly written.
 *
 * Null are groups, lists, quoted or encoded local parts, and a display name that holds an address outside quotes: each of them
 * has been used to show one sender and to prove another. The display name itself is never looked at.
 */
export function oneMailbox(value: string): Mailbox | null {
  if (value.length > FIELD_CHARS_MAX) return null
  const plain = withoutComments(value)
  if (plain === null) return null
  const bare = plain.trim()
  const angled = /^([^<>]*)<([^<>]*)>$/.exec(bare)
  if (angled === null) return /[<>\s"]/.test(bare) ? null : mailboxOf(bare)
  const [, name = '', address = ''] = angled
  return /[@,;:]/.test(name) ? null : mailboxOf(address.trim())
}

/** The mailbox that `address` spells, or null. */
export function mailboxOf(address: string): Mailbox | null {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = at < 1 ? null : domainKey(address.slice(at + 1))
  if (domain === null || local.length > LOCAL_CHARS_MAX || !LOCAL.test(local) || ENCODED_WORD.test(local)) return null
  return { address: `${local.toLowerCase()}@${domain}`, domain }
}
