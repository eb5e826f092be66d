import { passesLuhn } from './capture/luhn.ts'

/** Payment cards have 13 to 19 digits. */
const RUN = /\d(?:[ ,.\-–]{0,3}\d){12,18}(?!\d)/g

/** Spoken digits count too: a card read back word by word is read back all the same. */
const WORDS: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  cero: '0',
  uno: '1',
  dos: '2',
  tres: '3',
  cuatro: '4',
  cinco: '5',
  seis: '6',
  siete: '7',
  ocho: '8',
  nueve: '9',
}

/** Whether a text has a payment card number in it, in digits or spelled out. */
export function carriesCardNumber(text: string): boolean {
  const spelled = text.replaceAll(/\b[a-z]+\b/gi, (word) => WORDS[word.toLowerCase()] ?? word)
  return [...spelled.matchAll(RUN)].some(([run]) => holdsCard(run.replaceAll(/\D/g, '')))
}

/** A run may begin or end with digits that are not the card's. */
function holdsCard(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false
  if (passesLuhn(digits)) return true
  // Longer than most cards: the sixteen of one may be in there, after or before something else.
  const starts = Array.from({ length: Math.max(0, digits.length - 16) + 1 }, (_, start) => start)
  return digits.length > 16 && starts.some((start) => passesLuhn(digits.slice(start, start + 16)))
}
