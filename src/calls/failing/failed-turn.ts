import { speechMs } from '../../dialogue/heard.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { CallHandle } from '../call-handle.ts'
import { remembered } from '../call-memory.ts'
import { callWords } from '../call-words.ts'
import { withTimer, type CallState } from '../call-state.ts'
import { isOver } from '../call.ts'

/** Whose turn cannot be worked once may be asked to say it again; twice in a row, and the agent cannot go on. */
export const FAILED_TURNS_MAX = 2
const GRACE_MS = 1_200

/** Counts a turn that could not be worked. True when the agent is to give up. */
export async function countFailed(handle: CallHandle, error: unknown): Promise<boolean> {
  log.error('turn.failed', { callId: handle.state.callId, error: errorName(error) })
  const { failedTurns = 0 } = await handle.update((state) => ({ ...state, failedTurns: (state.failedTurns ?? 0) + 1 }))
  return failedTurns >= FAILED_TURNS_MAX
}

/** A turn could not be worked: the caller is asked once more, or told that it cannot be helped, and let go to whom can. */
export async function turnFailed(handle: CallHandle, error: unknown, nowMs: number): Promise<void> {
  const givesUp = await countFailed(handle, error)
  if (handle.state.ending?.stands === true || isOver(handle.state.status)) return
  const { onceMore, cannotGoOn, oneMoment } = callWords(await languageOf(handle))
  const text = `${cannotGoOn} ${oneMoment}`
  if (!givesUp) return void handle.send({ type: 'say', text: onceMore, last: true })
  await handle.update((state) => letGo(state, nowMs + speechMs(text) + GRACE_MS))
  handle.send({ type: 'say', text, last: true })
  await noteQuietly(handle, text, nowMs)
}

/** Of a call whose document cannot be had either, English. */
async function languageOf(handle: CallHandle): Promise<string> {
  try {
    return (await handle.document()).languages.default
  } catch {
    return 'en-US'
  }
}

/** Whatever the caller says meanwhile: nobody could answer it. */
const letGo = (state: CallState, hangUpAtMs: number): CallState => ({
  ...state,
  ending: { handoff: JSON.stringify({ reason: 'failed' }), speechSeen: false, stands: true },
  endedBy: 'system',
  endReason: 'provider_llm_error',
  timers: withTimer(withTimer(withTimer(state.timers, 'idle', null), 'keys', null), 'hangUp', hangUpAtMs),
})

/** The goodbye was said already: what comes after it is not answered with an apology. */
export const backToGoodbye =
  (farewell: NonNullable<CallState['ending']>, nowMs: number) =>
  (state: CallState): CallState => ({
    ...state,
    ending: farewell,
    endedBy: 'agent',
    endReason: 'agent_goodbye',
    timers: withTimer(withTimer(state.timers, 'idle', null), 'hangUp', nowMs + GRACE_MS),
  })

/** What the caller was told is in the transcript, if anything can be written down at all. */
async function noteQuietly(handle: CallHandle, text: string, nowMs: number): Promise<void> {
  const turn = { atMs: nowMs, caller: null, agent: text, heard: text, repliedAtMs: nowMs }
  try {
    await handle.addTurn(
      {
        turn,
        memory: (memory, number) => ({ ...remembered(memory, number, turn, false), pending: null }),
        state: (state) => state,
      },
      nowMs,
    )
  } catch (error) {
    log.warn('turn.trouble_not_kept', { callId: handle.state.callId, error: errorName(error) })
  }
}
