import { runsIn } from '../../../src/dialogue/capture/digit-runs.ts'
import { readSpelled } from '../../../src/dialogue/capture/spelling.ts'
import { piecesOf } from '../../../src/dialogue/capture/spoken-pieces.ts'

const GIVEN = ['Ann', 'Omar', 'Clara', 'Felix', 'Nora', 'Hugo', 'Mira', 'Jonas', 'Edith', 'Ravi', 'Selma', 'Anton']
const FAMILY = ['Lee', 'Haddad', 'Moreno', 'Nair', 'Lindqvist', 'Okafor', 'Petrov', 'Salazar', 'Tanaka', 'Weller']
const DIGIT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const PARTICLES = new Set('de la del van von der den bin al el st du the of'.split(' '))
const BIRTH = 'March 5th, 1980'
/** The last two digits of the numbers that are kept for fiction; those of tests begin at 42. */
const FIRST_LINE = 10
const LINES = 90

export type StandInKind = 'name' | 'number' | 'email' | 'address' | 'birth'

/** What stood in a call, in the form it is told from others by, and what stands for it now. */
export interface StandIn {
  readonly kind: StandInKind
  readonly original: string
  readonly standIn: string
}

export interface StandIns {
  /** What is put in the place of personal words: the same for the same, however they were said. */
  standFor(words: string, mask: string): string
  readonly all: readonly StandIn[]
}

/** The digits of a text, said or written. */
export const digitsOf = (text: string): string =>
  runsIn(piecesOf(text), { between: 'anything', anyStop: true })
    .map(({ digits }) => digits)
    .join('')

/** An address as it is written: "ann dot lee at example dot com" is ann.lee@example.com. */
export const emailOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s+(?:dot|point|period)\s+/g, '.')
    .replaceAll(/\s+at\s+/g, '@')
    .replaceAll(/\s+(?:underscore)\s+/g, '_')
    .replaceAll(/[\s,]+/g, '')

/** Invented people, numbers and addresses. @param taken  what the call itself has words of, in lower case: none is invented anew. */
export function standIns(taken: ReadonlySet<string>): StandIns {
  const known = new Map<string, StandIn>()
  const free = {
    given: GIVEN.filter((name) => !taken.has(name.toLowerCase())),
    family: FAMILY.filter((name) => !taken.has(name.toLowerCase())),
  }
  const standInOf = (kind: StandInKind, original: string, make: (nth: number) => string): string => {
    const key = `${kind}:${original}`
    const nth = [...known.values()].filter((one) => one.kind === kind).length
    const one = known.get(key) ?? { kind, original, standIn: make(nth) }
    known.set(key, one)
    return one.standIn
  }
  const nameWord = (word: string, at: number): string =>
    PARTICLES.has(word.toLowerCase())
      ? word
      : standInOf(
          'name',
          word.toLowerCase(),
          () => (at === 0 ? free.given : free.family).shift() ?? `Person${letterOf(known.size)}`,
        )
  const numberFor = (digits: string): string => {
    const key = digits.length > 10 ? digits.slice(-10) : digits
    return standInOf('number', key, (nth) => invented(key, nth))
  }
  const makers: Readonly<Record<string, (words: string) => string>> = {
    '[name]': (words) => nameFor(words, nameWord),
    '[email]': (words) => emailFor(words, (original) => standInOf('email', original, (nth) => String(nth + 1))),
    '[address]': (words) => standInOf('address', words.toLowerCase(), (nth) => `${100 + nth} Sample Street`),
    '[date of birth]': (words) => standInOf('birth', words.toLowerCase(), () => BIRTH),
  }
  return {
    standFor: (words, mask) => (makers[mask] ?? ((number) => numberLike(number, numberFor(digitsOf(number)))))(words),
    get all() {
      return [...known.values()]
    },
  }
}

const letterOf = (index: number): string => String.fromCharCode(97 + (index % 26))

/** A number of as many digits that nobody has. */
function invented(original: string, nth: number): string {
  const line = `2125550${100 + ((FIRST_LINE + nth) % LINES)}`
  const length = original.length
  if (length === 10) return line === original ? invented(original, nth + 1) : line
  if (length === 7) return line.slice(3) === original ? invented(original, nth + 1) : line.slice(3)
  const short = `${1 + (nth % 9)}`.padEnd(length, '0')
  return short === original ? `${2 + (nth % 8)}`.padEnd(length, '0') : short
}

/** Written digits stay in their places; spoken ones are spoken. A country code stays. */
function numberLike(words: string, standIn: string): string {
  const isWritten = !/\p{L}{2,}/u.test(words)
  if (!isWritten) return [...standIn].map((digit) => DIGIT_WORDS[Number(digit)] ?? '').join(' ')
  const count = words.replaceAll(/\D/g, '').length
  if (count < standIn.length) return standIn
  const digits = `${'1'.padStart(count - standIn.length, '1').slice(0, count - standIn.length)}${standIn}`
  let at = 0
  return words.replaceAll(/\d/g, () => digits[at++] ?? '0')
}

function nameFor(words: string, nameWord: (word: string, at: number) => string): string {
  const [spelled] = readSpelled(words)
  if (spelled !== undefined && spelled.end - spelled.start >= words.trim().length - 1)
    return [...nameWord(spelled.letters, 0).toUpperCase()].join('-')
  let at = 0
  return words.replaceAll(/[\p{L}][\p{L}'’-]*/gu, (word) => {
    const standIn = nameWord(word.replace(/['’]s$/, ''), at)
    at += 1
    return word === word.toLowerCase() ? standIn.toLowerCase() : standIn
  })
}

function emailFor(words: string, numberOf: (original: string) => string): string {
  const nth = numberOf(emailOf(words))
  return words.includes('@')
    ? `caller${nth}@example.com`
    : `caller ${DIGIT_WORDS[Number(nth)] ?? nth} at example dot com`
}
