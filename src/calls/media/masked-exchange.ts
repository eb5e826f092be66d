import { runsIn, type DigitRun } from '../../dialogue/capture/digit-runs.ts'
import { maskSensitive } from '../../dialogue/capture/mask-sensitive.ts'
import { NOTHING_READ, withoutEcho } from '../../dialogue/capture/read-out.ts'
import { MASKS } from '../../dialogue/capture/sensitive.ts'
import { masked } from '../../dialogue/capture/spans.ts'
import { piecesOf } from '../../dialogue/capture/spoken-pieces.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallMemory, CallTurn } from '../call-memory.ts'
import { FRESH_MASKED, maskInput, maskReply, SECRETS, withReply, type MaskedTalk } from '../masked-talk.ts'
import type { Revision } from '../masked-talk.ts'
import { reviseKept, reviseTurn } from '../revise-kept.ts'
import { saidIn, type Exchange } from './exchange.ts'

/**
 * Masks what is said while the vendor's model leads: its words come in late, while other exchanges are still open.
 *
 * What the vendor's model itself heard cannot be masked, so it may say again what nobody is to be shown, or hand it to a
 * tool. The digits that were masked are known here for as long as the line is, and written nowhere.
 */
export class ExchangeMask {
  readonly #handle: CallHandle
  #secrets: readonly string[] = []
  /** The figures masked last, which may be too few to be told from others later. */
  #echo = ''

  constructor(handle: CallHandle) {
    this.#handle = handle
  }

