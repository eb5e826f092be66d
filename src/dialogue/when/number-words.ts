const ONES = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
  'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'

/** Spoken cardinals that are one word, 0 to 90. `fourty` is how some recognisers spell it. */
export const CARDINAL: ReadonlyMap<string, number> = new Map([
  ...`${ONES} seventeen eighteen nineteen`.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, index) => [word, (index + 2) * 10] as const),
  ['fourty', 40],
])

/** Spoken ordinals that are one word, first to twentieth, and thirtieth. */
export const ORDINAL: ReadonlyMap<string, number> = new Map([
  ...ORDINALS.split(' ').map((word, value) => [word, value] as const),
  ['thirtieth', 30],
])

const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
])

/** What people say between the digits of a number without ending it. */
const BREATHS: ReadonlySet<string> = new Set([
  'um',
  'uh',
  'er',
  'erm',
  'dash',
  'hyphen',
  'then',
  'and',
  'space',
  'plus',
])

const ZEROS: ReadonlySet<string> = new Set(['oh', 'o', 'nought', 'naught', 'zero'])

const CHARS_MAX = 1_000

const wordsOf = (text: string): string[] =>
  text
    .slice(0, CHARS_MAX)
    .toLowerCase()
    .match(/\d+|[a-z]+/g) ?? []

/** The longest number found by `wordCountMax` words of `readAt`, and where it ends. */
interface SpokenNumber {
  readonly value: number
  readonly next: number
}

const isOne = (value: number | undefined): value is number => value !== undefined && value > 0 && value < 10

/** A number below 100 starting at a word: "forty two" is one, "ten thirty" is two. */
function belowHundredAt(words: readonly string[], at: number): SpokenNumber | null {
  const value = CARDINAL.get(words[at] ?? '')
  if (value === undefined) return null
  const one = CARDINAL.get(words[at + 1] ?? '')
  if (value >= 20 && isOne(one)) return { value: value + one, next: at + 2 }
  return { value, next: at + 1 }
}

/** What "thousand" or "hundred" makes of the number before it, with what follows added. */
function scaled(words: readonly string[], head: SpokenNumber, scale: number): SpokenNumber {
  const value = head.value * scale
  const at = head.next + 1
  const after = words[at] === 'and' ? at + 1 : at
  const rest = scale === 1_000 ? cardinalAt(words, after) : belowHundredAt(words, after)
  return rest && rest.value > 0 && rest.value < scale
    ? { value: value + rest.value, next: rest.next }
    : { value, next: at }
}

/**
 * The spoken cardinal that starts at a word, "two thousand and twenty six", or null.
 *
 * Two numbers side by side stay two: "ten thirty" reads as ten. "A hundred" counts as one hundred.
 */
export function cardinalAt(words: readonly string[], at: number): SpokenNumber | null {
  const scale = words[at + 1]
  const one = words[at] === 'a' && (scale === 'hundred' || scale === 'thousand') ? { value: 1, next: at + 1 } : null
  const head = one ?? belowHundredAt(words, at)
  if (!head) return null
  if (words[head.next] === 'thousand') return scaled(words, head, 1_000)
  return words[head.next] === 'hundred' ? scaled(words, head, 100) : head
}

/**
 * The first whole number in a text, spoken or written: "I'm forty-two" is 42, "about 1,200" is 1200.
 *
 * @returns null when there is none. Negative numbers and fractions are not read.
 */
export function readInteger(text: string): number | null {
  const words = wordsOf(text.replaceAll(/(\d),(?=\d{3}\b)/g, '$1'))
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (/^\d/.test(word)) return word.length <= 15 ? Number(word) : null
    const spoken = cardinalAt(words, at)
    if (spoken) return spoken.value
  }
  return null
}

/** The digits a word or two stand for, where digits are being read out. */
function digitsAt(words: readonly string[], at: number): { digits: string; next: number } | null {
  const word = words[at] ?? ''
  if (/^\d/.test(word)) return { digits: word, next: at + 1 }
  if (ZEROS.has(word)) return { digits: '0', next: at + 1 }
  const repeats = REPEATS.get(word)
  if (repeats !== undefined) {
    const digit = digitsAt(words, at + 1)
    return digit?.digits.length === 1 ? { digits: digit.digits.repeat(repeats), next: digit.next } : null
  }
  // "Eight hundred five five five": what follows the hundred are digits of their own.
  const spoken =
    words[at + 1] === 'hundred' ? { value: (CARDINAL.get(word) ?? NaN) * 100, next: at + 2 } : cardinalAt(words, at)
  return spoken && !Number.isNaN(spoken.value) ? { digits: String(spoken.value), next: spoken.next } : null
}

/**
 * The digits someone reads out, as one string: "two one two, double five five, oh one four two" is "2125550142".
 *
 * The longest run in the text is taken, so "I have two questions about 212 555 0142" is the number. Teens and
 * tens count as they are written ("nineteen" is "19"), "eight hundred" is "800".
 *
 * @returns '' when there are no digits.
 */
export function readDigits(text: string): string {
  const words = wordsOf(text)
  let best = ''
  let run = ''
  for (let at = 0; at < words.length;) {
    const found = digitsAt(words, at)
    if (found) run += found.digits
    else if (!BREATHS.has(words[at] ?? '')) run = ''
    if (run.length > best.length) best = run
    at = found ? found.next : at + 1
  }
  return best
}
