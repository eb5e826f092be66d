import type { Content, MediaKind } from '../message.ts'

/** A message of a burst, as far as it says something. */
export interface BurstItem {
  readonly providerMessageId: string
  readonly content: Content
  /** A voice note in words. */
  readonly words?: string
}

/** What cannot be answered by the talk itself, and what is said to it when there is nothing else. */
export type Aside = 'media' | 'voice' | 'location' | 'contacts' | 'order' | 'form' | 'unreadable'

export interface BurstInput {
  /** In the order in which they were written. A choice is still to be told what it means. */
  readonly pieces: readonly ({ readonly text: string } | { readonly choice: { id: string; title: string } })[]
  /** What came with the words, for a model that can make something of it. */
  readonly notes: readonly string[]
  readonly asides: readonly Aside[]
}

const FIELDS_MAX = 40
const VALUE_CHARS_MAX = 500

/**
 * What a burst of messages says, taken together.
 *
 * What was edited counts as it was edited, and what was taken back does not count, as long as nobody has answered it. A
 * reaction says nothing.
 */
export function inputOf(items: readonly BurstItem[]): BurstInput {
  const heard = settled(items).map(hearOne)
  return {
    pieces: heard.flatMap(({ piece }) => piece ?? []),
    notes: heard.flatMap(({ note }) => note ?? []),
    asides: [...new Set(heard.flatMap(({ aside }) => aside ?? []))],
  }
}

/** The burst with its edits made and its revocations obeyed. */
function settled(items: readonly BurstItem[]): readonly BurstItem[] {
  const kept: BurstItem[] = []
  for (const item of items) {
    const { content } = item
    if (content.type !== 'edit' && content.type !== 'revoke') {
      kept.push(item)
      continue
    }
    const at = kept.findIndex(({ providerMessageId }) => providerMessageId === content.of)
    if (content.type === 'revoke') {
      if (at >= 0) kept.splice(at, 1)
    } else if (at >= 0) {
      kept[at] = { providerMessageId: content.of, content: content.content }
    } else kept.push({ ...item, content: content.content })
  }
  return kept
}

interface Heard {
  readonly piece?: BurstInput['pieces'][number]
  readonly note?: string
  readonly aside?: Aside
}

const text = (words: string): Heard => (words.trim() === '' ? {} : { piece: { text: words.trim() } })

function hearOne({ content, words }: BurstItem): Heard {
  switch (content.type) {
    case 'text':
      return text(content.text)
    case 'choice':
      return { piece: { choice: { id: content.id, title: content.title } } }
    case 'media':
      return hearMedia(content, words)
    case 'form':
      return content.values === null ? { aside: 'form' } : text(fieldsOf(content.values))
    case 'location':
      return { note: placeOf(content), aside: 'location' }
    case 'contacts':
      return { note: contactsOf(content), aside: 'contacts' }
    case 'order':
      return { ...text(content.text), note: orderOf(content), aside: 'order' }
    case 'unsupported':
    case 'unknown':
      return { aside: 'unreadable' }
    default:
      return {}
  }
}

const NAMES: Readonly<Record<MediaKind, string>> = {
  image: 'a photo',
  audio: 'a sound file',
  voice: 'a voice note',
  video: 'a video',
  document: 'a document',
  sticker: 'a sticker',
}

function hearMedia({ media, text: caption }: Extract<Content, { type: 'media' }>, words: string | undefined): Heard {
  const said = [caption, words ?? ''].filter((one) => one.trim() !== '').join('. ')
  const kinds = [...new Set(media.map(({ kind }) => kind))]
  const isVoice = kinds.length > 0 && kinds.every((kind) => kind === 'voice')
  if (isVoice) return said === '' ? { aside: 'voice' } : text(said)
  // A sticker is a nod.
  if (kinds.every((kind) => kind === 'sticker') && said === '') return {}
  return { ...text(said), note: `They sent ${kinds.map((kind) => NAMES[kind]).join(' and ')}.`, aside: 'media' }
}

/** A form's fields as somebody would write them. What is no word, number or yes is left out. */
const fieldsOf = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([name]) => name !== 'flow_token')
    .slice(0, FIELDS_MAX)
    .flatMap(([name, value]) => {
      const said = valueOf(value)
      return said === null ? [] : [`${name.replaceAll('_', ' ')}: ${said}`]
    })
    .join('. ')

function valueOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim().slice(0, VALUE_CHARS_MAX)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!Array.isArray(value)) return null
  const said = value.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []))
  return said.length === 0 ? null : said.join(', ').slice(0, VALUE_CHARS_MAX)
}

function placeOf({ name, address, latitude, longitude }: Extract<Content, { type: 'location' }>): string {
  const words = [name, address].filter((one) => one !== null && one !== '').join(', ')
  return `They shared a place: ${words === '' ? `${latitude}, ${longitude}` : words}.`
}

const CONTACTS_MAX = 5

const contactsOf = ({ contacts }: Extract<Content, { type: 'contacts' }>): string =>
  `They shared a contact: ${contacts
    .slice(0, CONTACTS_MAX)
    .map(({ name, phones, emails }) => [name, phones[0], emails[0]].filter(Boolean).join(', '))
    .join('; ')}.`

const ITEMS_MAX = 10

const orderOf = ({ items }: Extract<Content, { type: 'order' }>): string =>
  `They sent an order: ${items
    .slice(0, ITEMS_MAX)
    .map(({ product, quantity }) => `${quantity} of ${product}`)
    .join(', ')}.`

/** Pieces of a burst as one text: what goes on in lower case is the same sentence still. */
export const joined = (texts: readonly string[]): string =>
  texts.reduce((said, next) => {
    if (said === '') return next
    const goesOn = /^\p{Ll}/u.test(next) && /[\p{L}\p{N},]$/u.test(said)
    return goesOn || /[.!?…,;:]["')\]]?$/.test(said) ? `${said} ${next}` : `${said}. ${next}`
  }, '')
