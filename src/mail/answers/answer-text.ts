import type { SpokenOutcome } from '../outcome.ts'
import { ANSWER_ABOVE } from '../reading/own-marks.ts'
import { english } from './english.ts'
import { spanish } from './spanish.ts'
import type { Told } from './wording.ts'

/** Subject and text of the one answer to a mail, in Spanish where it was written in Spanish and in English otherwise. */
export function answerText(
  outcomes: readonly SpokenOutcome[],
  language: string | null,
  told: Told,
): { readonly subject: string; readonly text: string } {
  const isSpanish = language === 'es'
  const wording = isSpanish ? spanish : english
  const said = outcomes.map((outcome) => wording.say[outcome](told))
  const paragraphs = [ANSWER_ABOVE[isSpanish ? 'es' : 'en'], wording.hello, ...said, wording.goodbye]
  return { subject: wording.subject(told.reference), text: paragraphs.join('\n\n') }
}
