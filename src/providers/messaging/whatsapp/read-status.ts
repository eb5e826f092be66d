import type { MessageStatus, StatusReport } from '../../../messages/message.ts'
import type { MessagingEvent } from '../contract.ts'
import { errorOf } from './errors.ts'
import { idIn, textIn, timeIn, wordOf, type Json } from './json-fields.ts'
import { codeOf, type Around } from './read-message.ts'
import { personOf } from './read-people.ts'

/** How far a message is, by Meta's word. A voice note that was played has been read. */
const STATUSES: ReadonlyMap<string, Exclude<MessageStatus, 'received'>> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])

const CALLBACK_CHARS_MAX = 512

/** What became of a message of ours. Calls and payments have statuses too, which are nothing to us. */
export function readStatus(status: Json, around: Around): MessagingEvent {
  const { line } = around
  const type = status['type']
  if (typeof type === 'string' && type !== 'message') return { type: 'ignored', line, what: `status.${wordOf(type)}` }
  const word = wordOf(status['status'])
  const [known, providerMessageId] = [STATUSES.get(word), idIn(status, 'id')]
  if (known === undefined || providerMessageId === null) return { type: 'ignored', line, what: `status.${word}` }
  return {
    type: 'status',
    line,
    status: { ...reportOf(status, around), providerMessageId, word, ...end(known, status) },
  }
}

/** What failed because the person has asked Meta for no promotions was blocked, not broken. */
function end(known: Exclude<MessageStatus, 'received'>, status: Json): Pick<StatusReport, 'status' | 'error'> {
  const code = known === 'failed' ? codeOf(status) : null
  const error = code === null ? null : errorOf(code)
  return { status: error?.suppress === 'marketing' ? 'blocked' : known, error }
}

function reportOf(status: Json, { line, contacts, nowMs }: Around) {
  const isGroup = idIn(status, 'recipient_type') === 'group'
  const kind = isGroup ? 'recipient_participant' : 'recipient'
  const { phone, userId } = personOf(idIn(status, `${kind}_id`), idIn(status, `${kind}_user_id`), contacts)
  return {
    channel: 'whatsapp' as const,
    line,
    messageId: textIn(status, 'biz_opaque_callback_data', CALLBACK_CHARS_MAX) || null,
    recipient: { phone, userId },
    atMs: timeIn(status, 'timestamp') ?? nowMs,
  }
}
