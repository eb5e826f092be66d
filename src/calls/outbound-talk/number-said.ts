import type { Reply } from '../../dialogue/heard.ts'
import { say, type Said } from '../../dialogue/lead.ts'
import type { TurnOut } from '../../dialogue/turn.ts'
import { leadWords } from './lead-words.ts'
import { sayNumber } from './outbound-plan.ts'

/** A call of ours, as far as it was talked. */
export interface Talked {
  readonly ourNumber: string
  readonly language: string
  readonly replies: readonly Pick<Reply, 'text' | 'heard' | 'cut'>[]
}

/**
 * A turn of a model's on a call of ours. Where it ends the call the number to call is said before its goodbye, unless it was
 * said: every call of ours says it (47 CFR 64.1200(b)(2)).
 */
export async function* withNumber(turn: AsyncIterable<TurnOut>, talked: Talked): AsyncGenerator<TurnOut> {
  const gone: string[] = []
  /** From the first goodbye on: whether the call ends with it is known at the end of the turn. */
  const held: Said[] = []
  for await (const out of turn) {
    if (out.type === 'end') {
      const number = out.ending?.how === 'goodbye' ? numberLeft(talked, [...gone, ...held.map(({ text }) => text)]) : ''
      if (number !== '') yield say(number, false)
      yield* held
      yield out
    } else if (held.length > 0 || out.last || GOODBYE.test(out.text)) held.push(out)
    else {
      gone.push(out.text)
      yield out
    }
  }
}

/** The number, where nobody has heard it in this talk; else nothing. */
function numberLeft({ ourNumber, language, replies }: Talked, now: readonly string[]): string {
  const number = sayNumber(ourNumber)
  const digits = ourNumber.replace(/\D/g, '').slice(-NATIONAL_DIGITS)
  const said = [...replies.map(({ text, heard, cut }) => (cut ? heard : text)), now.join(' ')]
  const isSaid = said.some((text) => text.includes(number) || text.replace(/\D/g, '').includes(digits))
  return isSaid ? '' : leadWords(language).ourNumber(number)
}

/** However a model says a number, these digits are in it. */
const NATIONAL_DIGITS = 10

const GOODBYE =
  /\b(?:good-?bye|bye|take care(?! of)|have an? \p{L}+(?: \p{L}+)? (?:day|evening|night|weekend|one)|adi[oó]s|hasta (?:luego|pronto|mañana)|que (?:tenga|pase|est[ée]))(?!\p{L})/iu
