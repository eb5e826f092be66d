import { soundAlike } from './spoken-letters.ts'

const SAMPLE = String.raw`(?: (?:as in|for|like) [a-z]+)?`
const L = String.raw`([a-z])\b(?!')`

/** Ways to put one letter right, the plainest first. Each gives the letter, or two, and what to do with it. */
const WAYS: readonly (readonly [RegExp, (word: string, letter: string, other: string) => string | null])[] = [
  [
    new RegExp(String.raw`\bnot (?:an? )?${L}${SAMPLE},? (?:but )?(?:it's |its |it is )?(?:an? )?${L}`),
    (word, wrong, right) => swap(word, wrong, right),
  ],
  [
    new RegExp(String.raw`\b${L}${SAMPLE},? (?:and )?not (?:an? )?(?:the )?${L}`),
    (word, right, wrong) => swap(word, wrong, right),
  ],
  [
    new RegExp(String.raw`\b${L}${SAMPLE},? instead of (?:an? )?${L}`),
    (word, right, wrong) => swap(word, wrong, right),
  ],
  [new RegExp(String.raw`\b(?:double|two) ${L}`), (word, letter) => doubled(word, letter)],
  [new RegExp(String.raw`\b(?:one|single) ${L}`), (word, letter) => replaceOnce(word, letter + letter, letter)],
  [new RegExp(String.raw`\b(?:ends? (?:with|in)|ending (?:with|in)) (?:an? )?${L}`), ending],
  [new RegExp(String.raw`\b(?:with )?(?:an? )?${L}${SAMPLE} (?:at|on) the end`), ending],
  [new RegExp(String.raw`\b(?:starts?|begins?|starting|beginning) with (?:an? )?${L}`), starting],
  [new RegExp(String.raw`\bwithout (?:an? |the )?${L}`), (word, letter) => replaceOnce(word, letter, '')],
  [new RegExp(String.raw`\b${L} (?:as in|for|like) [a-z]+`), misheard],
  [new RegExp(String.raw`\b(?:with|it's|its|it is|was|said|is|no) (?:an? )?${L}$`), misheard],
]

/**
 * `word` with the letter put right that `text` names: "no, it's B as in boy", "M, not N", "double n", "with an e at the
 * end". Letters are found by what they may have been misheard for. Null when `text` names none, or it fits nowhere.
 */
export function correctLetters(word: string, text: string): string | null {
  const plain = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\b(two|double) ([a-z])'?s\b/g, '$1 $2')
    .replace(/[.!?]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  for (const [pattern, put] of WAYS) {
    const match = pattern.exec(plain)
    const corrected = match ? put(word, match[1] ?? '', match[2] ?? '') : null
    if (corrected !== null && corrected !== word) return corrected
  }
  return null
}

const at = (word: string, index: number): string => word.charAt(index).toLowerCase()
const inCase = (letter: string, like: string): string => (like === like.toLowerCase() ? letter : letter.toUpperCase())

/** `word` with the letter at an index replaced, as large as the one before. */
const withLetter = (word: string, index: number, letter: string): string =>
  word.slice(0, index) + inCase(letter, word.charAt(index)) + word.slice(index + 1)

function swap(word: string, wrong: string, right: string): string | null {
  const index = word.toLowerCase().indexOf(wrong)
  return index < 0 ? null : withLetter(word, index, right)
}

function replaceOnce(word: string, from: string, to: string): string | null {
  const index = word.toLowerCase().indexOf(from)
  if (index < 0) return null
  const first = word.charAt(index)
  const put = to === '' ? '' : inCase(to.charAt(0), first) + to.slice(1)
  return word.slice(0, index) + put + word.slice(index + from.length)
}

const doubled = (word: string, letter: string): string | null => {
  const index = word.toLowerCase().indexOf(letter)
  return index < 0 || at(word, index + 1) === letter ? null : word.slice(0, index + 1) + letter + word.slice(index + 1)
}

function ending(word: string, letter: string): string | null {
  const last = word.length - 1
  if (at(word, last) === letter) return null
  return soundAlike(at(word, last), letter) && !'aeo'.includes(letter) ? withLetter(word, last, letter) : word + letter
}

function starting(word: string, letter: string): string | null {
  return at(word, 0) === letter ? null : withLetter(word, 0, letter)
}

/** The only letter that may have been misheard for this one; of several the first of the word. */
function misheard(word: string, letter: string): string | null {
  const places = [...word.toLowerCase()].flatMap((known, index) => (soundAlike(known, letter) ? [index] : []))
  const [first] = places
  if (first === undefined || (places.length > 1 && first !== 0)) return null
  return withLetter(word, first, letter)
}
