import type { Channel, Outgoing } from '../message.ts'
import type { Choice, Choices } from './choices.ts'
import { BUTTON_TITLE_CHARS_MAX } from './short-slot.ts'

/** What the platforms take (reference: Meta, text and interactive messages; Twilio, Messages resource). */
const TEXT_CHARS_MAX: Readonly<Record<Channel, number>> = { whatsapp: 4_096, sms: 1_600 }
const INTERACTIVE_CHARS_MAX = 1_024
/** Twilio takes no longer text on any channel. */
const TWILIO_CHARS_MAX = 1_600
const BUTTONS_MAX = 3
const ROWS_MAX = 10
const ROW_TITLE_CHARS_MAX = 24
const DESCRIPTION_CHARS_MAX = 72

/** A reply of more messages than this is cut: nobody reads on. */
const MESSAGES_MAX = 4

const OPEN_LIST = { en: 'Choose', es: 'Elegir' }

/** By what a reply goes: platforms take different lengths. */
export interface ReplyBy {
  readonly channel: Channel
  readonly provider: string
}

/** A reply as messages of its channel: one, unless it is longer than the platform takes. */
export function composeReply(
  text: string,
  choices: Choices | null,
  { channel, provider }: ReplyBy,
  language: string,
): readonly Outgoing[] {
  const charsMax = provider === 'twilio' ? TWILIO_CHARS_MAX : TEXT_CHARS_MAX[channel]
  const isTapped = channel === 'whatsapp' && choices !== null && choices.choices.length > 0
  if (!isTapped) return texts(channel === 'sms' ? numbered(text, choices) : text, charsMax)
  const parts = split(text, INTERACTIVE_CHARS_MAX)
  const last = parts.at(-1) ?? text
  const before = texts(parts.slice(0, -1).join('\n\n'), charsMax)
  return [...before.slice(0, MESSAGES_MAX - 1), tapped(last, choices, language)]
}

function texts(text: string, charsMax: number): readonly Outgoing[] {
  if (text === '') return []
  return split(text, charsMax)
    .slice(0, MESSAGES_MAX)
    .map((part) => ({ type: 'text', text: part }))
}

/** Buttons where there are few and their titles tell them apart; else a list. */
function tapped(text: string, { choices, kind }: Choices, language: string): Outgoing {
  const titles = choices.map(({ title }) => title)
  const isShort =
    titles.every((title) => title.length <= BUTTON_TITLE_CHARS_MAX) && new Set(titles).size === titles.length
  if (choices.length <= BUTTONS_MAX && isShort && kind !== 'bookings')
    return { type: 'buttons', text, buttons: choices.map(({ id, title }) => ({ id, title })) }
  const button = OPEN_LIST[language.startsWith('es') ? 'es' : 'en']
  return { type: 'list', text, button, rows: choices.slice(0, ROWS_MAX).map(rowOf) }
}

const rowOf = ({ id, title, description }: Choice) => ({
  id,
  title: cut(title, ROW_TITLE_CHARS_MAX),
  ...(description !== undefined && { description: cut(description, DESCRIPTION_CHARS_MAX) }),
})

const cut = (text: string, charsMax: number): string =>
  text.length <= charsMax ? text : `${text.slice(0, charsMax - 1).trimEnd()}…`

/** In a plain text the choices are numbered, and a number answers it. */
function numbered(text: string, choices: Choices | null): string {
  if (choices === null || choices.kind === 'yes_no' || choices.choices.length < 2) return text
  const lines = choices.choices
    .slice(0, ROWS_MAX)
    .map(({ title, description }, index) =>
      choices.kind === 'bookings' && description !== undefined
        ? `${index + 1}: ${description}, ${title}`
        : `${index + 1}: ${title}`,
    )
  return `${text}\n${lines.join('\n')}`
}

/** `text` in parts of at most `charsMax`, at the end of a paragraph, else of a sentence, else of a word, wherever there is one. */
export function split(text: string, charsMax: number): readonly string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > charsMax) {
    const at = breakIn(rest.slice(0, charsMax + 1))
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

/** Where a text that is one character too long is best broken. */
function breakIn(text: string): number {
  const least = text.length / 2
  const paragraph = text.lastIndexOf('\n')
  if (paragraph > least) return paragraph
  const sentences = [...text.matchAll(/[.!?…]["')\]]?(?=\s)/g)]
  const sentence = sentences.at(-1)
  if (sentence !== undefined && sentence.index > least) return sentence.index + sentence[0].length
  const word = text.lastIndexOf(' ')
  if (word > 0) return word
  // Never between the halves of a character outside the basic plane.
  const end = text.length - 1
  return /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end - 1 : end
}
