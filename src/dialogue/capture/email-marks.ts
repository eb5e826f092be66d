import { digitOf, digitsIn } from './spoken-digits.ts'
import { calledLetter, letterOf } from './spoken-letters.ts'
import { type Piece, piecesOf } from './spoken-pieces.ts'

/** One part of a spoken address. `end`: what cannot be part of one, such as a word of the sentence around it. */
export interface Mark {
  readonly kind: 'at' | 'mark' | 'letters' | 'digits' | 'word' | 'end'
  readonly text: string
}

const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dot: '.',
    point: '.',
    period: '.',
    underscore: '_',
    dash: '-',
    hyphen: '-',
    minus: '-',
    plus: '+',
    apostrophe: "'",
  }),
)
/** Words about how it is written, and breaths. */
const SILENT: ReadonlySet<string> = new Set(
  'um uh er erm hmm all lower lowercase small case capital uppercase one-word together no spaces then and sign symbol the letter number'.split(
    ' ',
  ),
)
/** Words of the sentence around an address. Any may be part of one, but then it is spelled or asked for again. */
const AROUND: ReadonlySet<string> = new Set(
  (
    "my email mail e-mail address is it's its it that's thats that would be was i'm i am me you can reach use send to try " +
    'yes yeah yep sure ok okay so well please thanks thank actually sorry not wait or uh-huh hi hello for our their his her ' +
    "should write sent contact at's spelled spelling with a an in of but because if when i"
  ).split(' '),
)
const SPLIT_PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/\bg[\s-]+mail\b/gi, 'gmail'],
  [/\bgee[\s-]?mail\b/gi, 'gmail'],
  [/\bhot[\s-]+mail\b/gi, 'hotmail'],
  [/\bout[\s-]+look\b/gi, 'outlook'],
  [/\bi[\s-]+cloud\b|\beye cloud\b/gi, 'icloud'],
  [/\bproton[\s-]+mail\b/gi, 'protonmail'],
  [/\ba[\s.-]+o[\s.-]+l\b(?=\s*(?:dot|\.|$))/gi, 'aol'],
  [/\b(?:all )?one word\b|\bno spaces?\b|\ball lower ?case\b|\bin lower ?case\b/gi, ' '],
  [/\be[\s-]mail\b/gi, 'email'],
  [/\bdouble[\s-]u\b/gi, 'doubleu'],
]

/** The parts of an address in `text`, as they were said. */
export function marksOf(text: string): readonly Mark[] {
  const plain = SPLIT_PROVIDERS.reduce((said, [pattern, word]) => said.replace(pattern, word), text.toLowerCase())
  const pieces = withoutSamples(piecesOf(plain.replaceAll('-', ' - ').replaceAll('_', ' _ ')))
  const digits = digitsIn(pieces)
  const marks: Mark[] = []
  for (let at = 0; at < pieces.length;) {
    const number = digits.find(({ from, to }) => from === at && to > at)
    const isLetter = pieces[at]?.text === 'o'
    if (number && !isLetter) marks.push({ kind: 'digits', text: number.digits })
    const doubled = number ? null : doubledAt(pieces, at)
    if (!number || isLetter) marks.push(doubled ?? markOf(pieces, at))
    at = number && !isLetter ? number.to : at + (doubled ? 2 : 1)
  }
  return marks.filter(({ text: said }) => said !== '')
}

/** "B as in boy", "m for mary": the sample says no more than the letter does. */
function withoutSamples(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.filter(
    ({ text }, index) =>
      !isSampled(pieces, index) && !isSampled(pieces, index + 1) && !(text === 'as' && isSampled(pieces, index + 2)),
  )
}

/** Whether the word at an index is the sample of a letter said before it. */
function isSampled(pieces: readonly Piece[], index: number): boolean {
  const text = (back: number): string => pieces[index - back]?.text ?? ''
  if (pieces[index]?.kind !== 'word' || letterOf(text(0)) !== null) return false
  const starts = (letter: string): boolean => letterOf(letter) !== null && text(0).startsWith(letterOf(letter) ?? ' ')
  if (text(2) === 'as' && text(1) === 'in') return starts(text(3))
  return (text(1) === 'for' || text(1) === 'like') && starts(text(2))
}

