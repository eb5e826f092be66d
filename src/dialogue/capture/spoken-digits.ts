import { CARDINAL, cardinalAt } from '../when/number-words.ts'
import { A_MASK, spanishAt } from './spanish-digits.ts'
import type { Piece } from './spoken-pieces.ts'

/** Digits said or written in one go: "4111", "four", "double five", "forty two". */
export interface Digits {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** Indexes of its pieces: the first, and the one after the last. */
  readonly from: number
  readonly to: number
  readonly spoken: boolean
}

/** The words for one digit, for a pattern; and those that stand for several, or may with a digit beside them. */
export const DIGIT_WORDS =
  'zero|oh|o|nought|naught|ought|aught|nil|one|two|three|four|five|six|seven|eight|niner?|fife|fower'
export const MANY_WORDS = String.raw`ten|eleven|twelve|\w+teen|(?:twen|thir|fou?r|fif|six|seven|eigh|nine)ty|hundred|thousand|double|triple|treble|quadruple`

const ZEROS: ReadonlySet<string> = new Set(['oh', 'o', 'nought', 'naught', 'ought', 'aught', 'zero', 'nil'])
/** "Oh wait", "oh, my": no zero. */
const AFTER_SIGH: ReadonlySet<string | undefined> = new Set(['wait', 'sorry', 'well', 'dear', 'my', 'god', 'gosh'])
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
  ['doble', 2],
  ['cuádruple', 4],
])
/** "Four fives". */
const SEVERAL: ReadonlyMap<string, string> = new Map(
  [
    'zeros zeroes ohs ceros',
    'ones unos',
    'twos',
    'threes',
    'fours cuatros',
    'fives cincos',
    'sixes',
    'sevens sietes',
    'eights ochos',
    'nines nueves',
  ].flatMap((words, digit) => words.split(' ').map((word) => [word, String(digit)] as const)),
)
const SEVERAL_MIN = 2

/** How radio operators say them. */
const RADIO: ReadonlyMap<string, string> = new Map([
  ['niner', '9'],
  ['fife', '5'],
  ['fower', '4'],
])
/** What recognisers write when a digit was said. Digits only among other digits. */
export const SOUNDS_LIKE: ReadonlyMap<string, string> = new Map([
  ['to', '2'],
  ['too', '2'],
  ['for', '4'],
  ['fore', '4'],
  ['won', '1'],
  ['ate', '8'],
  ['tree', '3'],
  ['sex', '6'],
])
const SCALES: ReadonlySet<string> = new Set(['hundred', 'thousand'])

/** What one digit's word stands for, or null. */
export const digitOf = (word: string): string | null => {
  if (ZEROS.has(word)) return '0'
  const value = CARDINAL.get(word)
  return RADIO.get(word) ?? (value !== undefined && value < 10 ? String(value) : null)
}

/**
 * Every digit said or written in `pieces`, in order.
 *
 * Teens and tens count as they are written ("nineteen" is 19), "eight hundred" is 800 and what follows it is its own.
 *
 * @param loosely  also takes "for", "to" and the like as digits: for looking at what a recogniser may have misheard.
 */
export function digitsIn(pieces: readonly Piece[], loosely = false): readonly Digits[] {
  const words = pieces.map(({ text, kind }) => (kind === 'stop' ? '.' : kind === 'mask' ? A_MASK : text))
  const found: Digits[] = []
  for (let at = 0; at < pieces.length;) {
    const one = oneAt(pieces, words, at, loosely)
    const [first, last] = [pieces[at], pieces[(one?.to ?? 0) - 1]]
    if (one && first && last) found.push({ ...one, from: at, start: first.start, end: last.end })
    at = one?.to ?? at + 1
  }
  return found
}

type One = Pick<Digits, 'digits' | 'to' | 'spoken'>

function oneAt(pieces: readonly Piece[], words: readonly string[], at: number, loosely: boolean): One | null {
  const piece = pieces[at]
  const word = words[at] ?? ''
  if (piece?.kind === 'figures') return { digits: word, to: at + 1, spoken: false }
  if (piece?.kind !== 'word') return null
  const times = REPEATS.get(word)
  if (times !== undefined) return repeated(pieces, words, at, times)
  const spanish = spanishAt(words, at)
  return (
    severalAt(words, at, spanish?.digits) ??
    singleAt(words, at, loosely) ??
    spokenAt(words, at) ??
    (spanish && { ...spanish, spoken: true })
  )
}

function severalAt(words: readonly string[], at: number, spanish: string | undefined): One | null {
  const several = SEVERAL.get(words[at + 1] ?? '')
  const count = Number(digitOf(words[at] ?? '') ?? spanish)
  const isSeveral = several !== undefined && count >= SEVERAL_MIN && count < 10
  return isSeveral ? { digits: several.repeat(count), to: at + 2, spoken: true } : null
}

function singleAt(words: readonly string[], at: number, loosely: boolean): One | null {
  const word = words[at] ?? ''
  if (word === 'oh' && AFTER_SIGH.has(words[at + 1] === '.' ? words[at + 2] : words[at + 1])) return null
  const digit = digitOf(word) ?? (loosely ? SOUNDS_LIKE.get(word) : undefined)
  return digit === undefined || SCALES.has(words[at + 1] ?? '') ? null : { digits: digit, to: at + 1, spoken: true }
}

function repeated(pieces: readonly Piece[], words: readonly string[], at: number, times: number): One | null {
  const digit = oneAt(pieces, words, at + 1, false)
  return digit?.digits.length === 1 ? { ...digit, digits: digit.digits.repeat(times), spoken: true } : null
}

function spokenAt(words: readonly string[], at: number): One | null {
  const word = words[at] ?? ''
  const hundreds = words[at + 1] === 'hundred' ? CARDINAL.get(word) : undefined
  if (hundreds !== undefined && hundreds < 100) return { digits: String(hundreds * 100), to: at + 2, spoken: true }
  const spoken = cardinalAt(words, at)
  return spoken && { digits: String(spoken.value), to: spoken.next, spoken: true }
}
