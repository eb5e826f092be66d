import { log } from '../../kernel/log.ts'
import { keepRecording } from '../../recordings/keep-recording.ts'
import { dropCopy } from '../../recordings/let-go.ts'
import { keepDaysOf } from '../../records/retention/keep.ts'
import { createTask } from '../../tasks/create.ts'
import { carrierOf } from '../call-carrier.ts'
import type { CallHandle } from '../call-handle.ts'
import { withTimer, type CallState, type VoicemailState } from '../call-state.ts'
import { isOver } from '../call.ts'
import { loadTranscriber } from '../later-talk.ts'
import { ASK_RECORDING_AFTER_MS, RECORDING_TRIES_MAX } from '../owed-recording.ts'
import { keepDaysOfWords } from './keep-days-of-words.ts'

/** A message left as the call ends is reported within this; so long the call's last row waits for what came of it. */
const REPORT_MS_MAX = 15_000

type Ready = Extract<VoicemailState, { is: 'ready' }>
type Settled = Extract<VoicemailState, { is: 'settled' }>['as']

/** Whether the call's last row still waits to hear that a message was left. Looks again when it has waited enough. */
export async function isVoicemailAwaited(handle: CallHandle, nowMs: number): Promise<boolean> {
  const { voicemail, endedAtMs, rows } = handle.state
  const isAwaited =
    voicemail?.is === 'expected' && endedAtMs !== null && !rows.last && nowMs < endedAtMs + REPORT_MS_MAX
  if (isAwaited) await workAt(handle, endedAtMs + REPORT_MS_MAX)
  return isAwaited
}

/** Whether nothing is to come of a voicemail any more. */
export const isVoicemailSettled = ({ voicemail }: CallState): boolean =>
  voicemail === null || voicemail.is === 'settled'

/**
 * Takes what the caller left into our own keeping, has it deleted at the carrier, and leaves it to the business to
 * listen to. Safe to repeat; throws when it is worth trying again.
 */
export async function settleVoicemail(handle: CallHandle, nowMs: number): Promise<void> {
  if (handle.state.voicemail?.is === 'expected') await askForVoicemail(handle, nowMs)
  const { voicemail } = handle.state
  if (voicemail?.is !== 'ready') return
  const { as, owedFor } = await keep(handle, voicemail, nowMs)
  await handle.update((state) => ({
    ...state,
    voicemail: { is: 'settled', as },
    ...(owedFor !== null && {
      owedWords: { recordingId: owedFor, sinceMs: nowMs, tries: 0 },
      timers: withTimer(state.timers, 'words', nowMs),
    }),
  }))
}

interface Kept {
  readonly as: Settled
  /** The recording that is still to be written down, or null. */
  readonly owedFor: string | null
}

/** Whether somebody is to write it down. What decides is loaded when there is a voicemail: few calls have one. */
async function transcriptFor(handle: CallHandle, nowMs: number): Promise<'pending' | 'not_kept' | 'not_transcribed'> {
  if ((await keepDaysOfWords(handle, handle.ctx(nowMs))) === 0) return 'not_kept'
  const { callTranscriber } = await loadTranscriber()
  return (await callTranscriber(handle)) === null ? 'not_transcribed' : 'pending'
}

