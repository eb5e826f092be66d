import { readPhone } from '../../../kernel/read-phone.ts'

const PHONES_MAX = 10
/** What may be a number: digits with what people put between them, and a plus or zeros before. */
const CANDIDATE =
  /(?<![\p{L}\p{N}_@./-])(?:\+|tel:)?\(?\p{Nd}(?:[\p{Nd}\s().\u00B7\u2010-\u2015\u202A-\u202E\u2060-\u2069/-]{5,28})\p{Nd}(?![\p{L}\p{N}_@])/giu
const TEXT_CHARS_MAX = 40_000

/** The phone numbers in a text, E.164, in their order, each once. A date or the number of an invoice is none. */
export function phonesIn(text: string): readonly string[] {
  const phones = new Set<string>()
  for (const [candidate] of text.slice(0, TEXT_CHARS_MAX).normalize('NFKC').matchAll(CANDIDATE)) {
    for (const line of candidate.split('\n')) {
      const number = isDate(line) ? null : readPhone(line.trim())
      if (number !== null) phones.add(number)
    }
    if (phones.size >= PHONES_MAX) break
  }
  return [...phones]
}

const isDate = (text: string): boolean =>
  /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})\b/.test(text) ||
  ((text.match(/\p{Nd}/gu) ?? []).length < 10 && !text.trim().startsWith('+'))
