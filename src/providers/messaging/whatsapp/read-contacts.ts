import type { Content, SharedContact } from '../../../messages/message.ts'
import { objectIn, objectsIn, textIn, wordsIn, type Json } from './json-fields.ts'

const CONTACTS_MAX = 50
const EACH_MAX = 20
const TEXT_CHARS_MAX = 200
const VCARD_CHARS_MAX = 20_000

/** Address cards. */
export const readContacts = (message: Json): Content => ({
  type: 'contacts',
  contacts: objectsIn(message, 'contacts').slice(0, CONTACTS_MAX).map(readCard),
})

function readCard(contact: Json): SharedContact {
  const name = objectIn(contact, 'name')
  const card = textIn(contact, 'vcard', VCARD_CHARS_MAX) ?? ''
  const phones = objectsIn(contact, 'phones').map(
    (phone) => wordsIn(phone, 'phone', TEXT_CHARS_MAX) ?? wordsIn(phone, 'wa_id', TEXT_CHARS_MAX),
  )
  const emails = objectsIn(contact, 'emails').map((email) => wordsIn(email, 'email', TEXT_CHARS_MAX))
  return {
    name: nameIn(name) ?? linesOf(card, 'FN')[0] ?? '',
    phones: given(phones.length > 0 ? phones : linesOf(card, 'TEL')),
    emails: given(emails.length > 0 ? emails : linesOf(card, 'EMAIL')),
  }
}

const nameIn = (name: Json): string | null =>
  wordsIn(name, 'formatted_name', TEXT_CHARS_MAX) ??
  (['first_name', 'last_name'].flatMap((part) => wordsIn(name, part, TEXT_CHARS_MAX) ?? []).join(' ') || null)

const given = (texts: readonly (string | null)[]): readonly string[] =>
  texts.filter((text) => text !== null).slice(0, EACH_MAX)

/** The values of one property of a vCard, whatever its parameters: `TEL;TYPE=CELL:+1…`. */
function linesOf(card: string, property: string): readonly string[] {
  const lines = card.split(/\r?\n/).filter((line) => new RegExp(`^(item\\d+\\.)?${property}[;:]`, 'i').test(line))
  return lines.flatMap(
    (line) =>
      line
        .slice(line.indexOf(':') + 1)
        .trim()
        .slice(0, TEXT_CHARS_MAX) || [],
  )
}
