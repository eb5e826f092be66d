import type { Folded } from './fold-text.ts'

export interface Sentence {
  /** Folded, its line breaks blanks. */
  readonly text: string
  /** Where in the folded text it stands. */
  readonly start: number
  readonly end: number
}

const SENTENCES_MAX = 400
const SENTENCE_CHARS_MAX = 400
/** What a sentence that is too long is cut with twice, so that no phrase falls between. */
const OVERLAP_CHARS = 100

const END = /[.!?;…。！？]+["')\]]*(?=\s|$)|\n\s*\n\s*|\n/g
const ABBREVIATION =
  /(?:^|[\s(])(?:dra?|mrs?|ms|sra?|srta|prof|st|ste|inc|ltd|co|corp|art|no|nr|num|tel|e\.g|i\.e|z\.b|p\.ej|ca|approx|[a-z])$/

/** The sentences of a text: at its full stops, empty lines and items of lists, but not where a line is merely broken. */
export function sentencesOf(source: string, folded: Folded): readonly Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const found of folded.text.matchAll(END)) {
    const end = found.index + found[0].length
    if (!isEnd(source, folded, found.index, found[0])) continue
    sentences.push(...piecesOf(folded.text, start, end))
    start = end
    if (sentences.length > SENTENCES_MAX) return sentences
  }
  return [...sentences, ...piecesOf(folded.text, start, folded.text.length)]
}

function isEnd(source: string, folded: Folded, at: number, mark: string): boolean {
  if (mark === '.') return !ABBREVIATION.test(folded.text.slice(Math.max(0, at - 12), at))
  return mark === '\n' ? beginsAnew(source, folded, at) : true
}

/** Whether a line that follows another begins a sentence: in a capital, or as an item. Shouting is all capitals. */
function beginsAnew(source: string, { sourceAt }: Folded, at: number): boolean {
  const cut = sourceAt[at] ?? 0
  const before = source.slice(Math.max(0, cut - 30), cut)
  const after = source.slice(cut, cut + 30).trimStart()
  if (/^(?:[-*•·]|\d{1,2}[.)]|[a-z]\))\s/.test(after)) return true
  const isShouted = /\p{Lu}{2,}[,\s]*$/u.test(before) && /^\p{Lu}{2,}/u.test(after)
  return /^["'¿¡(]?\p{Lu}/u.test(after) && !isShouted
}

function piecesOf(text: string, start: number, end: number): Sentence[] {
  const pieces: Sentence[] = []
  for (let at = start; at < end; at += SENTENCE_CHARS_MAX - OVERLAP_CHARS) {
    const pieceEnd = Math.min(end, at + SENTENCE_CHARS_MAX)
    const plain = text.slice(at, pieceEnd).replaceAll(/\s/g, ' ')
    if (/\p{L}/u.test(plain)) pieces.push({ text: plain, start: at, end: pieceEnd })
    if (pieceEnd === end) break
  }
  return pieces
}
