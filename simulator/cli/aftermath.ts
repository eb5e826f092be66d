import type { CallRecord } from '../caller/place-call.ts'
import type { Expectation } from '../caller/scenario.ts'
import type { Received } from '../receiver.ts'
import { dataOf, fieldOf, poll, textOf, type Gateway } from './gateway.ts'
import type { SimulatorClient } from './simulator-client.ts'

type Json = Readonly<Record<string, unknown>>

/** What came of a call, as the gateway and the customer's receiver tell it. */
export interface Aftermath {
  readonly call: Json | null
  readonly booking: Json | null
  readonly summary: string | null
  /** What the caller left after the tone, with its words where there are any. */
  readonly voicemail: Json | null
  /** Everything the receiver got about this call, oldest first. */
  readonly events: readonly Received[]
}

export interface Watching {
  readonly gateway: Gateway
  readonly simulator: SimulatorClient
  /** The tenant's receiver at the simulator. */
  readonly slug: string
}

const CALL_MS_MAX = 45_000
const RECORDING_MS_MAX = 90_000
const EVENTS_MS_MAX = 45_000
/** A vendor takes its time to write down what it hears. */
const WORDS_MS_MAX = 60_000

/** Of a call that is not there. */
export const NOTHING: Aftermath = { call: null, booking: null, summary: null, voicemail: null, events: [] }

/** Waits, within bounds, until everything about the call is final, and gathers it. */
export async function gatherAftermath(
  watching: Watching,
  record: CallRecord,
  expected: Expectation,
): Promise<Aftermath> {
  const { gateway } = watching
  const listed = await poll(() => findCall(gateway, record.call_sid), isOver, CALL_MS_MAX)
  const id = textOf(listed?.['id'])
  return id === null ? NOTHING : aftermathOf(watching, id, expected)
}

/** The same of a call whose id is known. */
export async function aftermathOf(
  watching: Watching,
  id: string,
  expected: Pick<Expectation, 'events'>,
): Promise<Aftermath> {
  const { gateway } = watching
  const call = await poll(() => gateway.get(`/v1/calls/${id}`), isFinal, RECORDING_MS_MAX)
  const events = await eventsOf(watching, call, expected)
  const summary = textOf((await gateway.get(`/v1/calls/${id}/summary`))?.['text'])
  const voicemail = await voicemailOf(gateway, id, call)
  return { call, booking: await bookingOf(gateway, id, events), summary, voicemail, events }
}

async function findCall(gateway: Gateway, callSid: string): Promise<Json | null> {
  const calls = dataOf(await gateway.get(`/v1/calls?carrier_call_id=${callSid}&limit=5`))
  return calls.find((call) => call['carrier_call_id'] === callSid) ?? null
}

const isOver = (call: Json | null): boolean => call !== null && textOf(call['ended_at']) !== null

const isFinal = (call: Json | null): boolean =>
  isOver(call) && ['recording', 'transcript'].every((part) => fieldOf(call?.[part], 'status') !== 'pending')

async function voicemailOf(gateway: Gateway, id: string, call: Json | null): Promise<Json | null> {
  if (call?.['outcome'] !== 'voicemail_left' && (call?.['voicemail'] ?? null) === null) return null
  const isSettled = (left: Json | null): boolean => fieldOf(left?.['transcript'], 'status') !== 'pending'
  return poll(() => gateway.get(`/v1/calls/${id}/voicemail`), isSettled, WORDS_MS_MAX)
}

/** The last word about a call comes when all its parts are settled; whatever is expected may still come after it. */
async function eventsOf(
  { simulator, slug }: Watching,
  call: Json | null,
  expected: Pick<Expectation, 'events'>,
): Promise<readonly Received[]> {
  const mine = async (): Promise<readonly Received[]> => {
    const received = (await simulator.received(slug)) ?? []
    return received.filter((event) => event.verified && event.status < 300 && concerns(event, call))
  }
  const wanted = [...expected.events, call?.['status'] === 'completed' ? 'call.completed' : 'call.failed']
  return poll(mine, (events) => wanted.every((type) => events.some((event) => event.type === type)), EVENTS_MS_MAX)
}

/** An event names its call; a booking made on an earlier call is still this caller's. */
function concerns({ data, timestamp }: Received, call: Json | null): boolean {
  if (fieldOf(data, 'call_id') === call?.['id']) return true
  const person = textOf(call?.['person_id'])
  const started = textOf(call?.['started_at'])
  return person !== null && started !== null && fieldOf(data, 'person_id') === person && (timestamp ?? '') >= started
}

/** The booking the call made, moved or cancelled. */
async function bookingOf(gateway: Gateway, callId: string, events: readonly Received[]): Promise<Json | null> {
  const told = events.findLast(({ type }) => type?.startsWith('booking.') === true)
  const id = textOf(fieldOf(told?.data, 'booking_id'))
  if (id !== null) return gateway.get(`/v1/bookings/${id}`)
  return dataOf(await gateway.get(`/v1/bookings?call_id=${callId}&limit=1`))[0] ?? null
}
