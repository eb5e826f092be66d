import type { PhoneCall } from './phone-call.ts'
import type { Turn } from './talk-log.ts'

/** How a line takes a call: somebody or something picks up, or nobody does; `blocked` is a carrier's answer for suspected spam. */
export const ANSWERINGS = ['picks-up', 'busy', 'no-answer', 'failed', 'blocked'] as const
export type Answering = (typeof ANSWERINGS)[number]

/** What is at the other end, as far as a carrier's ear can tell. */
export const CALLEE_KINDS = ['human', 'machine', 'fax', 'silence'] as const
export type CalleeKind = (typeof CALLEE_KINDS)[number]

/** Whoever the account calls. */
export interface Callee {
  readonly answering: Answering
  readonly kind: CalleeKind
  /** Before they pick up. */
  readonly ringSeconds: number
  readonly speed: number
  /** False where the account may not use ConversationRelay. */
  readonly hasRelay: boolean
  readonly onTurn: (turn: Turn) => void
  /** A call to them has been ordered. */
  called(call: PhoneCall): void
  /** Plays their part from the moment they have picked up, and ends the call when they are done. */
  play(call: PhoneCall): Promise<void>
  /** The call is over, and every callback of it is out. */
  over(call: PhoneCall): void
}

interface Expected {
  readonly callee: Callee
  readonly times: number
}

const EXPECTED_MAX = 1000

/** Who picks up at which number, for as many calls as they were asked to be there. */
export class CalleeBook {
  readonly #expected = new Map<string, readonly Expected[]>()
  readonly #otherwise: (number: string) => Callee

  constructor(otherwise: (number: string) => Callee) {
    this.#otherwise = otherwise
  }

  /** Gives how to take them away again. */
  expect(number: string, callee: Callee, times = 1): () => void {
    if (this.#expected.size >= EXPECTED_MAX) throw new RangeError(`no more than ${EXPECTED_MAX} numbers are waited at`)
    const entry = { callee, times }
    this.#expected.set(number, [...(this.#expected.get(number) ?? []), entry])
    return () =>
      this.#keep(
        number,
        (this.#expected.get(number) ?? []).filter((one) => one.callee !== callee),
      )
  }

  /** Whoever is rung next at `number`. */
  take(number: string): Callee {
    const [next, ...others] = this.#expected.get(number) ?? []
    if (next === undefined) return this.#otherwise(number)
    this.#keep(number, next.times > 1 ? [{ ...next, times: next.times - 1 }, ...others] : others)
    return next.callee
  }

  #keep(number: string, entries: readonly Expected[]): void {
    if (entries.length === 0) this.#expected.delete(number)
    else this.#expected.set(number, entries)
  }
}
