import type { TicksAsked, TicksMeasured } from './campaign-worker.ts'
import { openHeap } from './heap.ts'
import { pathOf, type Path } from './path.ts'
import { privateKib } from './process.ts'
import { onRig, type Rig } from './rig.ts'

interface Plan {
  readonly people: number
  readonly ticks: number
}

const FULL: Plan = { people: 100_000, ticks: 200 }
const QUICK: Plan = { people: 10_000, ticks: 40 }

const ENTRY = 'bench/campaign-worker.ts'
const PLANNED_S_MAX = 60
/** Beside the people whom it begins with, a tick reads who is under way and the campaign itself. */
const ROWS_PER_PERSON_MAX = 10
/** A hundred bytes kept of each of the hundred people whom a tick begins with would be more. */
const KEPT_KIB_PER_TICK_MAX = 8
const WARM_TICKS = 10
/** Ticks of one request: as objects do, each begins with nothing. */
const LOT_TICKS = 10
const SMALL = 1_000
const START = '2035-01-02T15:00:00Z'
const LATER_MS = 60 * 60 * 1000

/** A long list is planned; and a tick of a long campaign is held beside one of a short campaign in the same process. */
export async function measureCampaign(quick: boolean): Promise<readonly Path[]> {
  return onRig((rig) => runCampaigns(rig, quick ? QUICK : FULL), { entry: ENTRY, isInspected: true })
}

async function runCampaigns(rig: Rig, { people, ticks }: Plan): Promise<readonly Path[]> {
  const heap = await openHeap(rig)
  const small = await planned(rig, SMALL)
  const floor = await ticked(rig, small.id, WARM_TICKS / 2)
  const long = await planned(rig, people)
  await ticked(rig, long.id, WARM_TICKS)
  // The first half fills caches once; the second still fills those of the stores, which run in the same process here.
  await tickedInLots(rig, long.id, ticks / 2)
  const beforeKib = privateKib(rig.pid)
  let us = floor
  const keptKib = await heap.keptOf(async () => {
    us = await tickedInLots(rig, long.id, ticks / 2)
  })
  heap.close()
  const grownKib = Math.max(0, privateKib(rig.pid) - beforeKib)
  return [
    pathOf({ name: `campaign_planned_${people}`, unit: 's', us: long.seconds }, ['us_at_most', PLANNED_S_MAX]),
    pathOf({ name: 'campaign_tick_rows', unit: 'rows read/person', us: us.rowsPerPerson }, [
      'us_at_most',
      ROWS_PER_PERSON_MAX,
    ]),
    pathOf({ name: 'campaign_tick_keeps', unit: 'KiB/tick', us: keptKib / (ticks / 2) }, [
      'us_at_most',
      KEPT_KIB_PER_TICK_MAX,
    ]),
    pathOf({ name: 'campaign_tick_process_grows', unit: 'KiB/tick', us: grownKib / (ticks / 2) }),
    pathOf({ name: 'campaign_tick', unit: 'ms/tick', us: us.ms, floor: floor.ms }),
  ]
}

async function tickedInLots(rig: Rig, campaignId: string, ticks: number): Promise<Ticked> {
  let last = await ticked(rig, campaignId, LOT_TICKS)
  for (let done = LOT_TICKS; done < ticks; done += LOT_TICKS) last = await ticked(rig, campaignId, LOT_TICKS)
  return last
}

const ask = async (rig: Rig, path: string, type: string, body: string): Promise<Record<string, unknown>> => {
  const headers = { authorization: `Bearer ${rig.tenant.apiKey}`, 'content-type': type }
  const answer = await fetch(`${rig.url}${path}`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return (await answer.json()) as Record<string, unknown>
}

/** From the first byte of its list until a campaign is ready to begin. */
async function planned(rig: Rig, people: number): Promise<{ readonly id: string; readonly seconds: number }> {
  const campaign = {
    name: 'Reminders',
    kind: 'message',
    purpose: 'appointment_reminder',
    channels: ['sms'],
    starts_at: START,
    per_minute: 1_000,
    at_once: 200,
    content: { sms: { text: 'Hello {name}, we see you on {day}.' } },
  }
  const made = await ask(rig, '/v1/campaigns', 'application/json', JSON.stringify(campaign))
  const id = String(made['id'])
  const rows = Array.from({ length: people }, (_, nth) => `+1212${2_000_000 + nth},Ann ${nth},Tuesday`)
  const startedAtMs = Date.now()
  const taken = await ask(rig, `/v1/campaigns/${id}/members`, 'text/csv', ['phone,name,day', ...rows].join('\r\n'))
  if (taken['added'] !== people) throw new Error(`${String(taken['added'])} of ${people} were taken`)
  return { id, seconds: (Date.now() - startedAtMs) / 1000 }
}

interface Ticked {
  readonly ms: number
  readonly rowsPerPerson: number
}

async function ticked(rig: Rig, campaignId: string, ticks: number): Promise<Ticked> {
  const atMs = Date.parse(START) + LATER_MS
  const asked: TicksAsked = { tenantId: rig.tenant.id, campaignId, atMs, ticks }
  const startedAtMs = Date.now()
  const { rowsRead, begun } = (await ask(
    rig,
    '/_ticks',
    'application/json',
    JSON.stringify(asked),
  )) as unknown as TicksMeasured
  if (begun === 0) throw new Error('nobody was due')
  return { ms: (Date.now() - startedAtMs) / ticks, rowsPerPerson: rowsRead / begun }
}
