import { keepRecording } from '../recordings/keep-recording.ts'
import { abandonRecording, refuseRecording } from '../recordings/let-go.ts'
import { errorName, log } from '../kernel/log.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import type { CallHandle } from './call-handle.ts'
import type { CallTurn } from './call-memory.ts'
import { withTimer, type CallState, type RecordingState } from './call-state.ts'
import { isOver } from './call.ts'
import { meetCaller } from './meet.ts'
import { summarise } from './summarise.ts'
import { sealSummary, storeTurns, type TranscriptTurn } from './transcript.ts'
import { writeCompleted, writeFirstRow, writeLastRow, type KeptTranscript } from './write-rows.ts'

/** Waits between attempts while a store or the carrier is in trouble; the last one repeats. */
const BACKOFF_MS = [150, 1_000, 3_000, 10_000, 60_000, 300_000] as const
/** When the carrier has reported no recording: how long after the end of the call it is asked, each time. */
const ASK_RECORDING_AFTER_MS = [20_000, 60_000, 180_000, 600_000] as const
/** How long a finished call is remembered, so that late repeats get the answer they got before. */
const AFTERLIFE_MS = 10 * 60_000

/**
 * Does what the call owes its stores: first row, recording, last row, the final event; then lets it be forgotten.
 *
 * Each step is safe to repeat and is marked only when it is done. One that fails is tried again later, and the object
 * remembers the call until all of it has been written.
 */
export async function doOwedWork(handle: CallHandle, nowMs: number): Promise<void> {
  try {
    await handle.put({ ...handle.state, timers: withTimer(handle.state.timers, 'work', null) })
    await firstRow(handle, nowMs)
    await stopRecording(handle, nowMs)
    await lastRow(handle, nowMs)
    await settleRecording(handle, nowMs)
    await completed(handle, nowMs)
    if (handle.state.failures > 0) await handle.put({ ...handle.state, failures: 0 })
  } catch (error) {
    await tryLater(handle, errorName(error), nowMs)
  }
}

async function tryLater(handle: CallHandle, error: string, nowMs: number): Promise<void> {
  const { failures, callId, timers } = handle.state
  const waitMs = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 300_000
  log.warn('call.work_failed', { callId, error, failures })
  await handle.put({ ...handle.state, failures: failures + 1, timers: withTimer(timers, 'work', nowMs + waitMs) })
}

async function firstRow(handle: CallHandle, nowMs: number): Promise<void> {
  if (handle.state.rows.first) return
  const memory = await handle.memory(nowMs)
  await meetCaller(handle, memory.phone, nowMs)
  const { callId, pins, keySubject } = handle.state
  const ctx = handle.ctx(nowMs)
  const place = { tenantId: pins.tenantId, table: 'calls', recordId: callId, field: 'number' }
  const phone = (await handle.memory(nowMs)).phone
  const sealedNumber =
    phone === null || keySubject === null
      ? null
      : await seal(await personKey(ctx.vault, ctx.blobs, pins.tenantId, keySubject), place, phone)
  await writeFirstRow(ctx, handle.state, sealedNumber)
  await handle.put({ ...handle.state, rows: { ...handle.state.rows, first: true } })
}

/** How long the words in the air get before the call goes back to TwiML to have its recording stopped there. */
const WORDS_IN_THE_AIR_MS = 6_000

/**
 * Tells the carrier to stop recording, over its API. Where it refuses, the call leaves the socket and comes back through
 * TwiML that stops it. What was recorded is deleted when it is reported, either way.
 */
async function stopRecording(handle: CallHandle, nowMs: number): Promise<void> {
  if (!handle.state.stopOwed) return
  const { callId, pins, status, ending } = handle.state
  const api = await handle.carrierApi(nowMs)
  const stopped = await api?.stopRecording(pins.carrierCallId)
  await handle.put({ ...handle.state, stopOwed: false })
  if (stopped?.ok || isOver(status) || ending !== null) return
  log.warn('recording.stop_refused', { callId, code: stopped?.error.code ?? 'no_account' })
  const timers = withTimer(handle.state.timers, 'hangUp', nowMs + WORDS_IN_THE_AIR_MS)
  await handle.put({ ...handle.state, ending: { handoff: WITHOUT_RECORDING, speechSeen: false }, timers })
}

const WITHOUT_RECORDING = JSON.stringify({ reason: 'without_recording' })

async function lastRow(handle: CallHandle, nowMs: number): Promise<void> {
  if (!isOver(handle.state.status) || handle.state.rows.last) return
  const transcript = await keepTranscript(handle, nowMs)
  await writeLastRow(handle.ctx(nowMs), handle.state, transcript)
  await handle.put({ ...handle.state, rows: { ...handle.state.rows, last: true } })
}