function doubledAt(pieces: readonly Piece[], at: number): Mark | null {
  const letter = letterOf(pieces[at + 1]?.text ?? '')
  const times = pieces[at]?.text === 'double' ? 2 : pieces[at]?.text === 'triple' ? 3 : 0
  return times > 0 && letter !== null ? { kind: 'letters', text: letter.repeat(times) } : null
}

function markOf(pieces: readonly Piece[], at: number): Mark {
  const { text = '', kind } = pieces[at] ?? {}
  if (text === '@' || text === 'at') return { kind: 'at', text: '@' }
  return kind === 'stop' ? stopMark(text) : wordMark(pieces, at, text)
}

function wordMark(pieces: readonly Piece[], at: number, text: string): Mark {
  const mark = MARKS.get(text)
  if (mark !== undefined) return { kind: 'mark', text: mark }
  if (SILENT.has(text)) return { kind: 'mark', text: '' }
  const isSpelled = isAmongLetters(pieces, at)
  const letter = letterOf(text) ?? (isSpelled ? calledLetter(text) : null)
  // "A" and "I" are words of their own.
  if (letter !== null && (isSpelled || !/^[ai]$/.test(text))) return { kind: 'letters', text: letter }
  return AROUND.has(text) ? { kind: 'end', text } : { kind: 'word', text: text.replaceAll("'", '') }
}

const isAmongLetters = (pieces: readonly Piece[], at: number): boolean =>
  [-1, 1].some((step) => {
    const near = pieces[at + step]?.text ?? ''
    return isSpelling(near === ',' ? (pieces[at + 2 * step]?.text ?? '') : near)
  })

/** Whether a word belongs to the sentence around an address rather than to it. */
export const isAround = (word: string): boolean => AROUND.has(word)

/** What stands beside a letter where letters are read out. */
const isSpelling = (word: string): boolean =>
  [letterOf, calledLetter, digitOf].some((read) => read(word) !== null) ||
  MARKS.has(word) ||
  /^(?:double|triple|at|\d)$/.test(word)

const stopMark = (stop: string): Mark => {
  if (stop === '.' || stop === '_' || stop === '-' || stop === '+')
    return { kind: 'mark', text: stop === '.' ? '' : stop }
  return stop === ',' || stop === '…' ? { kind: 'mark', text: '' } : { kind: 'end', text: stop }
}

/** One side of the at sign: the parts next to it, up to a word of the sentence around. `words` of them were words. */
export function joinAddress(
  marks: readonly Mark[],
  direction: 'back' | 'on',
): { readonly text: string; readonly words: number } {
  const order = direction === 'back' ? marks.toReversed() : marks
  const until = order.findIndex(({ kind }) => kind === 'end' || kind === 'at')
  const near = until < 0 ? order : order.slice(0, until)
  const side = direction === 'back' ? near.toReversed() : upToEnding(near)
  const joined = side.map(({ text }) => text).join('')
  return { text: joined.replace(/^[.-]+|[.-]+$/g, ''), words: wordsJoined(side) }
}

const ENDINGS =
  /^(?:com|net|org|edu|gov|io|info|biz|us|me|co|uk|ca|de|fr|es|it|au|nz|ie|nl|ch|at|health|dental|clinic|dev|app)$/

/** After "dot com" nothing more belongs to it, but for a country: "dot co dot uk". */
function upToEnding(marks: readonly Mark[]): readonly Mark[] {
  const at = marks.findIndex(
    ({ text }, index) => ENDINGS.test(text) && marks[index - 1]?.text === '.' && marks[index + 1]?.text !== '.',
  )
  if (at >= 0) return marks.slice(0, at + 1)
  // "Gmail com": the dot was not heard.
  const bare = marks.findIndex(({ text }, index) => text === 'com' && index > 0)
  const missing: Mark = { kind: 'mark', text: '.' }
  return bare > 0 ? [...marks.slice(0, bare), missing, ...marks.slice(bare, bare + 1)] : marks
}

/** How many words stand side by side with nothing said between them, where one would do. */
const wordsJoined = (marks: readonly Mark[]): number =>
  1 + marks.filter(({ kind }, index) => kind === 'word' && marks[index - 1]?.kind === 'word').length
