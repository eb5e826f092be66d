import { isAround } from './email-marks.ts'
import type { Span } from './spans.ts'
import { digitOf } from './spoken-digits.ts'
import { letterOf } from './spoken-letters.ts'
import { type Piece, piecesOf } from './spoken-pieces.ts'

const WRITTEN = /[\p{L}\d][\p{L}\d._%+'-]*@[\p{L}\d][\p{L}\d.-]*\.\p{L}{2,24}/giu
const ENDING =
  /^(?:com|net|org|edu|gov|io|info|biz|us|me|co|uk|ca|de|fr|es|it|au|nz|ie|nl|health|dental|clinic|dev|app)$/
const PROVIDER = /^(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|msn|comcast|verizon|proton|protonmail)$/
const DOT = /^(?:dot|point|period|\.)$/
const DOMAIN_PIECES_MAX = 30
const LOCAL_PIECES_MAX = 40
const MASK = '[email]'

/** E-mail addresses, written or said: "ann dot lee at example dot com". */
export function emailSpans(text: string): readonly Span[] {
  const spans: Span[] = [...text.matchAll(WRITTEN)].map(({ 0: address, index }) => ({
    start: index,
    end: index + address.length,
    mask: MASK,
  }))
  const pieces = piecesOf(text)
  for (const [at, { text: word }] of pieces.entries()) {
    if (word !== 'at' && word !== '@') continue
    const to = domainEnd(pieces, at + 1)
    const from = to === null ? at : localStart(pieces, at)
    const [first, last] = [pieces[from], pieces[(to ?? 0) - 1]]
    if (first && last && from < at) spans.push({ start: first.start, end: last.end, mask: MASK })
  }
  return spans
}

/** The index after a domain that begins at a piece, or null. */
function domainEnd(pieces: readonly Piece[], from: number): number | null {
  const textAt = (at: number): string => pieces[at]?.text ?? ''
  const until = pieces.findIndex(({ kind, text }, at) => at >= from && endsDomain(kind, text))
  const last = Math.min(until < 0 ? pieces.length : until, from + DOMAIN_PIECES_MAX)
  for (let at = from + 1; at < last; at += 1) {
    const before = textAt(at - 1)
    if (!ENDING.test(textAt(at)) || !(DOT.test(before) || PROVIDER.test(before))) continue
    return DOT.test(textAt(at + 1)) && ENDING.test(textAt(at + 2)) ? at + 3 : at + 1
  }
  const count = SPLIT_PROVIDER.test(textAt(from)) ? 2 : 1
  return PROVIDER.test(textAt(from) + (count === 2 ? textAt(from + 1) : '')) ? from + count : null
}

/** "G mail", "hot mail", "i cloud". */
const SPLIT_PROVIDER = /^(?:g|hot|i)$/

const endsDomain = (kind: Piece['kind'], text: string): boolean =>
  kind === 'mask' || (kind === 'stop' && !/^[.,_…]$/.test(text))

/** The index where what stands before the "at" begins to be part of an address. */
function localStart(pieces: readonly Piece[], at: number): number {
  let from = at
  while (from > Math.max(0, at - LOCAL_PIECES_MAX) && isLocal(pieces, from - 1)) from -= 1
  return from
}

function isLocal(pieces: readonly Piece[], at: number): boolean {
  const { text = '', kind } = pieces[at] ?? {}
  if (kind === 'figures') return true
  if (kind === 'stop') return /^[.,_+…]$/.test(text) && isSpelled(pieces, at - 1)
  return kind === 'word' && isLocalWord(pieces, at, text)
}

function isLocalWord(pieces: readonly Piece[], at: number, text: string): boolean {
  // "S as in Sam" has words of the sentence in it.
  if (text === 'in') return isSpelled(pieces, at - 2)
  if (text === 'as' || text === 'for') return isSpelled(pieces, at - 1)
  return !isAround(text) || (/^[ai]$/.test(text) && (isSpelled(pieces, at + 1) || isSpelled(pieces, at - 1)))
}

function isSpelled(pieces: readonly Piece[], at: number): boolean {
  const { text = '', kind } = pieces[at] ?? {}
  if (kind !== 'word') return kind === 'figures'
  return letterOf(text) !== null || digitOf(text) !== null || SPELLS.test(text)
}

const SPELLS = /^(?:dot|underscore|dash|hyphen|double)$/
