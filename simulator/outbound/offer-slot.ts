import type { CalleePart, Outcome } from '../caller/outbound-scenario.ts'
import type { CalledRecord } from '../caller/play-callee.ts'
import type { Difference } from '../cli/compare.ts'
import { dataOf, poll, textOf } from '../cli/gateway.ts'
import { freeSlot, NAME, prepareContact, type FreeSlot } from './before-calling.ts'
import { heardOtherwise } from './compare-dialled.ts'
import { numberFor, type DialOut } from './dial-out.ts'
import { waitAt } from './wait-at-number.ts'

type Json = Readonly<Record<string, unknown>>

/** A time that was offered to several people, and who has it in the end. */
export interface Offered {
  readonly campaignId: string
  readonly slot: FreeSlot
  /** Those whom the carrier was asked to call. */
  readonly records: readonly CalledRecord[]
  /** Everything that is booked at that time. */
  readonly bookings: readonly Json[]
  readonly campaign: Json | null
}

const DAY_MS = 86_400_000
const SETTLE_MS_MAX = 60_000
/** Once the campaign is over, whoever is on the line still is. */
const LAST_CALLS_MS_MAX = 20_000
const OVER = new Set(['completed', 'cancelled'])

/** Has the business offer one free time to all of `people` by telephone, at once, and looks who has it. */
export async function offerSlot(dialling: DialOut, people: readonly CalleePart[]): Promise<Offered> {
  const { gateway, simulator, scenario, speed, tell } = dialling
  const slot = await freeSlot(gateway, Date.now() + 3 * DAY_MS)
  const waiting = []
  const members: Json[] = []
  for (const [at, callee] of people.entries()) {
    const number = await numberFor(simulator)
    await prepareContact(gateway, scenario, number)
    // They are called at once, and told apart by their place in the list.
    const told: typeof tell = (event) => tell(event.type === 'turn' ? { ...event, caller: `no. ${at + 1}` } : event)
    waiting.push(await waitAt({ simulatorUrl: simulator.url, scenario: { ...scenario, callee }, number, speed }, told))
    members.push({ phone: number, name: NAME })
  }
  const made = await gateway.post('/v1/campaigns', {
    name: 'A time that came free',
    kind: 'waitlist',
    purpose: scenario.purpose,
    channels: ['voice'],
    at_once: people.length,
    attempts_max: 1,
    content: { slot },
    members,
  })
  const path = `/v1/campaigns/${textOf(made['id']) ?? ''}`
  const campaign = await poll(
    () => gateway.get(path),
    (one) => OVER.has(textOf(one?.['status']) ?? ''),
    SETTLE_MS_MAX,
  )
  // Whoever has not been called by now will not be.
  const calling = waiting.map(({ called }) => called)
  await Promise.race([Promise.all(calling), new Promise((resolve) => setTimeout(resolve, LAST_CALLS_MS_MAX).unref())])
  for (const { leave } of waiting) leave()
  const records = (await Promise.all(calling)).filter((record) => record !== null)
  return { campaignId: textOf(made['id']) ?? '', slot, records, bookings: await bookedAt(dialling, slot), campaign }
}

async function bookedAt({ gateway }: DialOut, { starts_at: from, resource_id: resourceId }: FreeSlot) {
  const to = new Date(Date.parse(from) + 1).toISOString()
  const query = new URLSearchParams({ from, to, resource_id: resourceId, status: 'confirmed' })
  return dataOf(await gateway.get(`/v1/bookings?${query.toString()}`))
}

/** Where an offer, and what came of it, differs from what its scenario says. */
export function compareOffered({ records, bookings, campaign }: Offered, expect: Outcome): readonly Difference[] {
  const given = String(bookings.length)
  const status = textOf(campaign?.['status']) ?? 'unknown'
  return [
    ...(expect.given === undefined || given === String(expect.given)
      ? []
      : [{ what: 'given to', expected: String(expect.given), actual: given }]),
    ...(status === 'completed' ? [] : [{ what: 'campaign', expected: 'completed', actual: status }]),
    ...records.flatMap(({ failure }) =>
      failure === null ? [] : [{ what: 'talk', expected: 'as scripted', actual: failure }],
    ),
    ...records.flatMap((record) => heardOtherwise(record, expect)),
  ]
}