async function keepTranscript(handle: CallHandle, nowMs: number): Promise<KeptTranscript> {
  const document = await handle.document()
  const ctx = handle.ctx(nowMs)
  const keepDays = Math.min(await keepDaysOf(ctx, 'transcripts'), document.privacy.retainDays.transcript)
  if (keepDays === 0 || document.privacy.store !== 'everything') return { kept: false }
  if (handle.state.keySubject === null) await handle.put({ ...handle.state, keySubject: handle.state.callId })
  const keySubject = handle.state.keySubject ?? handle.state.callId
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
  const turns = await handle.turns(nowMs)
  const spoken = turns.flatMap(inTurns)
  const { callId } = handle.state
  const blobKey = await storeTurns(ctx, key, callId, spoken)
  const summary = summarise(handle.state, await handle.memory(nowMs), turns, document)
  const sealedSummary = await sealSummary(ctx, key, callId, summary)
  return {
    kept: true,
    keySubject,
    blobKey,
    turnCount: spoken.length,
    sealedSummary,
    expiresAtMs: expiryOf(nowMs, keepDays),
  }
}

function inTurns({ atMs, caller, agent, heard, repliedAtMs }: CallTurn): TranscriptTurn[] {
  const said: TranscriptTurn[] = caller === null ? [] : [{ speaker: 'caller', text: caller, heardText: null, atMs }]
  return [...said, { speaker: 'agent', text: agent, heardText: heard, atMs: repliedAtMs }]
}

async function settleRecording(handle: CallHandle, nowMs: number): Promise<void> {
  const { recording } = handle.state
  if (recording.is === 'expected') await askForRecording(handle, nowMs)
  if (handle.state.recording.is !== 'ready') return
  const as = await settle(handle, handle.state.recording, nowMs)
  await handle.put({ ...handle.state, recording: { is: 'settled', as } })
}

type Ready = Extract<RecordingState, { is: 'ready' }>

type Settled = Extract<RecordingState, { is: 'settled' }>['as']

/** Keeps the recording, or lets go of it. Throws when it is worth trying again. */
async function settle(
  handle: CallHandle,
  { recordingId, durationSeconds, channels }: Ready,
  nowMs: number,
): Promise<Settled> {
  const { state } = handle
  const ctx = handle.ctx(nowMs)
  const carrier = await handle.carrierApi(nowMs)
  if (carrier === null) throw new Error('the carrier account of this call is not known any more')
  const found = { callId: state.callId, recordingId, accountSid: state.pins.accountSid, carrier }
  if (state.recordingRefused) {
    await refuseRecording(ctx, found)
    return 'refused'
  }
  const document = await handle.document()
  const keepDays = Math.min(await keepDaysOf(ctx, 'recordings'), document.privacy.retainDays.audio)
  const keySubject = state.keySubject ?? state.callId
  const kept = await keepRecording(ctx, {
    ...found,
    personId: state.personId,
    keySubject,
    durationSeconds,
    channels,
    keepDays,
  })
  if (kept.ok) return kept.value === null ? 'not_kept' : 'stored'
  log.warn('recording.not_kept', { callId: state.callId, reason: kept.error.reason, code: kept.error.code })
  if (kept.error.retryable && state.failures < RECORDING_TRIES_MAX) throw new Error('recording not kept yet')
  await abandonRecording(ctx, found)
  return 'failed'
}

/** With the back-off above, about a day. */
const RECORDING_TRIES_MAX = 300

/** The callback that should have come did not: asks the carrier what it has, a few times, and then takes no for an answer. */
async function askForRecording(handle: CallHandle, nowMs: number): Promise<void> {
  const { state } = handle
  if (state.endedAtMs === null) return
  const dueAtMs = state.endedAtMs + (ASK_RECORDING_AFTER_MS[state.recordingAsked] ?? 0)
  if (nowMs < dueAtMs) {
    await handle.put({ ...state, timers: withTimer(state.timers, 'work', dueAtMs) })
    return
  }
  const api = await handle.carrierApi(nowMs)
  const listed = await api?.listRecordings(state.pins.carrierCallId)
  const found = listed?.ok ? listed.value.find(({ status }) => status === 'completed') : undefined
  if (found) {
    const { recordingId, durationSeconds, channels } = found
    await handle.put({ ...state, recording: { is: 'ready', recordingId, durationSeconds, channels } })
    return
  }
  const recordingAsked = state.recordingAsked + 1
  const answered = listed?.ok === true && listed.value.every(({ status }) => status !== 'in_progress')
  const enough = recordingAsked >= ASK_RECORDING_AFTER_MS.length
  await handle.put(enough ? settledWithout(state, answered) : askLater(state, recordingAsked))
}

const settledWithout = (state: CallState, answered: boolean): CallState => ({
  ...state,
  recording: { is: 'settled', as: state.recordingRefused ? 'refused' : answered ? 'absent' : 'failed' },
})

const askLater = (state: CallState, recordingAsked: number): CallState => {
  const dueAtMs = (state.endedAtMs ?? 0) + (ASK_RECORDING_AFTER_MS[recordingAsked] ?? 0)
  return { ...state, recordingAsked, timers: withTimer(state.timers, 'work', dueAtMs) }
}

async function completed(handle: CallHandle, nowMs: number): Promise<void> {
  const { state } = handle
  const settled = state.recording.is === 'none' || state.recording.is === 'settled'
  if (!state.rows.last || state.rows.completed || !settled) return
  await writeCompleted(handle.ctx(nowMs), state)
  const rows = { ...state.rows, completed: true }
  await handle.put({ ...state, rows, timers: { forget: nowMs + AFTERLIFE_MS } })
}
