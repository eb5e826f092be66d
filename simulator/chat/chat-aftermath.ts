import { dataOf, fieldOf, poll, textOf, type Gateway } from '../cli/gateway.ts'
import type { SimulatorClient } from '../cli/simulator-client.ts'
import { remindedMember, type Reminder } from '../outbound/remind.ts'
import type { Received } from '../receiver.ts'
import type { ChatRecord } from './hold-chat.ts'
import type { ChatExpectation } from './scenario.ts'

type Json = Readonly<Record<string, unknown>>

/** What came of a chat, as the gateway and the customer's receiver tell it. */
export interface ChatAftermath {
  readonly threadId: string | null
  readonly thread: Json | null
  readonly booking: Json | null
  /** Of the messages the person sent, how often each is kept. */
  readonly stored: readonly number[]
  /** Everything the receiver got about this person since the chat began, oldest first. */
  readonly events: readonly Received[]
  /** How they stand among those who were reminded; null where nobody was. */
  readonly member: string | null
}

export interface WatchingChat {
  readonly gateway: Gateway
  readonly simulator: SimulatorClient
  /** The tenant's receiver at the simulator. */
  readonly slug: string
  /** What they were reminded by first, or null. */
  readonly reminder: Reminder | null
  readonly startedAtMs: number
}

const FILED_MS_MAX = 20_000
const EVENTS_MS_MAX = 15_000

/** Waits, within bounds, until everything that was written is filed and told of, and gathers it. */
export async function gatherChatAftermath(
  watching: WatchingChat,
  { written }: ChatRecord,
  expected: ChatExpectation,
): Promise<ChatAftermath> {
  const { gateway, reminder } = watching
  const all = (): Promise<readonly Json[]> => storedBy(gateway, written)
  const isWhole = (found: readonly Json[]): boolean => new Set(found.map(providerId)).size === written.length
  const found = await poll(all, isWhole, FILED_MS_MAX)
  const stored = written.map((id) => found.filter((message) => providerId(message) === id).length)
  const last = found.find((message) => providerId(message) === written.at(-1)) ?? found[0]
  const threadId = textOf(last?.['thread_id'])
  const thread = threadId === null ? null : await gateway.get(`/v1/threads/${threadId}`)
  const personId = textOf(last?.['person_id']) ?? textOf(thread?.['person_id'])
  const events = await eventsOf(watching, personId, expected)
  const reminded = reminder === null ? null : await remindedMember(gateway, reminder, expected.member)
  const member = standing(reminded)
  return { threadId, thread, booking: await bookingOf(gateway, personId, events), stored, events, member }
}

/** How somebody of a list stands; whoever waits, with what for and until when. */
function standing(member: Json | null): string | null {
  const [status, code, nextAt] = ['status', 'code', 'next_at'].map((field) => textOf(member?.[field]))
  return status === 'waiting' ? `waiting (${code ?? 'not begun'}) until ${nextAt ?? 'nobody knows'}` : (status ?? null)
}

const providerId = (message: Json): unknown => message['provider_message_id']

/** The newest messages that came in, those of this person among them. */
async function storedBy(gateway: Gateway, written: readonly string[]): Promise<readonly Json[]> {
  const list = dataOf(await gateway.get('/v1/messages?direction=inbound&limit=100'))
  return list.filter((message) => written.includes(textOf(providerId(message)) ?? ''))
}

async function eventsOf(
  { simulator, slug, startedAtMs }: WatchingChat,
  personId: string | null,
  expected: ChatExpectation,
): Promise<readonly Received[]> {
  const since = new Date(startedAtMs - 1000).toISOString()
  const mine = async (): Promise<readonly Received[]> => {
    const received = (await simulator.received(slug)) ?? []
    return received.filter(
      ({ verified, status, data, timestamp }) =>
        verified && status < 300 && fieldOf(data, 'person_id') === personId && (timestamp ?? '') >= since,
    )
  }
  const isWhole = (events: readonly Received[]): boolean =>
    expected.events.every((type) => events.some((event) => event.type === type))
  return personId === null ? [] : poll(mine, isWhole, EVENTS_MS_MAX)
}

/** The booking that the chat made, moved or cancelled. */
async function bookingOf(gateway: Gateway, personId: string | null, events: readonly Received[]): Promise<Json | null> {
  const told = events.findLast(({ type }) => type?.startsWith('booking.') === true)
  const id = textOf(fieldOf(told?.data, 'booking_id'))
  if (id !== null) return gateway.get(`/v1/bookings/${id}`)
  if (personId === null) return null
  return dataOf(await gateway.get(`/v1/bookings?person_id=${personId}&limit=1`))[0] ?? null
}
