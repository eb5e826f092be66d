import type { ContactRefusalCode } from '../consent/contact.ts'
import type { Sent } from '../providers/messaging/contract.ts'
import type { StatusNote } from '../records/messages/table.ts'
import type { SendError, StatusReport } from './message.ts'
import { EXPIRES_MS, waitingUntil, type Outgone, type Told } from './outgone.ts'
import { retryDelayMs } from './send-retry.ts'

export type OutboxEvent =
  /** The request is on its way: noted in the step in which it starts. */
  | { readonly type: 'started' }
  | { readonly type: 'answered'; readonly sent: Sent }
  /** Whoever waited for the answer is gone. */
  | { readonly type: 'overdue' }
  /** Whether the platform answers at all, as asked by something that changes nothing. */
  | { readonly type: 'asked'; readonly answers: boolean }
  | { readonly type: 'reported'; readonly report: StatusReport }
  /** Not sent, and not to be. */
  | { readonly type: 'held'; readonly code: ContactRefusalCode | 'expired' | 'erased' | 'cancelled' }
  /** Not sent yet. */
  | { readonly type: 'postponed'; readonly untilAtMs: number }
  /** Not at this hour: when it is lawful again. */
  | { readonly type: 'put_off'; readonly untilAtMs: number; readonly code: ContactRefusalCode }

export type OutboxEffect =
  | { readonly do: 'tell'; readonly what: Told; readonly atMs: number; readonly reason: string | null }
  | { readonly do: 'suppress'; readonly scope: NonNullable<SendError['suppress']>; readonly code: string }
  | { readonly do: 'line_broken'; readonly code: string }

export interface Advanced {
  readonly next: Outgone
  readonly effects: readonly OutboxEffect[]
}

