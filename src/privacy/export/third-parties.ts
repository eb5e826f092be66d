import { COMMON_WORDS } from '../../dialogue/capture/common-words.ts'
import { emailSpans } from '../../dialogue/capture/email-spans.ts'
import { nameSpans } from '../../dialogue/capture/name-spans.ts'
import { numberSpans } from '../../dialogue/capture/number-spans.ts'
import { masked, type Span } from '../../dialogue/capture/spans.ts'

/** Whose text it is, and what in it is nobody else's. */
export interface Whose {
  /** The person's own names, numbers (E.164) and addresses. */
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  /** Names of people of the business: they stay. */
  readonly staff: readonly string[]
  /** Words that the business writes with a capital, lower case: what it offers and accepts. They are no names. */
  readonly vocabulary: ReadonlySet<string>
  /** E.164, of the business. */
  readonly ownNumbers: readonly string[]
}

/** One text is never looked at longer than this; what comes after it is left out. */
export const REDACTED_CHARS_MAX = 20_000
const OTHERS_MAX = 200
const NAME_MASK = '[name]'

const CALENDAR = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
    'ok okay am pm ai usa us'
  ).split(' '),
)

const RELATION =
  'son|daughter|wife|husband|partner|spouse|child|kid|baby|mother|mom|mum|father|dad|brother|sister|friend|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|niece|nephew|boyfriend|girlfriend|roommate|neighbor|neighbour|boss|aunt|uncle|cousin|coworker|colleague|hija|hijo|esposa|esposo|marido|mujer|madre|padre|mamá|papá|hermana|hermano|amiga|amigo|novia|novio|abuela|abuelo|tía|tío|vecina|vecino'

/** "my wife maria", "mi hermana Lucía", whatever its case. */
const RELATED = new RegExp(
  String.raw`\b(?:my|his|her|our|their|mi|su|nuestr[ao])\s+(?:\p{L}+\s+)?(?:${RELATION}),?\s+(?:is |named |called |es |se llama |llamad[ao] )?(\p{L}[\p{L}'’-]+)(?:\s+(\p{Lu}[\p{L}'’-]+))?`,
  'giu',
)
/** A name at the start of a sentence, by the verb that comes after it. */
const ACTS =
  /(?:^|[.!?…]\s+)(\p{Lu}[\p{L}'’-]+)(?:\s+(\p{Lu}[\p{L}'’-]+))?\s+(?:is|was|will|would|has|had|wants|needs|can|could|said|says|and|called|told|lives|takes|es|era|va|quiere|necesita|dijo|tiene|y|vive)\b/gu
const CAPITAL = /(?<=\S\s+)(?<![.!?…¿¡:"“]\s*)\p{Lu}[\p{L}'’-]+/gu

const wordsOf = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.flatMap((phrase) => phrase.toLowerCase().match(/\p{L}[\p{L}'’-]+/gu) ?? []))

const bare = (word: string): string => word.toLowerCase().replace(/['’]s$/, '')

/** Whether a word is no name of anybody else's. */
function isNobodys(word: string, own: ReadonlySet<string>, vocabulary: ReadonlySet<string>): boolean {
  const lower = bare(word)
  return own.has(lower) || vocabulary.has(lower) || COMMON_WORDS.has(lower) || CALENDAR.has(lower)
}

/**
 * Names of other people in the texts of one record: introduced, related to whoever speaks, or written as only names are.
 *
 * By rule. It rather takes a thing for somebody than somebody for a thing.
 */
export function othersIn(texts: readonly string[], whose: Whose): readonly string[] {
  const own = wordsOf([...whose.names, ...whose.staff])
  const others = new Set<string>()
  const add = (word: string | undefined, isSure: boolean): void => {
    if (word === undefined || others.size >= OTHERS_MAX) return
    const known = isSure ? own.has(bare(word)) || COMMON_WORDS.has(bare(word)) : isNobodys(word, own, whose.vocabulary)
    if (!known) others.add(word.replace(/['’]s$/, ''))
  }
  for (const whole of texts) {
    const text = whole.slice(0, REDACTED_CHARS_MAX)
    for (const { start, end } of nameSpans(text, []))
      for (const part of text.slice(start, end).split(/\s+/)) add(part, true)
    for (const match of text.matchAll(RELATED)) for (const part of match.slice(1)) add(part, true)
    for (const match of text.matchAll(ACTS)) for (const part of match.slice(1)) add(part, false)
    for (const [word] of text.matchAll(CAPITAL)) add(word, false)
  }
  return [...others]
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Enough digits to be that very number, however it is written. */
const LOCAL_DIGITS = 7

/**
 * `text` without other people: their names, numbers and addresses are masked; the person's own, and those of the business
 * and its people, stay. Read with `others` from {@link othersIn} of the whole record.
 */
export function withoutOthers(whole: string, others: readonly string[], whose: Whose): string {
  const text = whole.slice(0, REDACTED_CHARS_MAX)
  const numbers = [...whose.phones, ...whose.ownNumbers].map(digitsOf)
  const isKnown = (span: string): boolean => {
    const digits = digitsOf(span)
    return digits.length >= LOCAL_DIGITS && numbers.some((number) => number.endsWith(digits) || digits.endsWith(number))
  }
  const isOwnEmail = (span: string): boolean =>
    whose.emails.some((email) => span.toLowerCase().endsWith(email.toLowerCase()))
  const spans: readonly Span[] = [
    ...nameParts(text, others),
    ...emailSpans(text).filter(({ start, end }) => !isOwnEmail(text.slice(start, end))),
    ...numberSpans(text, []).filter(({ start, end }) => !isKnown(text.slice(start, end))),
  ]
  return masked(text, spans)
}

/** Every one of these words, as a word of its own, in any case. */
function nameParts(text: string, others: readonly string[]): readonly Span[] {
  if (others.length === 0) return []
  const known = new Set(others.map(bare))
  return [...text.matchAll(/\p{L}[\p{L}'’-]*/gu)]
    .filter(([word]) => known.has(bare(word)))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length, mask: NAME_MASK }))
}

/** Every text in `value`, however deep, without other people. What is no text stays as it is. */
export function redacted<T>(value: T, whose: Whose): T {
  const texts: string[] = []
  walk(value, (text) => {
    texts.push(text)
    return text
  })
  const others = othersIn(texts, whose)
  return walk(value, (text) => withoutOthers(text, others, whose)) as T
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => walk(each, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, change)]))
}
