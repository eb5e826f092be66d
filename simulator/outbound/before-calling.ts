import { dataOf, textOf, type Gateway } from '../cli/gateway.ts'
import { UserError } from '../cli/user-error.ts'
import type { OutboundScenario } from '../caller/outbound-scenario.ts'
import { zoneWhereItIs } from './clock-zone.ts'

const DAY_MS = 86_400_000
const LOOK_DAYS = 10

/** Whoever is called by the scenarios. */
export const NAME = 'Ana Ortiz'

/** A visit of theirs that the call is about. */
export interface Visit {
  readonly id: string
  readonly startsAt: string
}

/** What the business does before it may call: it writes down what the person agreed to, and has them in its book. */
export async function prepareContact(
  gateway: Gateway,
  { before, purpose }: Pick<OutboundScenario, 'before' | 'purpose'>,
  phone: string,
  channel: 'voice' | 'sms' = 'voice',
): Promise<Visit | null> {
  const nowMs = Date.now()
  if (before.consent !== 'none') {
    await gateway.post('/v1/consents', {
      phone,
      level: before.consent,
      purposes: [purpose],
      channels: [channel],
      text: 'You may tell me of this by a machine.',
      source: 'web_form',
      captured_at: new Date(nowMs - DAY_MS).toISOString(),
      time_zone: zoneWhereItIs(before.hour, nowMs),
    })
  }
  if (before.known) await gateway.post('/v1/people', { name: NAME, phone })
  return before.visit_in_days === undefined ? null : bookVisit(gateway, phone, nowMs + before.visit_in_days * DAY_MS)
}

async function bookVisit(gateway: Gateway, phone: string, fromMs: number): Promise<Visit> {
  for (let tries = 1; ; tries += 1) {
    const slot = await freeSlot(gateway, fromMs)
    const asked = { ...slot, person: { name: NAME, phone } }
    const { status, body } = await gateway.ask('POST', '/v1/bookings', asked, crypto.randomUUID())
    if (status === 201) return { id: textOf(body['id']) ?? '', startsAt: textOf(body['starts_at']) ?? '' }
    // Somebody who calls at the same time has just taken it.
    if (status !== 409 || tries === SLOT_TRIES_MAX) throw new UserError(`No visit could be booked: ${status}.`)
  }
}

/** A time of the business's that nobody has. */
export interface FreeSlot {
  readonly service_id: string
  readonly resource_id: string
  readonly starts_at: string
}

/** Calls that are placed side by side may want the same time so often. */
const SLOT_TRIES_MAX = 8

export async function freeSlot(gateway: Gateway, fromMs: number): Promise<FreeSlot> {
  const services = dataOf(await gateway.get('/v1/services?limit=20'))
  // Nobody is reminded of an emergency.
  const service = services.find(({ slug }) => slug !== 'emergency-visit')
  const serviceId = textOf(service?.['id']) ?? ''
  const window = { from: new Date(fromMs).toISOString(), to: new Date(fromMs + LOOK_DAYS * DAY_MS).toISOString() }
  const query = new URLSearchParams({ service_id: serviceId, ...window, limit: '20' })
  const free = dataOf(await gateway.get(`/v1/availability?${query.toString()}`))
  // Any of them: calls that are placed side by side do not all want the first.
  const slot = free[Math.floor(Math.random() * free.length)]
  const [startsAt, resourceId] = [textOf(slot?.['starts_at']), textOf(slot?.['resource_id'])]
  if (startsAt === null || resourceId === null) throw new UserError('The business has no free time to speak of.')
  return { service_id: serviceId, resource_id: resourceId, starts_at: startsAt }
}
