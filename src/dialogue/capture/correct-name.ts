import { captureName } from './capture-name.ts'
import { correctLetters } from './correct-letters.ts'
import { readSpelled, spelledInto } from './spelling.ts'

const REFUSES =
  /^(?:\s|[.,!]|\b(?:no|nope|not quite|wrong|sorry|actually|that's wrong|that is wrong|it's not right)\b)+/i
const LETTERS_OF_ONE_MIN = 3

/**
 * `name` put right as the caller says: one letter ("B as in boy"), a word of it spelled, or another name after a "no".
 * Null when nothing of the kind was said.
 */
export function correctName(name: string, text: string): string | null {
  const rest = text.replace(REFUSES, '')
  const spelled = readSpelled(rest).filter(({ letters }) => letters.length >= LETTERS_OF_ONE_MIN)
  if (spelled.length > 0) return different(name, spelledInto(name, rest))
  const letter = correctLetters(name, rest)
  if (letter !== null) return letter
  const again = rest === '' ? null : captureName(rest)
  return again?.ok ? different(name, again.value.value) : null
}

const different = (name: string, other: string): string | null => (other === name || other === '' ? null : other)