  /** What the caller said in `exchange`, as it may be kept, after what `before` it was said and is not kept yet. */
  async hear(exchange: Exchange, before: readonly Exchange[], text: string): Promise<void> {
    const nowMs = Date.now()
    let kept = text
    let revisions: readonly Revision[] = []
    const change = (memory: CallMemory): CallMemory => {
      const known = before.reduce(withAgent, memory.mask ?? FRESH_MASKED)
      const heard = maskInput(known, { type: 'said', text })
      kept = heard.input.type === 'said' ? heard.input.text : text
      revisions = heard.revisions
      const { reading = NOTHING_READ } = heard.talk
      this.#echo = reading.echo
      const talk = { ...heard.talk, reading: { ...reading, echo: '' } }
      return { ...memory, mask: renumbered(talk, 0, exchange.turn ?? exchange.id) }
    }
    // Words without a figure are no part of any number: they wait for their turn to be kept, and cost no write of their own.
    await this.#handle.changeMemory(change, nowMs, hasFigures(text) ? 'now' : 'later')
    for (const one of before) one.isNoted ||= saidIn(one) !== ''
    exchange.caller = kept
    for (const revision of revisions) reviseOpen(before, revision)
    await reviseKept(
      this.#handle,
      revisions.filter(({ turn }) => turn > 0),
      nowMs,
    )
    if (this.#learn([...revisions.filter(({ speaker }) => speaker === 'caller'), { before: text, after: kept }]))
      await this.#maskSaid(nowMs)
  }

  /** The agent may have said after the caller what nobody knew for a number yet. */
  async #maskSaid(nowMs: number): Promise<void> {
    const agents = <T extends { readonly speaker: string; readonly text: string }>(said: T): T =>
      said.speaker === 'agent' ? { ...said, text: this.known(said.text) } : said
    let turns: readonly number[] = []
    await this.#handle.changeMemory((memory) => {
      const { mask = FRESH_MASKED, replies, history } = memory
      const { reading = NOTHING_READ } = mask
      const readings = reading.readings.map((one) => ({ ...one, answer: this.known(one.answer) }))
      turns = [...new Set([...mask.turns, ...readings.map(({ turn }) => turn)])].filter((turn) => turn > 0)
      return {
        ...memory,
        mask: {
          ...mask,
          state: { ...mask.state, said: mask.state.said.map(agents) },
          reading: { ...reading, readings },
        },
        replies: replies.map((one) => ({ ...one, text: this.known(one.text), heard: this.known(one.heard) })),
        history: history.map(agents),
      }
    }, nowMs)
    const known = (turn: CallTurn): CallTurn => ({
      ...turn,
      agent: this.known(turn.agent),
      heard: this.known(turn.heard),
    })
    for (const turn of turns) await this.#handle.correctTurn(turn, known, nowMs)
  }

  /** What the agent said, as it may be kept. */
  async reply(text: string, nowMs: number): Promise<string> {
    const { mask = FRESH_MASKED } = await this.#handle.memory(nowMs)
    return withoutEcho(this.known(maskReply(mask, text)), this.#echo, MASKS.card)
  }

  /** What a tool is called with. A model that heard a number may hand it on. */
  args(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, this.#maskValue(value, 0)]))
  }

  #maskValue(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.known(maskSensitive(value, SECRETS))
    if (typeof value !== 'object' || value === null || depth >= DEPTH_MAX) return value
    if (Array.isArray(value)) return value.map((one) => this.#maskValue(one, depth + 1))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#maskValue(one, depth + 1)]))
  }

  /** Takes note of the digits that were masked, each piece and all of them together. False when there were none. */
  #learn(changes: readonly { readonly before: string; readonly after: string }[]): boolean {
    const gone = changes.flatMap(({ before, after }) => {
      const left = new Set(digitsIn(after))
      return before === after ? [] : digitsIn(before).filter((digits) => !left.has(digits))
    })
    const known = [...this.#secrets, ...gone, gone.join('')].filter(({ length }) => length >= DIGITS_MIN)
    this.#secrets = [...new Set(known)].slice(-SECRETS_MAX)
    return gone.length > 0
  }

  /** Digits that were masked where they were said are masked without any announcement too. */
  known(text: string): string {
    if (this.#secrets.length === 0) return text
    const runs = runsOf(text).filter(({ digits }) => this.#secrets.some((secret) => isSame(secret, digits)))
    return masked(
      text,
      runs.map(({ start, end }) => ({ start, end, mask: MASKS.pin })),
    )
  }
}

const SECRETS_MAX = 16
const DEPTH_MAX = 4
/** The shortest number that is anybody's secret. */
const DIGITS_MIN = 3
/** From so many digits on, a number with something before or behind it is still that number. */
const WHOLE_DIGITS_MIN = 6
/** And so many of it are a part of it. */
const PART_DIGITS_MIN = 4

const runsOf = (text: string): readonly DigitRun[] =>
  runsIn(piecesOf(text), { between: 'breaths' }).filter(({ digits }) => digits.length >= DIGITS_MIN)

const hasFigures = (text: string): boolean => digitsIn(text).length > 0

const digitsIn = (text: string): readonly string[] =>
  runsIn(piecesOf(text), { between: 'breaths' }).map(({ digits }) => digits)

const isSame = (secret: string, digits: string): boolean =>
  secret === digits ||
  (secret.length >= WHOLE_DIGITS_MIN &&
    (digits.includes(secret) || (digits.length >= PART_DIGITS_MIN && secret.includes(digits))))

/** What the agent said in an exchange announces what the caller says next, kept or not. */
const withAgent = (talk: MaskedTalk, exchange: Exchange): MaskedTalk =>
  exchange.isNoted || exchange.isDropped || saidIn(exchange) === ''
    ? talk
    : withReply(talk, maskReply(talk, saidIn(exchange)), exchange.id)

const renumbered = (talk: MaskedTalk, from: number, to: number): MaskedTalk => {
  const now = (turn: number): number => (turn === from ? to : turn)
  const { reading } = talk
  return {
    ...talk,
    turns: talk.turns.map(now),
    ...(reading && {
      reading: { ...reading, readings: reading.readings.map((one) => ({ ...one, turn: now(one.turn) })) },
    }),
  }
}

/** The talk with an exchange's number, now that it has one, and what the agent said in it, masked already. */
export function maskKept(talk: MaskedTalk, exchange: Exchange, agent: string, number: number): MaskedTalk {
  const numbered = renumbered(talk, exchange.id, number)
  if (exchange.isNoted || agent === '') return numbered
  exchange.isNoted = true
  return withReply(numbered, agent, number)
}

/** Words that are not kept yet turn out to be part of a number. */
function reviseOpen(exchanges: readonly Exchange[], revision: Revision): void {
  const exchange = exchanges.find(({ id }) => id === revision.turn)
  if (exchange === undefined || exchange.caller === null || revision.speaker !== 'caller') return
  const turn = { atMs: 0, caller: exchange.caller, agent: '', heard: '', repliedAtMs: 0 }
  exchange.caller = reviseTurn(turn, revision).caller
}
