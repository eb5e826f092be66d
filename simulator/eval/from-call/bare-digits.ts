import type { TranscriptTurn } from '../../../src/calls/transcript.ts'
import { runsIn } from '../../../src/dialogue/capture/digit-runs.ts'
import { piecesOf } from '../../../src/dialogue/capture/spoken-pieces.ts'
import type { Held } from './held.ts'
import type { StandIns } from './stand-ins.ts'

/** So many digits, turn after turn, are somebody's number. */
const DIGITS_MIN = 5
/** More in one turn are a number by themselves. */
const PIECE_DIGITS_MAX = 6
/** "And then", "it's": a turn of digits has hardly any other words. */
const OTHER_WORDS_MAX = 3

/**
 * The turns' texts, with numbers that come in pieces (spoken over several turns, or keyed in digit by digit) replaced as one
 * number is. What a single turn holds whole is left to whoever looks at single turns.
 */
export function bareDigits(turns: readonly TranscriptTurn[], people: StandIns, held: Held): readonly string[] {
  const texts = turns.map(({ text }) => text)
  for (const group of groupsOf(turns)) {
    const parts = group.map((at) => digitsIn(texts[at] ?? ''))
    const digits = parts.join('')
    if (group.length < 2 || digits.length < DIGITS_MIN) continue
    const standIn = people.standFor(digits, '[number]').replaceAll(/\D/g, '')
    let from = 0
    group.forEach((at, nth) => {
      const length = parts[nth]?.length ?? 0
      texts[at] = withDigits(texts[at] ?? '', standIn.slice(from, from + length), held)
      from += length
    })
  }
  return texts
}

/** The turns of a caller that hold little but digits, as far as they follow each other: spoken, or keyed in. */
function groupsOf(turns: readonly TranscriptTurn[]): readonly (readonly number[])[] {
  const groups: number[][] = [[]]
  turns.forEach(({ speaker, text }, at) => {
    if (speaker === 'agent') return
    const last = groups.at(-1) ?? []
    const isBegun = last.length > 0 && isKey(turns[last.at(-1) ?? 0]?.text ?? '') !== isKey(text)
    if (!isBare(text)) groups.push([])
    else if (isBegun) groups.push([at])
    else last.push(at)
  })
  return groups
}

const isKey = (text: string): boolean => KEY.test(text.trim())
const KEY = /^\[pressed (\d+)\]$/

function isBare(text: string): boolean {
  if (isKey(text)) return true
  const runs = runsIn(piecesOf(text), { between: 'breaths' })
  const count = runs.reduce((sum, { digits }) => sum + digits.length, 0)
  if (count === 0 || count > PIECE_DIGITS_MAX) return false
  const words = piecesOf(text.replaceAll(/[^\p{L}\s]/gu, ' ')).filter(({ kind }) => kind === 'word')
  const spoken = runs.flatMap(({ parts }) => parts.filter((part) => part.spoken))
  const counted = spoken.reduce((sum, { from, to }) => sum + to - from, 0)
  return words.length - counted <= OTHER_WORDS_MAX && !/\b(?:[ap]\.?m|o'clock|people|dollars?)\b/i.test(text)
}

const digitsIn = (text: string): string =>
  KEY.exec(text.trim())?.[1] ??
  runsIn(piecesOf(text), { between: 'breaths' })
    .map(({ digits }) => digits)
    .join('')

function withDigits(text: string, digits: string, held: Held): string {
  if (isKey(text)) return held.hold(`[pressed ${digits}]`)
  let from = 0
  let out = ''
  let last = 0
  for (const { digits: old, start, end } of runsIn(piecesOf(text), { between: 'breaths' })) {
    const part = digits.slice(from, from + old.length)
    out += text.slice(last, start) + held.hold(part.split('').join(' '))
    from += old.length
    last = end
  }
  return out + text.slice(last)
}
