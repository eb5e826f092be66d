import { errorName, log } from '../kernel/log.ts'
import { PersonErased, personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { callDisclosures } from './call-disclosures.ts'
import { settleAnswers } from './answers-heard.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer } from './call-state.ts'
import { isOver } from './call.ts'
import { carrierOf } from './call-carrier.ts'
import { oweCallback } from './failing/owe-callback.ts'
import { tellOfInjections } from './guards/tell-of-injections.ts'
import { loadAiOff, loadForgetting, loadKeeping, loadMinorSaid, loadTextBack } from './later-talk.ts'
import { meetCaller } from './meet.ts'
import { oweOptOut } from './owe-opt-out.ts'
import { oweListed } from './outbound-talk/owe-listed.ts'
import { settleOutbound } from './outbound/settle-outbound.ts'
import { isMissed } from './missed/is-missed.ts'
import { dropStrays, settleRecording } from './owed-recording.ts'
import { oweWhomNobodyTook } from './transfer/nobody-came.ts'
import { isVoicemailAwaited, isVoicemailSettled, settleVoicemail } from './voicemail/settle-voicemail.ts'
import { writeCompleted, writeFirstRow, writeLastRow } from './write-rows.ts'

/** Waits between attempts while a store or the carrier is in trouble; the last one repeats. */
const BACKOFF_MS = [150, 1_000, 3_000, 10_000, 60_000, 300_000] as const
/** Work that was not heard of again, because its object went away in the middle, is begun anew after this. */
const WORK_MS_MAX = 60_000
/** A turn that is still worked when the call ends belongs to it. So long it is waited for, looking again this often. */
const LAST_TURN_MS_MAX = 30_000
const LAST_TURN_LOOK_MS = 100
/** How long a finished call is remembered, so that late repeats get the answer they got before. */
const AFTERLIFE_MS = 10 * 60_000

/**
 * Does what the call owes its stores: first row, recording, last row, the final event; then lets it be forgotten.
 *
 * Each step is safe to repeat and is marked only when it is done. One that fails is tried again later, and the object
 * remembers the call until all of it has been written.
 */
export async function doOwedWork(handle: CallHandle, nowMs: number): Promise<void> {
  const againAtMs = nowMs + WORK_MS_MAX
  try {
    await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'work', againAtMs) }))
    await oweOptOut(handle, nowMs)
    await firstRow(handle, nowMs)
    await settleOutbound(handle, nowMs)
    await stopRecording(handle, nowMs)
    if (handle.state.aiOff?.isOwed) await (await loadAiOff()).oweObjection(handle, nowMs)
    await tellOfInjections(handle, nowMs)
    await oweCallback(handle, nowMs)
    if (await isStillTalking(handle, nowMs)) return
    await oweListed(handle, nowMs)
    await oweWhomNobodyTook(handle, nowMs)
    await settleVoicemail(handle, nowMs)
    if (await isVoicemailAwaited(handle, nowMs)) return
    await lastRow(handle, nowMs)
    await settleRecording(handle, nowMs)
    await dropStrays(handle, nowMs)
    await completed(handle, nowMs)
    if (isMissed(handle.state, nowMs)) await (await loadTextBack()).textBack(handle, nowMs)
    await handle.update((state) => {
      // Whoever set it to another time meanwhile has more to be done.
      const timers = state.timers.work === againAtMs ? withTimer(state.timers, 'work', null) : state.timers
      return state.failures === 0 && timers === state.timers ? state : { ...state, failures: 0, timers }
    })
  } catch (error) {
    // They were erased as their call began: whoever calls is somebody new.
    if (error instanceof PersonErased) await forgetErased(handle, nowMs)
    await tryLater(handle, errorName(error), nowMs)
  }
}

async function forgetErased(handle: CallHandle, nowMs: number): Promise<void> {
  const { keySubject } = handle.state
  if (keySubject !== null) await (await loadForgetting()).forgetCaller(handle, [keySubject], nowMs)
}

/** The call is over and its last turn is not: what comes of that is written down with it, so it is waited for. */
async function isStillTalking(handle: CallHandle, nowMs: number): Promise<boolean> {
  const { endedAtMs, rows } = handle.state
  const waits = handle.working > 0 && endedAtMs !== null && !rows.last && nowMs < endedAtMs + LAST_TURN_MS_MAX
  if (!waits) return false
  const lookAtMs = nowMs + LAST_TURN_LOOK_MS
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'work', lookAtMs) }))
  return true
}

async function tryLater(handle: CallHandle, error: string, nowMs: number): Promise<void> {
  const { failures, callId } = handle.state
  const waitMs = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 300_000
  log.warn('call.work_failed', { callId, error, failures })
  await handle.update((state) => ({
    ...state,
    failures: failures + 1,
    timers: withTimer(state.timers, 'work', nowMs + waitMs),
  }))
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
  await handle.update((state) => ({ ...state, rows: { ...state.rows, first: true } }))
  await (await loadAiOff()).heedObjection(handle, nowMs)
}

/** How long the words in the air get before the call goes back to TwiML to have its recording stopped there. */
const WORDS_IN_THE_AIR_MS = 6_000

/**
 * Tells the carrier to stop recording, over its API. Where it refuses, the call leaves the socket and comes back through
 * TwiML that stops it. What was recorded is deleted when it is reported, either way.
 */
async function stopRecording(handle: CallHandle, nowMs: number): Promise<void> {
  if (!handle.state.stopOwed) return
  const { callId, pins } = handle.state
  const api = await carrierOf(handle, nowMs)
  const stopped = await api?.stopRecording(pins.carrierCallId)
  if (!stopped?.ok) log.warn('recording.stop_refused', { callId, code: stopped?.error.code ?? 'no_account' })
  await handle.update((state) => {
    if (stopped?.ok || isOver(state.status) || state.ending !== null) return { ...state, stopOwed: false }
    const timers = withTimer(state.timers, 'hangUp', nowMs + WORDS_IN_THE_AIR_MS)
    return {
      ...state,
      stopOwed: false,
      ending: { handoff: WITHOUT_RECORDING, speechSeen: false, stands: true },
      timers,
    }
  })
}

const WITHOUT_RECORDING = JSON.stringify({ reason: 'without_recording' })

async function lastRow(handle: CallHandle, nowMs: number): Promise<void> {
  if (!isOver(handle.state.status) || handle.state.rows.last) return
  await settleAnswers(handle, nowMs)
  const { keepTranscript } = await loadKeeping()
  const transcript = await keepTranscript(handle, nowMs)
  const sealed = handle.state.minorSaid ? await (await loadMinorSaid()).sealOff(handle, nowMs) : []
  await writeLastRow(handle.ctx(nowMs), handle.state, transcript, [
    ...(await callDisclosures(handle, nowMs)),
    ...sealed,
  ])
  await handle.update((state) => ({ ...state, rows: { ...state.rows, last: true } }))
}

async function completed(handle: CallHandle, nowMs: number): Promise<void> {
  const { state } = handle
  const isRecordingSettled = state.recording.is === 'none' || state.recording.is === 'settled'
  const settled = isRecordingSettled && isVoicemailSettled(state)
  if (!state.rows.last || state.rows.completed || !settled) return
  await writeCompleted(handle.ctx(nowMs), state)
  await handle.update((latest) => ({
    ...latest,
    rows: { ...latest.rows, completed: true },
    timers: withTimer(latest.timers, 'forget', nowMs + AFTERLIFE_MS),
  }))
}
