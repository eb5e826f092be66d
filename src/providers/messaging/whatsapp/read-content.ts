import type { Content, MediaKind } from '../../../messages/message.ts'
import { idIn, numberIn, objectIn, objectOf, objectsIn, textIn, wordOf, wordsIn, type Json } from './json-fields.ts'
import { readContacts } from './read-contacts.ts'
import { readInteractive, readTemplateButton } from './read-interactive.ts'
import { readMedia } from './read-media.ts'
import { readSystem } from './read-system.ts'

/** More than WhatsApp lets anybody type. */
const TEXT_CHARS_MAX = 65_536
const PLACE_CHARS_MAX = 1000
const ORDER_ITEMS_MAX = 500

type Reader = (message: Json) => Content | null

const media =
  (kind: MediaKind): Reader =>
  (message) =>
    readMedia(kind, objectIn(message, kind))

/** A map, because a message may call itself `constructor`. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', readText],
  ['image', media('image')],
  ['audio', media('audio')],
  ['video', media('video')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['location', readLocation],
  ['contacts', readContacts],
  ['interactive', (message) => readInteractive(objectIn(message, 'interactive'))],
  ['button', (message) => readTemplateButton(objectIn(message, 'button'))],
  ['reaction', readReaction],
  ['order', readOrder],
  ['system', readSystem],
  ['edit', readEdit],
  ['revoke', readRevoke],
])

/**
 * What a message says. `code` is the error that came beside it, or null.
 *
 * Whatever cannot be read is still a message that a person sent: `unsupported` when Meta says so, else `unknown`.
 */
export function readContent(message: Json, code: number | null): Content {
  const type = typeOf(message)
  const read = READERS.get(type)?.(message)
  if (read) return read
  const what = type === 'unsupported' || type === 'unknown' ? objectIn(message, 'unsupported')['type'] : type
  const isUnsupported = code !== null || type === 'unsupported'
  return isUnsupported
    ? { type: 'unsupported', what: what === undefined ? type : wordOf(what), code }
    : { type: 'unknown', what: wordOf(what ?? type) }
}

/** A message that does not say what it is, is what it holds. */
const typeOf = (message: Json): string =>
  typeof message['type'] === 'string'
    ? message['type']
    : ([...READERS.keys()].find((type) => typeof message[type] === 'object') ?? 'other')

function readText(message: Json): Content | null {
  const text = textIn(objectIn(message, 'text'), 'body', TEXT_CHARS_MAX)
  return text === null ? null : { type: 'text', text }
}

function readLocation(message: Json): Content | null {
  const place = objectIn(message, 'location')
  const [latitude, longitude] = [numberIn(place, 'latitude'), numberIn(place, 'longitude')]
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  const [name, address] = [wordsIn(place, 'name', PLACE_CHARS_MAX), wordsIn(place, 'address', PLACE_CHARS_MAX)]
  return { type: 'location', latitude, longitude, name, address }
}

function readReaction(message: Json): Content | null {
  const reaction = objectIn(message, 'reaction')
  const to = idIn(reaction, 'message_id')
  return to === null ? null : { type: 'reaction', emoji: wordsIn(reaction, 'emoji', 64), to }
}

function readOrder(message: Json): Content {
  const order = objectIn(message, 'order')
  const items = objectsIn(order, 'product_items').slice(0, ORDER_ITEMS_MAX)
  return {
    type: 'order',
    items: items.flatMap((item) => {
      const product = wordsIn(item, 'product_retailer_id', PLACE_CHARS_MAX)
      return product === null ? [] : [{ product, quantity: numberIn(item, 'quantity') ?? 1 }]
    }),
    text: textIn(order, 'text', TEXT_CHARS_MAX) ?? '',
  }
}

/** The new words of an older message. Only a message that says something can be edited into another. */
function readEdit(message: Json): Content | null {
  const edit = objectIn(message, 'edit')
  const of = idIn(edit, 'original_message_id')
  const now = objectOf(edit['message'])
  const type = now === null ? '' : typeOf(now)
  if (of === null || now === null || type === 'edit' || type === 'revoke' || type === 'system') return null
  return { type: 'edit', of, content: readContent(now, null) }
}

function readRevoke(message: Json): Content | null {
  const of = idIn(objectIn(message, 'revoke'), 'original_message_id')
  return of === null ? null : { type: 'revoke', of }
}
