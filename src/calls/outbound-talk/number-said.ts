import type { Reply } from '../../dialogue/heard.ts'
import { leadWords } from './lead-words.ts'
import { sayNumber } from './outbound-plan.ts'

/** A call of ours, as far as it was talked. */
export interface Talked {
  readonly ourNumber: string
  readonly language: string
  readonly replies: readonly Pick<Reply, 'text'>[]
}

/**
 * What is to be said after a goodbye of a model's own: the number to call, where it has not been said yet. Every call of ours
 * says it (47 CFR 64.1200(b)(2)). Empty where it was.
 */
export function numberLeftToSay({ ourNumber, language, replies }: Talked, goodbye: string): string {
  const number = sayNumber(ourNumber)
  const digits = ourNumber.replace(/\D/g, '').slice(-NATIONAL_DIGITS)
  const said = [...replies.map(({ text }) => text), goodbye]
  const isSaid = said.some((text) => text.includes(number) || text.replace(/\D/g, '').includes(digits))
  return isSaid ? '' : leadWords(language).ourNumber(number)
}

/** However a model says a number, these digits are in it. */
const NATIONAL_DIGITS = 10