/** What is known beside the message itself. `random` in [0, 1). */
export interface OutboxSetting {
  readonly nowMs: number
  readonly random: number
  readonly hasFallback: boolean
  /** It confirms an opt-out. */
  readonly isConfirmation?: boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const HISTORY_MAX = 20
const FAILED_IDS_MAX = 4
const LONG_WAITS_MAX = 2
/** A request repeated once: more may be one message too many. */
const UNKNOWNS_MAX = 2

/** Longer than any request to a platform takes. */
export const ANSWER_MS_MAX = 45_000
/** So long a status of ours may take to tell what became of a request, before the request is made again. */
export const UNKNOWN_MS = MINUTE_MS

const RANK = { queued: 0, sending: 1, sent: 2, delivered: 3, read: 4, failed: 2, blocked: 2 } as const

/** The message after an event, and what must be done for that before it is kept. Statuses only move forward. */
export function advanceOutbox(message: Outgone, event: OutboxEvent, setting: OutboxSetting): Advanced {
  const advanced = afterEvent(message, event, setting)
  // Whoever asks for silence, and has it from the carrier already, is no failure to be told of.
  return setting.isConfirmation === true && advanced.next.status === 'blocked' ? untold(advanced) : advanced
}

const untold = ({ next, effects }: Advanced): Advanced => ({
  next,
  effects: effects.filter((one) => one.do !== 'tell'),
})

function afterEvent(message: Outgone, event: OutboxEvent, setting: OutboxSetting): Advanced {
  const { nowMs } = setting
  switch (event.type) {
    case 'started':
      return still({ ...message, phase: 'out', status: 'sending', parked: false, dueAtMs: nowMs + ANSWER_MS_MAX })
    case 'answered':
      return answered(message, event.sent, setting)
    case 'overdue':
      return message.phase === 'out' ? still(unknown(message, nowMs)) : still(message)
    case 'asked':
      return message.phase === 'unknown' ? asked(message, event.answers, setting) : still(message)
    case 'reported':
      return reported(message, event.report, setting)
    case 'held':
      // A request that has begun meanwhile is not called back.
      return message.phase === 'waiting' ? held(message, event.code, setting) : still(message)
    case 'postponed':
      return still({ ...message, dueAtMs: event.untilAtMs })
    case 'put_off':
      return putOff(message, event, nowMs)
  }
}

function putOff(
  message: Outgone,
  { untilAtMs, code }: Extract<OutboxEvent, { readonly type: 'put_off' }>,
  nowMs: number,
): Advanced {
  const later = { ...waitingUntil(message, untilAtMs), timesPutOff: (message.timesPutOff ?? 0) + 1 }
  return telling({ ...later, errorCode: code }, ['delayed'], { atMs: nowMs, reason: code })
}

const still = (next: Outgone): Advanced => ({ next, effects: [] })

const unknown = (message: Outgone, nowMs: number): Outgone => ({
  ...message,
  phase: 'unknown',
  status: 'sending',
  unknowns: message.unknowns + 1,
  tries: 0,
  wasAway: false,
  dueAtMs: nowMs + UNKNOWN_MS,
})

function answered(message: Outgone, sent: Sent, setting: OutboxSetting): Advanced {
  if (sent.how === 'accepted') {
    const known = noted(message, { word: 'accepted', atMs: setting.nowMs })
    if (hasFailed(message, sent.providerMessageId)) return still(known)
    return raised({ ...known, providerMessageId: sent.providerMessageId }, 'sent', setting.nowMs)
  }
  // A status was quicker than the answer, and knows better.
  if (message.phase === 'done' || (message.phase === 'waiting' && sent.how === 'unknown')) return still(message)
  return sent.how === 'unknown'
    ? still(unknown(message, setting.nowMs))
    : refused(noted(message, noteOf(sent.error, setting.nowMs)), sent.error, setting)
}

/** The platform itself has called this attempt failed: that it took it first is no news. */
const hasFailed = ({ failedIds, providerMessageId, status, errorCode }: Outgone, id: string): boolean =>
  failedIds.includes(id) ||
  (providerMessageId === id && (status === 'failed' || status === 'blocked') && errorCode !== 'outcome_unknown')

const noteOf = ({ code }: SendError, atMs: number): StatusNote => ({ word: 'refused', atMs, code })

function refused(message: Outgone, error: SendError, setting: OutboxSetting): Advanced {
  const { nowMs, random } = setting
  const waiting = { ...message, phase: 'waiting', status: 'queued', errorCode: error.code } as const
  switch (error.action) {
    case 'retry': {
      const delayMs = retryDelayMs(message.tries, error, random)
      return still({ ...waiting, tries: message.tries + 1, dueAtMs: nowMs + delayMs })
    }
    case 'wait_long': {
      if (message.longWaits >= LONG_WAITS_MAX) return ended(message, 'failed', error.code, nowMs)
      const dueAtMs = nowMs + Math.max(DAY_MS, error.retryAfterMs ?? 0)
      const longWaits = message.longWaits + 1
      const parked = { ...waiting, longWaits, parked: true, dueAtMs, expiresAtMs: dueAtMs + EXPIRES_MS }
      return telling(parked, ['delayed'], { atMs: nowMs, reason: error.code })
    }
    case 'configuration': {
      const broken: OutboxEffect = { do: 'line_broken', code: error.code }
      return { next: { ...waiting, dueAtMs: nowMs + MINUTE_MS }, effects: [broken] }
    }
    default:
      return refusedForGood(message, error, setting)
  }
}

/** A no that asking again does not change. */
function refusedForGood(message: Outgone, error: SendError, setting: OutboxSetting): Advanced {
  const { nowMs } = setting
  if (error.action === 'needs_template') return windowClosed(message, setting)
  if (error.action !== 'suppress') return ended(message, 'failed', error.code, nowMs)
  const blocked = ended(message, 'blocked', error.code, nowMs)
  const suppress = { do: 'suppress', scope: error.suppress ?? 'all', code: error.code } as const
  return { next: blocked.next, effects: [suppress, ...blocked.effects] }
}

function windowClosed(message: Outgone, { nowMs, hasFallback }: OutboxSetting): Advanced {
  if (!hasFallback || message.asTemplate) return ended(message, 'failed', 'window_closed', nowMs)
  const failedIds = withFailed(message, message.providerMessageId)
  const again = { asTemplate: true, failedIds, providerMessageId: null, tries: 0, dueAtMs: nowMs }
  return still({ ...message, ...again, phase: 'waiting', status: 'queued' })
}

const held = (
  message: Outgone,
  code: Extract<OutboxEvent, { type: 'held' }>['code'],
  setting: OutboxSetting,
): Advanced =>
  code === 'window_closed'
    ? windowClosed(message, setting)
    : ended(message, OWN_WISH.has(code) ? 'blocked' : 'failed', code, setting.nowMs)

/** What is so because the person will have it so. */
const OWN_WISH: ReadonlySet<string> = new Set(['suppressed', 'objected', 'no_consent', 'channel_not_preferred'])

/** Whether the platform answers decides what an unknown outcome means: from one that is away, no status can be expected. */
function asked(message: Outgone, answers: boolean, setting: OutboxSetting): Advanced {
  const { nowMs, random } = setting
  if (!answers) {
    const delayMs = Math.max(UNKNOWN_MS, retryDelayMs(message.tries, {}, random))
    return still({ ...message, wasAway: true, tries: message.tries + 1, dueAtMs: nowMs + delayMs })
  }
  // It is back: what it has to tell of before comes first.
  if (message.wasAway) return still({ ...message, wasAway: false, dueAtMs: nowMs + UNKNOWN_MS })
  if (message.unknowns >= UNKNOWNS_MAX) return ended(message, 'failed', 'outcome_unknown', nowMs)
  return still({ ...message, phase: 'waiting', status: 'queued', tries: 0, dueAtMs: nowMs })
}

function reported(message: Outgone, report: StatusReport, setting: OutboxSetting): Advanced {
  const { status, word, atMs, error, providerMessageId } = report
  const known = noted(message, { word, atMs, ...(error !== null && { code: error.code }) })
  if (message.failedIds.includes(providerMessageId)) return still(known)
  if (status === 'failed' || status === 'blocked') return reportedFailed(known, report, setting)
  const isOver = message.status === 'failed' || message.status === 'blocked'
  // What we gave up on by ourselves has arrived after all; what the platform called failed stays so.
  if (isOver && message.errorCode !== 'outcome_unknown') return still(known)
  const current = { ...known, providerMessageId: message.providerMessageId ?? providerMessageId }
  return raised(current, status === 'queued' || status === 'sending' ? 'sent' : status, atMs)
}

function reportedFailed(message: Outgone, report: StatusReport, setting: OutboxSetting): Advanced {
  const { providerMessageId, error, status } = report
  const isReached = message.status === 'delivered' || message.status === 'read'
  const isOver = message.status === 'failed' || message.status === 'blocked'
  if (isReached || isOver) return still(message)
  // Another attempt failed, not the one that was taken.
  if (message.providerMessageId !== null && message.providerMessageId !== providerMessageId)
    return still({ ...message, failedIds: withFailed(message, providerMessageId) })
  const current = { ...message, providerMessageId }
  if (error === null) return ended(current, status === 'blocked' ? 'blocked' : 'failed', 'not_said', setting.nowMs)
  if (error.action === 'configuration') {
    const failed = ended(current, 'failed', error.code, setting.nowMs)
    return { next: failed.next, effects: [{ do: 'line_broken', code: error.code }, ...failed.effects] }
  }
  return refusedForGood(current, error, setting)
}

const withFailed = ({ failedIds }: Outgone, id: string | null): readonly string[] =>
  id === null || failedIds.includes(id) ? failedIds : [...failedIds, id].slice(-FAILED_IDS_MAX)

const noted = (message: Outgone, note: StatusNote): Outgone => ({
  ...message,
  history: [...message.history, note].slice(-HISTORY_MAX),
})

/** The platform has it, and says it came so far. What was not told of yet is told, in its order. */
function raised(message: Outgone, status: 'sent' | 'delivered' | 'read', atMs: number): Advanced {
  const isFirst = message.phase !== 'done' || message.status === 'failed'
  const next = {
    ...message,
    phase: 'done',
    parked: false,
    status: isFirst || RANK[status] > RANK[message.status] ? status : message.status,
    errorCode: null,
    dueAtMs: null,
  } as const
  return telling(next, status === 'sent' ? ['sent'] : ['sent', status], { atMs, reason: null })
}

function ended(message: Outgone, status: 'failed' | 'blocked', code: string, atMs: number): Advanced {
  const next = { ...message, phase: 'done', parked: false, status, errorCode: code, dueAtMs: null } as const
  return telling(next, ['failed'], { atMs, reason: code })
}

function telling(message: Outgone, all: readonly Told[], how: { atMs: number; reason: string | null }): Advanced {
  const news = all.filter((what) => !message.told.includes(what))
  return {
    next: { ...message, told: [...message.told, ...news] },
    effects: news.map((what) => ({ do: 'tell', what, ...how })),
  }
}
