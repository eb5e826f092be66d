import { decodeForm, valueOf, type Fields } from '../../../kernel/form-fields.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { StatusReport } from '../../../messages/message.ts'
import type { SignedHook } from '../../hook.ts'
import type { DeliveryPart, MessagingEvent } from '../contract.ts'
import { addressOf } from './addresses.ts'
import { errorOf } from './errors.ts'
import { askedOf, formOf } from './form.ts'
import { messageOf } from './read-message.ts'

/** Our own id of a message, in the address its statuses are told to: Twilio gives nothing of ours back by itself. */
export const OWN_ID = 'message'
/** Where the part keeps it. Twilio's own fields begin with capitals. */
const OWN_ID_FIELD = '_message'
const OWN_ID_FORM = /^msg_[0-9a-z]{1,40}$/

/** What a status callback may say, in our words. `received` is what an inbound webhook says of itself. */
const STATUS = new Map<string, StatusReport['status']>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['partially_delivered', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
  ['canceled', 'failed'],
])
const INBOUND = new Set(['received', 'receiving'])
const WORD = /^[a-z_]{1,40}$/

/** The one part of a delivery: Twilio tells one thing at a time. */
export function splitTwilio(hook: SignedHook): Result<readonly DeliveryPart[], 'unreadable'> {
  const form = formOf(hook)
  const fields = decodeForm(form)
  if (valueOf(fields, 'AccountSid') === null) return err('unreadable')
  const line = lineOf(fields)
  if (line === null) return ok([])
  const ownId = valueOf(decodeForm(askedOf(hook)), OWN_ID)
  const body = ownId !== null && OWN_ID_FORM.test(ownId) ? `${form}&${OWN_ID_FIELD}=${ownId}` : form
  return ok([{ line, body }])
}

export function readTwilio(body: string, nowMs: number): readonly MessagingEvent[] {
  const fields = decodeForm(body)
  const line = lineOf(fields)
  if (line === null) return [{ type: 'ignored', line: '', what: 'no_line' }]
  if (isStatus(fields)) return [statusEvent(fields, line, nowMs)]
  const message = messageOf(fields, line, nowMs)
  return [message === null ? { type: 'ignored', line, what: 'no_message' } : { type: 'message', line, message }]
}

function isStatus(fields: Fields): boolean {
  const word = valueOf(fields, 'MessageStatus')?.toLowerCase()
  return word !== undefined && !INBOUND.has(word)
}

/** The business's side: who was written to, or who a status is about wrote. A short code stands for itself. */
function lineOf(fields: Fields): string | null {
  const text = valueOf(fields, isStatus(fields) ? 'From' : 'To')
  const address = addressOf(text)
  return address === null ? null : (address.phone ?? text)
}

function statusEvent(fields: Fields, line: string, nowMs: number): MessagingEvent {
  const word = valueOf(fields, 'MessageStatus')?.toLowerCase() ?? ''
  const status = STATUS.get(word)
  const id = valueOf(fields, 'MessageSid') ?? valueOf(fields, 'SmsSid')
  if (status === undefined) return { type: 'ignored', line, what: WORD.test(word) ? `status_${word}` : 'status' }
  if (id === null) return { type: 'ignored', line, what: 'status_without_id' }
  const report: StatusReport = {
    channel: addressOf(valueOf(fields, 'From'))?.channel ?? 'sms',
    line,
    providerMessageId: id,
    messageId: valueOf(fields, OWN_ID_FIELD),
    recipient: recipientOf(fields),
    word,
    // Twilio says when only in a form of each carrier's own.
    atMs: nowMs,
    ...outcomeOf(status, valueOf(fields, 'ErrorCode') ?? ''),
  }
  return { type: 'status', line, status: report }
}

function recipientOf(fields: Fields): StatusReport['recipient'] {
  const { phone = null, userId = null } = addressOf(valueOf(fields, 'To')) ?? {}
  return { phone, userId }
}

/** What the carrier did not send because of the person's own wish is blocked, not failed. */
function outcomeOf(status: StatusReport['status'], code: string): Pick<StatusReport, 'status' | 'error'> {
  if (status !== 'failed' || !/^[1-9]\d{0,8}$/.test(code)) return { status, error: null }
  const error = errorOf(code)
  return { status: error.suppress === 'all' ? 'blocked' : status, error }
}
