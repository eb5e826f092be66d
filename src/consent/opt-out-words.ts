import { hears } from '../dialogue/guardrails/listen-for.ts'
import { plainWords } from '../dialogue/guardrails/plain-words.ts'
import { plainSpanish } from '../dialogue/guardrails/spanish/plain-spanish.ts'
import { englishOptOutEar } from './opt-out/english.ts'
import { furtherOptOutEar } from './opt-out/further-tongues.ts'
import { readKeyword } from './opt-out/read-keyword.ts'
import { spanishOptOutEar } from './opt-out/spanish.ts'

/**
 * Whether someone says, in whatever words, that they are not to be contacted again: in English or Spanish, or plainly in
 * French, Portuguese or German.
 *
 * The measure is what a reasonable person would understand (47 CFR 64.1200(a)(10)): no fixed phrase is required. A wish
 * about one call ("not before nine"), one appointment or one recording is not meant.
 */
export function asksToStop(text: string): boolean {
  const plain = plainWords(text)
  return (
    hears(englishOptOutEar, plain) || hears(spanishOptOutEar, plainSpanish(plain)) || hears(furtherOptOutEar, plain)
  )
}

/** In which language they say so: English or Spanish, where it is one of these and not the other. */
export function languageOfStop(text: string): 'en' | 'es' | null {
  const plain = plainWords(text)
  const isEnglish = hears(englishOptOutEar, plain)
  if (isEnglish === hears(spanishOptOutEar, plainSpanish(plain))) return null
  if (!isEnglish) return 'es'
  // "Unsubscribe" is said by whoever speaks Spanish, too.
  return plain.split(' ').length < WORDS_OF_ENGLISH ? null : 'en'
}

const WORDS_OF_ENGLISH = 3

/** Whether that is all they say, in a word that means nothing else of a call or a form that they did not ask for. */
export const isStopWord = (text: string): boolean => readKeyword(text) === 'stop' && UNMISTAKABLE.test(text)

const UNMISTAKABLE = /^\W*(stop|unsub|opt.?(me.?)?out|alto|baja|dar(me)? de baja)/i

/** Whether someone writes that they are not to be contacted again: in so many words, or by a keyword alone. */
export const asksToStopInWriting = (text: string): boolean => readKeyword(text) === 'stop' || asksToStop(text)
