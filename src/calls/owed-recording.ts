import { log } from '../kernel/log.ts'
import { keepRecording } from '../recordings/keep-recording.ts'
import { abandonRecording, dropCopy, refuseRecording, withdrawRecording } from '../recordings/let-go.ts'
import { keepDaysOf } from '../records/retention/keep.ts'
import { carrierOf } from './call-carrier.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer, type CallState, type RecordingState } from './call-state.ts'
import { isOver } from './call.ts'

/** When the carrier has reported no recording: how long after the end of the call it is asked, each time. */
export const ASK_RECORDING_AFTER_MS = [20_000, 60_000, 180_000, 600_000] as const
/** A recording is in the carrier's list from its first second: this many answers without one, and there is none. */
const ANSWERS_OF_NONE_MAX = 2
/** While the carrier says that it still records, or is at work on it, it is asked again after this, for so long. */
const STILL_MADE_ASK_MS = 600_000
const STILL_MADE_MS_MAX = 24 * 60 * 60_000
/** With the back-off of owed work, about a day. */
export const RECORDING_TRIES_MAX = 300

type Ready = Extract<RecordingState, { is: 'ready' }>
type Settled = Extract<RecordingState, { is: 'settled' }>['as']

/**
 * Keeps the recording of a call, or lets go of it. Throws when it is worth trying again.
 *
 * While the caller can still object nothing is kept; and should the objection be heard late, what was kept goes.
 */
export async function settleRecording(handle: CallHandle, nowMs: number): Promise<void> {
  if (handle.state.recording.is === 'expected') await askForRecording(handle, nowMs)
  const { recording, recordingRefused, status } = handle.state
  if (recording.is === 'ready' && (recordingRefused || isOver(status))) {
    const as = await settle(handle, recording, nowMs)
    await handle.update((state) => ({ ...state, recording: { is: 'settled', as } }))
  }
  if (!isKeptAgainstRefusal(handle.state)) return
  await withdrawRecording(handle.ctx(nowMs), handle.state.callId)
  await handle.update((state) => ({ ...state, recording: { is: 'settled', as: 'refused' } }))
}

/** Whether we hold audio of somebody who said no: owed is that it goes. */
export const isKeptAgainstRefusal = ({ recording, recordingRefused }: CallState): boolean =>
  recordingRefused && recording.is === 'settled' && recording.as === 'stored'

async function settle(
  handle: CallHandle,
  { recordingId, durationSeconds, channels }: Ready,
  nowMs: number,
): Promise<Settled> {
  const { state } = handle
  const ctx = handle.ctx(nowMs)
  const carrier = await carrierOf(handle, nowMs)
  if (carrier === null) throw new Error('the carrier account of this call is not known any more')
  const found = { kind: 'call' as const, callId: state.callId, recordingId, accountSid: state.pins.accountSid, carrier }
  if (state.recordingRefused) {
    await refuseRecording(ctx, found)
    return 'refused'
  }
  const document = await handle.document()
  const keepDays = Math.min(await keepDaysOf(ctx, 'recordings'), document.privacy.retainDays.audio)
  const keySubject = state.keySubject ?? state.callId
  const { personId } = state
  const kept = await keepRecording(ctx, { ...found, personId, keySubject, durationSeconds, channels, keepDays })
  if (kept.ok) return kept.value === null ? 'not_kept' : 'stored'
  log.warn('recording.not_kept', { callId: state.callId, reason: kept.error.reason, code: kept.error.code })
  if (kept.error.retryable && state.failures < RECORDING_TRIES_MAX) throw new Error('recording not kept yet')
  await abandonRecording(ctx, found)
  return 'failed'
}

/** The callback that should have come did not: asks the carrier what it has, a few times, and then takes no for an answer. */
async function askForRecording(handle: CallHandle, nowMs: number): Promise<void> {
  const { endedAtMs, recordingAsked } = handle.state
  if (endedAtMs === null) return
  const dueAtMs = endedAtMs + (ASK_RECORDING_AFTER_MS[recordingAsked] ?? 0)
  if (nowMs < dueAtMs) await askAt(handle, dueAtMs, recordingAsked)
  else await askCarrier(handle, endedAtMs, nowMs)
}

async function askCarrier(handle: CallHandle, endedAtMs: number, nowMs: number): Promise<void> {
  const { recordingAsked, pins } = handle.state
  const api = await carrierOf(handle, nowMs)
  const listed = await api?.listRecordings(pins.carrierCallId)
  const made = listed?.ok ? listed.value.filter(({ kind }) => kind !== 'voicemail') : []
  const found = made.find(({ status }) => status === 'completed')
  if (found) {
    const { recordingId, durationSeconds, channels } = found
    await stillExpected(handle, { is: 'ready', recordingId, durationSeconds, channels })
    return
  }
  if (made.some(({ status }) => status === 'in_progress') && nowMs < endedAtMs + STILL_MADE_MS_MAX)
    return askAt(handle, nowMs + STILL_MADE_ASK_MS, recordingAsked)
  const answered = listed !== undefined && (listed.ok || listed.error.reason === 'not_found')
  const nextAfterMs = ASK_RECORDING_AFTER_MS[recordingAsked + 1]
  const isSettled = nextAfterMs === undefined || (answered && recordingAsked + 1 >= ANSWERS_OF_NONE_MAX)
  if (isSettled) return stillExpected(handle, settledWithout(handle.state, answered))
  await askAt(handle, Math.max(endedAtMs + nextAfterMs, nowMs), recordingAsked + 1)
}

const settledWithout = ({ recordingRefused }: CallState, answered: boolean): RecordingState => ({
  is: 'settled',
  as: recordingRefused ? 'refused' : answered ? 'absent' : 'failed',
})

/** Unless the carrier reported while it was being asked: its report says more. */
async function stillExpected(handle: CallHandle, recording: RecordingState): Promise<void> {
  await handle.update((state) => (state.recording.is === 'expected' ? { ...state, recording } : state))
}

async function askAt(handle: CallHandle, dueAtMs: number, recordingAsked: number): Promise<void> {
  await handle.update((state) =>
    state.recording.is === 'expected'
      ? { ...state, recordingAsked, timers: withTimer(state.timers, 'work', dueAtMs) }
      : state,
  )
}

/** Has the carrier's further recordings of the call deleted there. What cannot be done now is owed, and the sweep's. */
export async function dropStrays(handle: CallHandle, nowMs: number): Promise<void> {
  const { callId, pins, strayRecordings } = handle.state
  if (strayRecordings.length === 0) return
  const ctx = handle.ctx(nowMs)
  const carrier = await carrierOf(handle, nowMs)
  for (const recordingId of strayRecordings) {
    log.warn('recording.stray', { callId, recordingId })
    await dropCopy(ctx, carrier, { callId, recordingId, accountSid: pins.accountSid })
    await handle.update((state) => ({
      ...state,
      strayRecordings: state.strayRecordings.filter((id) => id !== recordingId),
    }))
  }
}
