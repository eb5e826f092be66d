import type { ContactAsk } from '../consent/contact.ts'
import { identityTokenOf } from '../consent/identity-of.ts'
import { readyFacts, verdictNow, type Judgement } from '../consent/known-facts.ts'
import { oweDecision, owesTooMany, OWED_WAIT_MS } from '../consent/owed-decisions.ts'
import { noteContact } from '../consent/past-contacts.ts'
import { newId } from '../kernel/ids.ts'
import type { OutboxEvent } from './advance-outbox.ts'
import type { Outgoing, Recipient } from './message.ts'
import type { OutboxRow } from './outbox-rows.ts'
import { heldBack, type AskedToSend } from './send-gate.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { CampaignMember, SendRefusal, WantedMessage } from './wanted-message.ts'
import { mayWriteFreely } from './window.ts'

/** What of a message the gate is asked about. */
export interface GatedAbout extends Pick<OutboxRow, 'channel' | 'line'> {
  readonly purpose: ContactAsk['purpose']
  readonly campaign?: CampaignMember
  readonly to: Recipient
}

/**
 * What the agent or staff answer somebody is held back by stops alone; what a business has sent of its own goes through the
 * whole gate, whatever it says that it is for.
 */
export const isGated = ({ purpose = 'service', author }: Pick<WantedMessage, 'purpose' | 'author'>): boolean =>
  purpose !== 'service' || author === 'api'

/** It completes what they began: neither hours nor caps nor a wished-for channel hold it back. */
const isService = (purpose: ContactAsk['purpose']): boolean => purpose === 'service'

/** The gate for one message, ready to be asked at once. */
export interface SendGate {
  judge(content: Outgoing, nowMs: number, subjectId?: string): Judgement
  /** Keeps what it said, as evidence. */
  keep(judged: Judgement, nowMs: number, subjectId: string | null): void
}

/** Looks up what the gate needs to know of a message, so that it may be asked in the step in which it starts. */
export async function sendGateOf(handle: ThreadHandle, about: GatedAbout, nowMs: number): Promise<SendGate> {
  const { channel, line, purpose, to, campaign } = about
  const [identityToken] = await Promise.all([tokenOf(handle, to, nowMs), readyFacts(handle, nowMs, 0, to)])
  return {
    judge: (content, atMs, subjectId) =>
      verdictNow(
        handle,
        {
          channel,
          purpose,
          phone: to.phone,
          userId: to.userId,
          atMs,
          isAnswer: isService(purpose),
          ...shapeOf(content),
        },
        { line, ...(subjectId !== undefined && { subjectId }) },
      ),
    keep({ decision, agreementId }, decidedAtMs, subjectId) {
      const { personId } = handle.pins
      const id = newId('dec', decidedAtMs)
      const subject = { personId, identityToken, subjectId, campaignId: campaign?.id ?? null }
      oweDecision(handle, { id, channel, purpose, decision, agreementId, ...subject, decidedAtMs })
    },
  }
}

const tokenOf = async (handle: ThreadHandle, { phone, userId }: Recipient, nowMs: number): Promise<string | null> => {
  const given = phone === null ? (userId === null ? null : { userId }) : { phone }
  return given === null ? null : identityTokenOf(handle.ctx(nowMs), given)
}

/** How the gate is told what a message is. */
export const shapeOf = (content: Outgoing): Pick<ContactAsk, 'form' | 'characters'> => ({
  form: content.type === 'template' ? 'template' : 'free',
  characters: content.text.length,
})

/** Whether a message may be queued, as the gate says it. */
export interface Admission {
  readonly refusal: SendRefusal | null
  /** When it may go, where it is to wait for that. */
  readonly notBeforeMs: number | null
  /** Keeps what was decided, where that is not asked again when the message starts. `messageId`: of what was queued. */
  keep(messageId: string | null): void
}

const NOT_KEPT: Admission = {
  refusal: { code: 'not_kept', ruleIds: [] },
  notBeforeMs: null,
  keep: () => undefined,
}

/** Asks the gate of a message that is to be queued. */
export async function admitted(handle: ThreadHandle, wanted: WantedMessage, nowMs: number): Promise<Admission> {
  const { content, fallback, purpose = 'service' } = wanted
  const gate = await sendGateOf(handle, { ...wanted, purpose }, nowMs)
  if (owesTooMany(handle)) return NOT_KEPT
  const isFree = fallback === undefined || mayWriteFreely(handle.storage, wanted, nowMs)
  const judged = gate.judge(isFree ? content : fallback, nowMs)
  const notBeforeMs = wanted.whenClosed === 'wait' ? (judged.refusal?.nextAllowedAtMs ?? null) : null
  return {
    refusal: notBeforeMs === null ? judged.refusal : null,
    notBeforeMs,
    keep(messageId) {
      if (judged.refusal !== null) gate.keep(judged, nowMs, messageId)
    },
  }
}

/** How often a message is put off because it came too late for the hour it was meant for. */
const PUT_OFF_MAX = 1

/**
 * Why a message does not start now, or null when it does: what holds back any message, and for one that the business begins the
 * whole gate. A start is counted, and what was decided is kept, in that same moment.
 */
export function heldAtLast(
  handle: ThreadHandle,
  gate: SendGate | null,
  asked: AskedToSend,
  nowMs: number,
): OutboxEvent | null {
  const held = heldBack(handle.storage, asked, nowMs)
  const isOpen = held === null || (held.type === 'held' && held.code === 'suppressed')
  if (gate === null || !isOpen) return held
  if (owesTooMany(handle)) return { type: 'postponed', untilAtMs: nowMs + OWED_WAIT_MS }
  return atTheGate(handle, gate, asked, nowMs) ?? held
}

function atTheGate(
  handle: ThreadHandle,
  gate: SendGate,
  { row, content }: AskedToSend,
  nowMs: number,
): OutboxEvent | null {
  const { id, channel, about, state } = row
  const judged = gate.judge(content, nowMs, id)
  const untilAtMs = judged.refusal?.nextAllowedAtMs ?? null
  // It was looked at before its time, because something else may have been decided of it.
  if (untilAtMs !== null && state.dueAtMs !== null && state.dueAtMs > nowMs)
    return { type: 'postponed', untilAtMs: state.dueAtMs }
  gate.keep(judged, nowMs, id)
  if (judged.refusal === null) {
    // What they began themselves counts towards no cap, and is not to push out what does.
    if (!isService(about.purpose)) noteContact(handle, { atMs: nowMs, channel, purpose: about.purpose, subjectId: id })
    return null
  }
  const { code } = judged.refusal
  const mayWait = about.whenClosed === 'wait' && (state.timesPutOff ?? 0) < PUT_OFF_MAX
  return mayWait && untilAtMs !== null ? { type: 'put_off', untilAtMs, code } : { type: 'held', code }
}
