import { speechMs } from '../../dialogue/heard.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import type { CallHandle } from '../call-handle.ts'
import { corrected, remembered, type CallTurn } from '../call-memory.ts'
import { loadAfterTurn } from '../later-talk.ts'
import { FRESH_MASKED } from '../masked-talk.ts'
import { heardIn, saidIn, type Exchange } from './exchange.ts'
import { maskKept, type ExchangeMask } from './masked-exchange.ts'

/** Keeps what was said in an exchange as a turn of the call, like one that the text model has led. */
export async function keepExchange(
  handle: CallHandle,
  exchange: Exchange,
  mask: ExchangeMask,
  nowMs: number,
): Promise<void> {
  const { afterTurn } = await loadAfterTurn()
  const { talk } = await handle.memory(nowMs)
  const said = await mask.reply(saidIn(exchange), nowMs)
  const heard = await mask.reply(heardIn(exchange), nowMs)
  const caller = exchange.caller === '' ? null : exchange.caller
  const turn: CallTurn = {
    atMs: exchange.atMs,
    caller,
    agent: said,
    heard,
    repliedAtMs: exchange.repliedAtMs ?? exchange.atMs,
    ...(exchange.answers && { answers: true }),
  }
  const { ending, toolsCalled } = exchange
  // The clocks that start when it has been spoken are reckoned from when it began to be.
  const beganAtMs = exchange.isPlayed ? Math.max(turn.repliedAtMs, nowMs - speechMs(said)) : nowMs
  const ended = (state: TalkState) => ({ type: 'end' as const, state, toolsCalled, rule: null, ending })
  await handle.addTurn(
    {
      turn,
      memory(latest, number) {
        exchange.turn = number
        const name = latest.talk.tools.callerName ?? latest.name
        const heardSoFar = maskKept(latest.mask ?? FRESH_MASKED, exchange, said, number)
        const whole = remembered({ ...latest, name, mask: heardSoFar }, number, turn, false)
        const at = whole.replies.length - 1
        const reply = whole.replies[at]
        return heard === said || reply === undefined ? whole : corrected(whole, at, { ...reply, heard, cut: true })
      },
      state: (latest) =>
        afterTurn(latest, { ended: ended(talk), turn, input: { type: 'said', text: caller ?? '' } }, beganAtMs),
    },
    nowMs,
  )
}

/** What the caller said is known only after the exchange was kept, or there was nothing else in it to keep. */
export async function keepHeard(
  handle: CallHandle,
  exchange: Exchange,
  mask: ExchangeMask,
  nowMs: number,
): Promise<void> {
  const { caller, turn: number } = exchange
  if (number === null) return keepExchange(handle, exchange, mask, nowMs)
  await handle.correctTurn(number, (turn) => ({ ...turn, caller }), nowMs)
}
