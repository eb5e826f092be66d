import { isAlsoWord } from './name-words.ts'
import { readName } from './read-name.ts'
import type { Span } from './spans.ts'
import { readSpelled } from './spelling.ts'

const NAMES_MAX = 20
const PART_CHARS_MIN = 2
const SPELLED_LETTERS_MIN = 3
const SENTENCES_MAX = 200
const MASK = '[name]'

/** "My daughter Sofia Garcia", "Mrs. Ortiz": a name by its capital. */
const RELATED =
  /(?:\b(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir) (?:\w+ )?(?:son|daughter|wife|husband|partner|child|kid|baby|mother|mom|mum|father|dad|brother|sister|friend|grandson|granddaughter|grandmother|grandfather|niece|nephew|boyfriend|girlfriend|aunt|uncle|cousin),? |\b(?:[Mm]rs?|[Mm]s|[Mm]iss)\.? )(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})/gu

/**
 * Names that are known, those a speaker introduces ("my name is …", "this is … calling"), and what is spelled letter by
 * letter. Every part of a name counts; one that is a plain word too, as Will or May, only with a capital.
 */
export function nameSpans(text: string, known: readonly string[]): readonly Span[] {
  const plain = text.replace(/\[[\p{L} ]+\]/giu, (mask) => '.'.padEnd(mask.length))
  const introduced = plain
    .split(/(?<=[.!?\n])\s+/)
    .slice(0, SENTENCES_MAX)
    .map((sentence) => readName(sentence, false))
    .filter((name) => name !== null)
  const related = [...plain.matchAll(RELATED)].map((match) => match[1] ?? '').slice(0, NAMES_MAX)
  const names = [...new Set([...known.slice(0, NAMES_MAX), ...introduced, ...related])]
  const spelled = readSpelled(plain)
    .filter(({ letters }) => letters.length >= SPELLED_LETTERS_MIN)
    .map(({ start, end }) => ({ start, end, mask: MASK }))
  return [...names.flatMap((name) => occurrences(plain, name)), ...spelled]
}

function occurrences(text: string, name: string): readonly Span[] {
  const parts = name.split(/\s+/).filter((part) => part.length >= PART_CHARS_MIN && !PARTICLES.has(part.toLowerCase()))
  const whole =
    parts.length < 2
      ? []
      : spansOf(text, new RegExp(`${EDGE}${name.trim().split(/\s+/).map(escaped).join('[\\s,]+')}${END}`, 'giu'))
  return [...whole, ...parts.flatMap((part) => partSpans(text, part))]
}

const PARTICLES: ReadonlySet<string> = new Set(
  'de la del van von der den bin al el st du the of dr mr mrs ms'.split(' '),
)

/** "will" is a verb; "Will" is somebody. */
const partSpans = (text: string, part: string): readonly Span[] =>
  spansOf(text, new RegExp(EDGE + escaped(part) + END, 'giu')).filter(
    ({ start }) => !isAlsoWord(part.toLowerCase()) || /^\p{Lu}/u.test(text.slice(start)),
  )

const EDGE = String.raw`(?<![\p{L}\d])`
const END = String.raw`(?![\p{L}\d])`

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const spansOf = (text: string, pattern: RegExp): readonly Span[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length, mask: MASK }))
