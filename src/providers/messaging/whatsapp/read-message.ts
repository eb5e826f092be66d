import type { InboundMessage, Sender } from '../../../messages/message.ts'
import type { MessagingEvent } from '../contract.ts'
import { idIn, objectIn, objectOf, objectsIn, timeIn, wholeIn, type Json } from './json-fields.ts'
import { readContent } from './read-content.ts'
import { identified, personOf, type Contacts } from './read-people.ts'
import { formerPerson } from './read-system.ts'

/** What is known of a value beside its items. */
export interface Around {
  readonly line: string
  readonly contacts: Contacts
  /** The code of the value's own error, or null. */
  readonly code: number | null
  readonly nowMs: number
}

/** A message somebody sent. One without an id cannot be told from its repetition, and is not taken. */
export function readMessage(message: Json, around: Around): MessagingEvent {
  const { line } = around
  const said = saidIn(message, around)
  if (said === null) return { type: 'ignored', line, what: 'message.no_id' }
  return { type: 'message', line, message: { ...said, sender: senderOf(message, around.contacts) } }
}

/** What a person of the business sent by themselves, from their own WhatsApp. */
export function readEcho(echo: Json, around: Around): MessagingEvent {
  const { line } = around
  const message = saidIn(echo, around)
  if (message === null) return { type: 'ignored', line, what: 'echo.no_id' }
  return { type: 'echo', line, to: identified(idIn(echo, 'to'), idIn(echo, 'to_user_id')), message }
}

function senderOf(message: Json, contacts: Contacts): Sender {
  const sender = personOf(idIn(message, 'from'), idIn(message, 'from_user_id'), contacts)
  if (sender.phone !== null || sender.userId !== null || objectOf(message['system']) === null) return sender
  return { ...sender, ...formerPerson(message) }
}

function saidIn(message: Json, { line, code, nowMs }: Around): Omit<InboundMessage, 'sender'> | null {
  const providerMessageId = idIn(message, 'id')
  if (providerMessageId === null) return null
  return {
    channel: 'whatsapp',
    providerMessageId,
    line,
    sentAtMs: timeIn(message, 'timestamp') ?? nowMs,
    content: readContent(message, codeOf(message) ?? code),
    repliesTo: idIn(objectIn(message, 'context'), 'id'),
    fromAd: objectOf(message['referral']) !== null,
    groupId: idIn(message, 'group_id'),
    keyword: null,
  }
}

/** The code of the first error in `errors`, or null. */
export function codeOf(item: Json): number | null {
  const [error] = objectsIn(item, 'errors')
  return error === undefined ? null : wholeIn(error, 'code')
}
