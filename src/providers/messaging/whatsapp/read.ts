import type { MessagingEvent } from '../contract.ts'
import { changesIn, type Change } from './envelope.ts'
import { errorOf } from './errors.ts'
import { objectsIn, timeIn, idIn, wordOf, type Json } from './json-fields.ts'
import { codeOf, readEcho, readMessage, type Around } from './read-message.ts'
import { isNotice, keyOf, readNotice } from './read-notice.ts'
import { contactsIn, personOf } from './read-people.ts'
import { readStatus } from './read-status.ts'

type Reader = (change: Change, nowMs: number) => readonly MessagingEvent[]

/** Fields that tell something. Every other is counted by its name: `calls`, `flows`, what is new next year. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['messages', readMessages],
  ['smb_message_echoes', readEchoes],
  ['message_echoes', readEchoes],
  ['user_preferences', readPreferences],
  // Talks of half a year, from before the business came to us. They were had without us, and stay where they are.
  ['history', (change) => [ignored(change, codeOfHistory(change.value) === null ? 'history' : 'history.declined')]],
  ['calls', (change) => [ignored(change, `calls.${wordOf(objectsIn(change.value, 'calls')[0]?.['event'])}`)]],
])

/**
 * What a part of a delivery tells, in its own order. Never throws: what nobody understands is `ignored` by its name.
 *
 * @param nowMs for what names no time of its own.
 */
export function readDelivery(body: string, nowMs: number): readonly MessagingEvent[] {
  const changes = changesIn(body)
  if (changes === null) return [{ type: 'ignored', line: '', what: 'unreadable' }]
  return changes.flatMap((change) => {
    if (isNotice(change.field)) return [readNotice(change, nowMs)]
    return READERS.get(change.field)?.(change, nowMs) ?? [ignored(change, `field.${change.field || 'none'}`)]
  })
}

const ignored = ({ line }: Change, what: string): MessagingEvent => ({ type: 'ignored', line, what })

const around = ({ line, value }: Change, nowMs: number): Around => ({
  line,
  contacts: contactsIn(value),
  code: codeOf(value),
  nowMs,
})

function readMessages(change: Change, nowMs: number): readonly MessagingEvent[] {
  const beside = around(change, nowMs)
  const messages = objectsIn(change.value, 'messages').map((message) => readMessage(message, beside))
  const statuses = objectsIn(change.value, 'statuses').map((status) => readStatus(status, beside))
  if (messages.length + statuses.length > 0) return [...messages, ...statuses]
  return beside.code === null ? [ignored(change, 'messages.empty')] : [readError(change, beside.code, nowMs)]
}

const DAY_MS = 86_400_000

/** An error of the app or the account, with no message and no time. It may come by the thousand: one is told a day. */
function readError(change: Change, code: number, nowMs: number): MessagingEvent {
  const day = Math.floor(nowMs / DAY_MS)
  const { action } = errorOf(code)
  const notice = {
    field: 'messages',
    event: `error_${String(code)}`,
    weight: action === 'configuration' ? ('act' as const) : ('note' as const),
    subject: null,
    key: keyOf('messages', { ...change.entry, time: day }, code),
    atMs: day * DAY_MS,
  }
  return { type: 'notice', line: change.line, notice }
}

function readEchoes(change: Change, nowMs: number): readonly MessagingEvent[] {
  const beside = around(change, nowMs)
  const echoes = objectsIn(change.value, 'message_echoes').map((echo) => readEcho(echo, beside))
  return echoes.length > 0 ? echoes : [ignored(change, 'echoes.empty')]
}

function readPreferences(change: Change, nowMs: number): readonly MessagingEvent[] {
  const { contacts } = around(change, nowMs)
  const preferences = objectsIn(change.value, 'user_preferences')
  if (preferences.length === 0) return [ignored(change, 'user_preferences.empty')]
  return preferences.map((preference) => {
    const marketing = WISHES.get(wordOf(preference['value']))
    const isMarketing = wordOf(preference['category']) === 'marketing_messages'
    if (marketing === undefined || !isMarketing) return ignored(change, 'user_preferences.other')
    const { phone, userId } = personOf(idIn(preference, 'wa_id'), idIn(preference, 'user_id'), contacts)
    const atMs = timeIn(preference, 'timestamp') ?? nowMs
    const key = keyOf('user_preferences', { ...change.entry, time: idIn(preference, 'timestamp') }, preference)
    return { type: 'preference', line: change.line, change: { person: { phone, userId }, marketing, atMs }, key }
  })
}

/** Whoever signs up by a link wants promotions, as whoever resumes them. */
const WISHES: ReadonlyMap<string, 'stop' | 'resume'> = new Map([
  ['stop', 'stop'],
  ['resume', 'resume'],
  ['signup', 'resume'],
])

function codeOfHistory(value: Json): number | null {
  const [first] = objectsIn(value, 'history')
  return first === undefined ? null : codeOf(first)
}
