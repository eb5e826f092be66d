import { dataOf, poll, textOf, type Gateway } from '../cli/gateway.ts'
import { NAME, type Visit } from './before-calling.ts'

type Json = Readonly<Record<string, unknown>>

/** Whom a business reminds, how, and of what: null for an appointment that only a list of its own has. */
interface Reminding {
  readonly phone: string
  readonly channel: 'voice' | 'sms'
  readonly visit: Visit | null
  /** Of an agent that speaks Spanish, to people of a list in Spanish. Absent: the one that answers, in English. */
  readonly agentId?: string | undefined
}

const DAY_MS = 86_400_000
const NOTED_MS_MAX = 20_000

const inThreeDays = (language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', month: 'long', day: 'numeric' }).format(Date.now() + 3 * DAY_MS)

/** A campaign, and whom of it to look at. */
export interface Reminder {
  readonly campaignId: string
  readonly visit: Visit | null
}

/** Has the business begin a campaign that reminds somebody. */
export async function remind(gateway: Gateway, { phone, channel, visit, agentId }: Reminding): Promise<Reminder> {
  const language = agentId === undefined ? 'en' : 'es'
  const made = await gateway.post('/v1/campaigns', {
    name: 'A reminder',
    kind: 'reminder',
    purpose: 'appointment_reminder',
    channels: [channel],
    attempts_max: 1,
    ...(agentId !== undefined && { agent_id: agentId, content: { language } }),
    ...(visit === null && { members: [{ phone, name: NAME, date: inThreeDays(language), time: '10:00 AM' }] }),
  })
  const campaignId = textOf(made['id']) ?? ''
  if (visit === null) return { campaignId, visit }
  const to = new Date(Date.parse(visit.startsAt) + 1).toISOString()
  await gateway.post(`/v1/campaigns/${campaignId}/members`, { bookings: { from: visit.startsAt, to } })
  return { campaignId, visit }
}

/** Whom it reminds, as soon as they stand as `expected`, or as they stand when that does not come. */
export function remindedMember(
  gateway: Gateway,
  { campaignId, visit }: Reminder,
  expected: string | undefined,
): Promise<Json | null> {
  // Somebody else may have a visit at the same time.
  const isTheirs = (member: Json): boolean => member['booking_id'] === (visit?.id ?? null)
  const read = async (): Promise<Json | null> =>
    dataOf(await gateway.get(`/v1/campaigns/${campaignId}/members`)).find(isTheirs) ?? null
  return poll(read, (member) => expected === undefined || member?.['status'] === expected, NOTED_MS_MAX)
}
