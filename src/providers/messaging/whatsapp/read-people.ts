import type { Recipient, Sender } from '../../../messages/message.ts'
import { idIn, objectIn, objectsIn, wordsIn, type Json } from './json-fields.ts'
import { phoneOf } from './phone-of.ts'

/** A BSUID, or the parent of one. */
const BSUID = /^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/
const NAME_CHARS_MAX = 200

const NOBODY: Sender = { phone: null, userId: null, name: null, username: null }

/** The people that a value introduces, by every id it gives them. */
export interface Contacts {
  readonly byId: ReadonlyMap<string, Sender>
  /** When there is but one, whoever is not named is that one. */
  readonly only: Sender | null
}

/** `contacts` of a value. Any of its members may be missing. */
export function contactsIn(value: Json): Contacts {
  const byId = new Map<string, Sender>()
  const people = objectsIn(value, 'contacts').map((contact) => {
    const profile = objectIn(contact, 'profile')
    const ids = [idIn(contact, 'wa_id'), idIn(contact, 'user_id')]
    const person = {
      ...identified(ids[0] ?? null, ids[1] ?? null),
      name: wordsIn(profile, 'name', NAME_CHARS_MAX),
      username: wordsIn(profile, 'username', NAME_CHARS_MAX)?.replace(/^@/, '') || null,
    }
    for (const id of [...ids, person.phone, person.userId]) if (id) byId.set(id, person)
    return person
  })
  return { byId, only: people.length === 1 ? (people[0] ?? null) : null }
}

/**
 * Who is meant by the ids that an item gives, with what the contacts know of them beside. Where both say something the
 * item is right.
 */
export function personOf(id: string | null, userId: string | null, { byId, only }: Contacts): Sender {
  const own = identified(id, userId)
  const isNamed = own.phone !== null || own.userId !== null
  const known = (isNamed ? (byId.get(own.userId ?? '') ?? byId.get(own.phone ?? '')) : only) ?? NOBODY
  return { ...known, ...withBoth(own.phone ?? known.phone, own.userId ?? known.userId) }
}

/**
 * The number and the BSUID among two ids. Nothing is assumed of `id`: with a username it may be missing, or a BSUID. What
 * has no known shape still names somebody, so it is an id where there is no other.
 */
export function identified(id: string | null, userId: string | null): Recipient {
  const phone = phoneOf(id)
  return withBoth(phone, userId ?? (phone === null ? id : null))
}

/** An id of no known shape is not tied to a number: the same one might be given for everybody. */
const withBoth = (phone: string | null, userId: string | null): Recipient => ({
  phone,
  userId: phone === null || (userId !== null && BSUID.test(userId)) ? userId : null,
})
