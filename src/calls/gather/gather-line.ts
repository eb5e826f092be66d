import type { CallerInput } from '../../providers/llm/contract.ts'
import { advance } from '../advance.ts'
import type { Answer } from '../answer.ts'
import type { CallHandle } from '../call-handle.ts'
import { isOver, type CallEvent } from '../call.ts'
import type { CallState } from '../call-state.ts'
import { countFailed } from '../failing/failed-turn.ts'
import { giveUp } from '../failing/give-up.ts'
import { readHandoff } from '../handoff.ts'
import { loadKeys, loadTalk } from '../later-talk.ts'
import { Speech } from '../speech.ts'
import { meetQuietly } from '../meet.ts'
import { answerOfTransfer } from '../transfer/advance-transfer.ts'
import { whomToRing } from '../transfer/spoken.ts'
import { beginVoicemail } from '../voicemail/advance-voicemail.ts'
import { answerOfGather, heardWithout, leftGather, nextGather } from './advance-gather.ts'

/** So long the carrier is kept waiting for an answer, well within its patience; then it is told to ask again. */
const ANSWER_WAIT_MS = 4_500

type Gathered = Extract<CallEvent, { type: 'gathered' }>

/**
 * The talk of a call without a socket: what the caller said or pressed comes as a webhook, and is answered with what to
 * say next. The turns are the same ones, worked by the same talk through the same ledger.
 */
export class GatherLine {
  readonly #handle: CallHandle
  readonly #signal = new AbortController().signal
  /** The turn being worked: whoever asks for it again waits for the same. */
  #working: Promise<void> | null = null

  constructor(handle: CallHandle) {
    this.#handle = handle
  }

  /** What to answer. Throws when a store is in trouble: the carrier asks again, and nothing is done twice; then it is given up. */
  async take(event: Gathered, nowMs: number): Promise<Answer> {
    const { state } = this.#handle
    if (isOver(state.status)) return { type: 'hang_up' }
    if (state.gather === null) return { type: 'resume', epoch: state.epoch, stopRecording: false }
    if (!event.callerPresent) {
      await this.#handle.update((known) => leftGather(known, nowMs))
      return { type: 'hang_up' }
    }
    try {
      if (event.nth >= state.gather.nth && !(await this.#worked(event, nowMs))) return { type: 'wait', nth: event.nth }
    } catch (error) {
      if (!(await countFailed(this.#handle, error))) throw error
      await this.#handle.update((known) => giveUp(known, nowMs).state)
    }
    return answerNow(this.#handle.state, nowMs)
  }

  /** Works the turn, or waits with whoever has begun it. False when that takes longer than the carrier waits. */
  async #worked(event: Gathered, nowMs: number): Promise<boolean> {
    this.#working ??= this.#work(event, nowMs).finally(() => (this.#working = null))
    const waiting = new AbortController()
    const waited = scheduler.wait(ANSWER_WAIT_MS, { signal: waiting.signal }).then(
      () => false,
      () => true,
    )
    return Promise.race([this.#working.then(() => true), waited]).finally(() => waiting.abort())
  }

  async #work(event: Gathered, nowMs: number): Promise<void> {
    const { state } = this.#handle
    // A turn that was written before its answer was handed out is not worked again.
    const isAnswered = state.gather !== null && state.turns > state.gather.turnsBefore
    if (!isAnswered) await this.#turn(event, nowMs)
    await this.#next(Date.now())
  }

  async #turn(event: Gathered, nowMs: number): Promise<void> {
    const handle = this.#handle
    handle.working += 1
    try {
      await handle.update((state) => heardWithout(state, nowMs))
      await meetQuietly(handle, event.from, nowMs)
      // Kept until its turn is written: an object that is lost meanwhile is asked again without what was said. Whoever
      // says something is answered that, and not what a socket before this left unanswered.
      const input = await this.#inputOf(event, nowMs)
      const isNews = event.digits !== null || event.speech !== null
      await handle.changeMemory(
        (memory) => (memory.pending === null || isNews ? { ...memory, pending: input } : memory),
        nowMs,
      )
      const { pending } = await handle.memory(nowMs)
      const { takeTurn } = await loadTalk()
      await takeTurn(handle, pending ?? input, nowMs, { signal: this.#signal, speech: new Speech() })
    } finally {
      handle.working -= 1
    }
  }

  async #inputOf({ digits, speech }: Gathered, nowMs: number): Promise<CallerInput> {
    if (digits !== null) return (await loadKeys()).keysGathered(this.#handle, digits, nowMs)
    if (speech !== null) return { type: 'said', text: speech }
    return { type: 'silent', nth: this.#handle.state.silences + 1 }
  }

  /** The answer after a turn: what is said is said, and the caller is listened to, passed on, or let go. */
  async #next(nowMs: number): Promise<void> {
    const { ending } = this.#handle.state
    const isStop = ending !== null && readHandoff(ending.handoff).reason === 'without_recording'
    if (ending === null || isStop) {
      await this.#handle.update((state) =>
        nextGather({ ...state, ending: isStop ? null : state.ending }, { stopRecording: isStop }, nowMs),
      )
      return
    }
    const left = leaving(this.#handle.state, ending.handoff)
    const people = await whomToRing(this.#handle, left, nowMs)
    await this.#handle.update((state) => {
      const { state: next } = advance(state, left, nowMs, people)
      return next.gather === null || next.gather.nth > (state.gather?.nth ?? 0)
        ? next
        : { ...next, gather: { ...next.gather, nth: next.gather.nth + 1, turnsBefore: next.turns } }
    })
  }
}

/** What the relay would have reported when the last words were said. */
const leaving = ({ pins }: CallState, handoff: string): CallEvent => ({
  type: 'relay_ended',
  call: { carrier: pins.carrier, accountSid: pins.accountSid, carrierCallId: pins.carrierCallId },
  how: 'ended_by_us',
  callerPresent: true,
  handoff,
  errorCode: null,
})

/** How far it has come: the same for whoever asks again. */
function answerNow(state: CallState, nowMs: number): Answer {
  if (isOver(state.status)) return { type: 'hang_up' }
  if (state.failing !== undefined) return giveUp(state, nowMs).answer
  if (state.voicemail !== null) return beginVoicemail(state, nowMs).answer
  if (state.transfer !== null && state.transfer.is !== 'nobody') return answerOfTransfer(state)
  return state.ending === null ? answerOfGather(state) : { type: 'goodbye' }
}
