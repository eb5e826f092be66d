import { isNearWord } from '../../kernel/edit-distance.ts'

const PHONETIC =
  'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo ' +
  'sierra tango uniform victor whiskey xray yankee zulu'
const NATO: ReadonlySet<string> = new Set(PHONETIC.split(' '))

const LETTERS_MIN = 2

/** A run of letters read out, and where in the text it stands. */
export interface Spelled {
  readonly letters: string
  readonly start: number
  readonly end: number
}

const LETTER = String.raw`(?:double[ -]?u|double [a-z]|(?:capital |big )?[a-z](?: (?:as in|like|for) [a-z]+)?)`
/** Marks inside a name: "D apostrophe A", "S M I T H hyphen J". */
const MARK = String.raw`(?:apostrophe|hyphen|dash)`
const RUN = new RegExp(
  String.raw`(?<![a-z'’])${LETTER}(?:[\s.,-]+(?:then |and then |and )?(?:${MARK}[\s.,-]+)?${LETTER}(?![a-z'’]))+(?![a-z'’])`,
  'gi',
)

/** "double l" as two letters, "b as in boy" as one, "capital d" as a capital, "apostrophe" as one. */
function lettersOf(run: string): string {
  return run
    .toLowerCase()
    .replace(/\b([a-z]) (?:as in|like|for) [a-z]+/g, '$1')
    .replace(/\bdouble[ -]?u\b/g, 'w')
    .replace(/\bdouble ([a-z])\b/g, '$1 $1')
    .replace(/\b(?:and )?then\b|\band\b/g, ' ')
    .replace(/\b(?:capital|big) ([a-z])\b/g, (_, letter: string) => letter.toUpperCase())
    .replace(/\bapostrophe\b/g, "'")
    .replace(/\b(?:hyphen|dash)\b/g, '_')
    .replace(/[^a-zA-Z'_]/g, '')
    .replace(/_/g, '-')
}

/** NATO words as their letters: "bravo oscar bravo" is "b o b". Only from three in a row on, because Mike is a name. */
const fromPhonetic = (text: string): string =>
  text.replace(/\b[a-z]+(?:[ ,-]+[a-z]+){2,}\b/gi, (words) => {
    const list = words.split(/[ ,-]+/)
    return list.every((word) => NATO.has(word.toLowerCase())) ? list.map((word) => word[0] ?? '').join(' ') : words
  })

/** Every run of at least two letters that is read out in `text`: "A-N-N", "l e e", "S M I double T H". */
export function readSpelled(text: string): readonly Spelled[] {
  const runs: Spelled[] = []
  for (const match of text.matchAll(RUN)) {
    for (const { text: part, at } of wordsIn(match[0])) {
      const letters = lettersOf(part)
      const start = match.index + at
      if (letters.length >= LETTERS_MIN) runs.push({ letters, start, end: start + part.length })
    }
  }
  return runs
}

const HYPHENED = /^[a-z](?:-[a-z])+(?:[\s,.]+[a-z](?:-[a-z])+)+$/i

/** "B O B, S M I T H" is two words; "A, N, N" and "S as in Sam, M I T H" are one. */
function wordsIn(run: string): readonly { readonly text: string; readonly at: number }[] {
  // "I-S-A L-U-N-D": letters are joined, and words stand apart.
  const apart = HYPHENED.test(run) ? /[^,.\s]+/g : /[^,.]+/g
  const parts = [...run.matchAll(apart)].map((part) => ({ text: part[0], at: part.index }))
  return parts.every(({ text }) => lettersOf(text).length >= LETTERS_MIN) ? parts : [{ text: run, at: 0 }]
}

const capitalise = (word: string): string =>
  word.replace(/(^|['-])([a-z])/g, (_, mark: string, letter: string) => mark + letter.toUpperCase())

/**
 * The text with what was spelled in place of what it spells: "Ann, A-N-N, Lee" is "Ann Lee", "Jon Smith, S M Y T H E" is
 * "Jon Smythe". Letters that spell none of the words before them stand for themselves.
 */
export function applySpelling(text: string): string {
  const plain = fromPhonetic(text)
  const runs = readSpelled(plain)
  let out = ''
  let from = 0
  for (const { letters, start, end } of runs) {
    out = putSpelled(out + plain.slice(from, start), capitalise(letters))
    from = end
  }
  return out + plain.slice(from)
}

/** The words that are spelled in `text`, as a name is written; null when fewer than three letters in a row are. */
export function spelledName(text: string): string | null {
  const words = readSpelled(fromPhonetic(text)).filter(({ letters }) => letters.length > LETTERS_MIN)
  return words.length === 0 ? null : words.map(({ letters }) => capitalise(letters)).join(' ')
}

/**
 * `name` with the words replaced that `text` spells: "no, L E I G H" makes Ann Lee Ann Leigh. What spells none of its words
 * is the whole name.
 */
export function spelledInto(name: string, text: string): string {
  const plain = fromPhonetic(text)
  return readSpelled(plain).reduce((whole, { letters }) => {
    const words = whole.split(' ')
    const at = words.findLastIndex((word) => soundsLike(word.toLowerCase(), letters.toLowerCase()))
    return at < 0 ? capitalise(letters) : words.with(at, capitalise(letters)).join(' ')
  }, name)
}

function putSpelled(before: string, spelled: string): string {
  const words = before.split(/(\s+)/)
  for (let index = words.length - 1; index >= 0; index--) {
    const bare = (words[index] ?? '').replace(/[^a-z'’-]/gi, '').toLowerCase()
    if (bare.length > 1 && soundsLike(bare, spelled.toLowerCase()))
      return [...words.slice(0, index), spelled, ...words.slice(index + 1)].join('')
  }
  return `${before} ${spelled} `
}

/** Whether a spelling belongs to the word just said. They may differ by a sound: Smith, Smythe; Lee, Leigh. */
function soundsLike(said: string, spelled: string): boolean {
  return (
    isNearWord(said, spelled) ||
    (said[0] === spelled[0] &&
      (skeleton(said) === skeleton(spelled) || said.startsWith(spelled) || spelled.startsWith(said)))
  )
}

const skeleton = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/ck|q/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c/g, 'k')
    .replace(/gh|[aeiouyh]/g, '')
    .replace(/(.)\1+/g, '$1')
