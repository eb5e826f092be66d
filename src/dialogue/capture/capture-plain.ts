import { err, ok } from '../../kernel/result.ts'
import { cardinalAt, readDigits, readInteger } from '../when/number-words.ts'
import type { Capture } from './captured.ts'
import { plainOf } from './plain-of.ts'
import { digitsApart } from './say-captured.ts'
import { piecesOf } from './spoken-pieces.ts'
import { readYesNo } from './yes-no.ts'

/** Yes or no, as `yes` or `no`. "Maybe" is neither. */
export function captureYesNo(text: string): Capture {
  const plain = plainOf(text)
  const said = readYesNo(plain)
  if (said !== 'yes' && said !== 'no') return err({ reason: 'nothing_heard' })
  const isBare = plain.split(' ').length <= BARE_WORDS_MAX
  return ok({ value: said, confidence: isBare ? 'sure' : 'unsure', readBack: said })
}

/** A longer answer says more than yes or no, and may turn it over. */
const BARE_WORDS_MAX = 6

/** A whole number, spoken or written; the first of several, and then not for sure. */
export function captureNumber(text: string): Capture {
  const number = readInteger(text)
  if (number === null || !Number.isSafeInteger(number)) return err({ reason: 'nothing_heard' })
  return ok({ value: String(number), confidence: numbersIn(text) > 1 ? 'unsure' : 'sure', readBack: String(number) })
}

function numbersIn(text: string): number {
  const words = piecesOf(text).map((piece) => piece.text)
  let count = 0
  for (let at = 0; at < words.length;) {
    const spoken = cardinalAt(words, at)
    if (spoken || /^\d/.test(words[at] ?? '')) count += 1
    at = spoken?.next ?? at + 1
  }
  return count
}

const ZIP = /^(\d{5})(?:\d{4})?$/

/** A ZIP code: its first five digits. */
export function captureZip(text: string): Capture {
  const digits = readDigits(text)
  const zip = ZIP.exec(digits)?.[1]
  if (zip !== undefined) return ok({ value: zip, confidence: 'sure', readBack: digitsApart(zip) })
  const first = /^\d{5}/.exec(digits)?.[0]
  if (first === undefined) return err({ reason: 'nothing_heard' })
  return ok({ value: first, confidence: 'unsure', readBack: digitsApart(first) })
}