async function keep(
  handle: CallHandle,
  { recordingId, durationSeconds, channels }: Ready,
  nowMs: number,
): Promise<Kept> {
  const { callId, personId, pins, failures, keySubject } = handle.state
  const ctx = handle.ctx(nowMs)
  const carrier = await carrierOf(handle, nowMs)
  if (carrier === null) throw new Error('the carrier account of this call is not known any more')
  const { privacy } = await handle.document()
  const kept = await keepRecording(ctx, {
    kind: 'voicemail',
    callId,
    recordingId,
    accountSid: pins.accountSid,
    carrier,
    personId,
    keySubject: keySubject ?? callId,
    durationSeconds,
    channels,
    transcript: await transcriptFor(handle, nowMs),
    keepDays: Math.min(await keepDaysOf(ctx, 'recordings'), privacy.retainDays.audio),
  })
  if (kept.ok) {
    if (kept.value === null) return { as: 'not_kept', owedFor: null }
    const { id, transcriptStatus } = kept.value
    await tellOfIt(handle, id, nowMs)
    return { as: 'stored', owedFor: transcriptStatus === 'pending' ? id : null }
  }
  log.warn('voicemail.not_kept', { callId, reason: kept.error.reason, code: kept.error.code })
  if (kept.error.retryable && failures < RECORDING_TRIES_MAX) throw new Error('voicemail not kept yet')
  await dropCopy(ctx, carrier, { callId, recordingId, accountSid: pins.accountSid })
  return { as: 'failed', owedFor: null }
}

/** A voicemail is somebody's to listen to: whoever the document has messages go to. */
async function tellOfIt(handle: CallHandle, recordingId: string, nowMs: number): Promise<void> {
  const { callId, personId, keySubject } = handle.state
  const { phone, name } = await handle.memory(nowMs)
  const route = (await handle.document()).skills.message?.route
  await createTask(handle.ctx(nowMs), {
    kind: 'voicemail',
    priority: route?.kind === 'task' ? route.priority : 'normal',
    queue: route?.kind === 'task' ? route.queue : 'front-desk',
    callId,
    personId,
    keySubject: keySubject ?? callId,
    details: {
      recording_id: recordingId,
      ...(name !== null && { name }),
      ...(phone !== null && { caller_number: phone }),
    },
    intentKey: `${callId}:voicemail`,
  })
}

type Expected = Extract<VoicemailState, { is: 'expected' }>

/** The report that should have come did not: the carrier is asked what it has, a few times. */
async function askForVoicemail(handle: CallHandle, nowMs: number): Promise<void> {
  const { endedAtMs, voicemail, status } = handle.state
  if (endedAtMs === null || voicemail?.is !== 'expected' || !isOver(status)) return
  const dueAtMs = endedAtMs + (ASK_RECORDING_AFTER_MS[voicemail.asked] ?? 0)
  if (nowMs < dueAtMs) return workAt(handle, dueAtMs)
  const found = await askCarrier(handle, voicemail, nowMs)
  await stillExpected(handle, found)
  const nextAfterMs = ASK_RECORDING_AFTER_MS[voicemail.asked + 1] ?? 0
  if (found.is === 'expected') await workAt(handle, Math.max(endedAtMs + nextAfterMs, nowMs))
}

/** Whoever says nothing after the tone leaves no recording: a carrier that has none says so at once. */
async function askCarrier(handle: CallHandle, { asked }: Expected, nowMs: number): Promise<VoicemailState> {
  const listed = await (await carrierOf(handle, nowMs))?.listRecordings(handle.state.pins.carrierCallId)
  const isLast = asked + 1 >= ASK_RECORDING_AFTER_MS.length
  if (!listed?.ok) return isLast ? { is: 'settled', as: 'failed' } : { is: 'expected', asked: asked + 1 }
  const made = listed.value.filter(({ kind }) => kind === 'voicemail')
  const found = made.find(({ status }) => status === 'completed')
  if (found === undefined)
    return made.length === 0 || isLast ? { is: 'settled', as: 'absent' } : { is: 'expected', asked: asked + 1 }
  const { recordingId, durationSeconds, channels } = found
  return { is: 'ready', recordingId, durationSeconds, channels }
}

async function workAt(handle: CallHandle, atMs: number): Promise<void> {
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'work', atMs) }))
}

/** Unless the carrier reported while it was being asked: its report says more. */
async function stillExpected(handle: CallHandle, voicemail: VoicemailState): Promise<void> {
  await handle.update((state) => (state.voicemail?.is === 'expected' ? { ...state, voicemail } : state))
}
