import { err, ok } from '../../kernel/result.ts'
import type { Capture } from './captured.ts'
import { isAlsoWord } from './name-words.ts'
import { readName } from './read-name.ts'
import { readSpelled, spelledName } from './spelling.ts'

const HEDGES = /\b(?:something like|i think|not sure how|i guess)\b/i

/**
 * The name in the answer to "what is your name?", as it is written: "it's Ann Lee", "Smith, S M Y T H E",
 * "M as in Mary, I, double L, E, R", "capital D apostrophe Angelo".
 *
 * `sure` when it was spelled or is nothing but a name; `unsure` when it may be a plain word, or hardly can be said.
 */
export function captureName(text: string): Capture {
  // What is spelled is a name, even if it spells a plain word.
  const value = readName(text, true) ?? spelledName(text)
  if (value === null) return err({ reason: 'nothing_heard' })
  const isSure = isSpelled(value, text) || !isDoubtful(value, text)
  return ok({ value, confidence: isSure ? 'sure' : 'unsure', readBack: value })
}

const isSpelled = (value: string, text: string): boolean =>
  readSpelled(text).some(({ letters }) => value.toLowerCase().includes(letters.toLowerCase()))

function isDoubtful(value: string, text: string): boolean {
  if (HEDGES.test(text)) return true
  const words = value.split(' ')
  const writesCapitals = /\p{Lu}\p{L}/u.test(text)
  return words.some((word) => {
    const lower = word.toLowerCase()
    if (word.length > 2 && !/[aeiouyáéíóúäöüàèåøæ]/i.test(word)) return true
    if (text.includes(word)) return false
    // Written without a capital: by a recogniser that has capitals, or a word of its own, it may be no name.
    return writesCapitals || isAlsoWord(lower)
  })
}
