import { setTimeout as wait } from 'node:timers/promises'
import type { OwnLine } from '../simulator/whatsapp/own-line.ts'
import { load, type LoadResult } from './http-load.ts'
import { hasWritten, messageHook, textUpdate, writer } from './message-hook.ts'
import { measureStorm } from './message-storm.ts'
import { pathOf, type Path } from './path.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { keptMessages, received } from './kept-messages.ts'
import { median, percentile } from './stats.ts'

interface Plan {
  readonly rounds: number
  /** Per round and side. */
  readonly requests: number
  readonly batches: number
}

const FULL: Plan = { rounds: 10, requests: 800, batches: 3 }
const QUICK: Plan = { rounds: 3, requests: 200, batches: 1 }

const CONNECTIONS = 16
const WARM_REQUESTS = 300
const BATCH = 1_000
const BATCH_MS_MAX = 250
const IN_THREADS_MS_MAX = 30_000
/** The people who write in the rounds: each is known after the warm-up. */
const WRITERS = 100

/** The gateway, with threads that count what they have taken, and where they tell it. */
const COUNTING = 'bench/crowd-worker.ts'
const TAKEN = '/_taken'
const LOOK_TAKEN_MS = 100

type Side = 'us' | 'bare'
const SIDES: readonly Side[] = ['bare', 'us']

interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Signed messages to their 200 beside the bare hook, in turns. */
export const measureMessages = (quick: boolean): Promise<readonly Path[]> =>
  onRig((rig) => measureSingles(rig, quick ? QUICK : FULL))

/** A full batch of strangers, and a storm of duplicates. */
export async function measureCrowd(quick: boolean): Promise<readonly Path[]> {
  const batches = await onRig((rig) => measureBatches(rig, quick ? QUICK : FULL), { entry: COUNTING })
  const storm = await onRig((rig) => measureStorm(rig, lineOf(rig), quick))
  return [...batches, ...storm]
}

function lineOf({ tenant, simulator }: Rig): OwnLine {
  const line = simulator.whatsapp.lineOf(tenant.whatsappPhoneNumberId ?? '')
  if (line === null) throw new Error('the demo business has no WhatsApp line')
  return line
}

async function measureSingles(rig: Rig, { rounds, requests }: Plan): Promise<readonly Path[]> {
  const made: Record<Side, Round[]> = { us: [], bare: [] }
  for (const side of SIDES) await send(rig, side, WARM_REQUESTS)
  while (made.us.length < rounds) {
    // Whoever goes first finds the process as the other left it: they take turns at that too.
    for (const side of made.us.length % 2 === 0 ? SIDES : SIDES.toReversed()) {
      await untilIdle(rig)
      const { perSecond, latenciesMs } = await send(rig, side, requests)
      made[side].push({ perSecond, p50: percentile(latenciesMs, 0.5), p99: percentile(latenciesMs, 0.99) })
    }
  }
  const of = (side: Side, figure: keyof Round): number => median(made[side].map((round) => round[figure]))
  const both = (figure: keyof Round) => ({ us: of('us', figure), floor: of('bare', figure) })
  const name = `messages_${CONNECTIONS}`
  return [
    pathOf({ name: `${name}_rps`, unit: 'requests/s', ...both('perSecond') }, ['ratio_at_least', 0.7]),
    pathOf({ name: `${name}_p50`, unit: 'ms', ...both('p50') }),
    pathOf({ name: `${name}_p99`, unit: 'ms', ...both('p99') }),
  ]
}

/** Every request is another message of one of the writers, signed before the clock starts. */
function send(rig: Rig, side: Side, count: number): Promise<LoadResult> {
  const origin = side === 'us' ? rig.url : rig.floorUrl
  const line = lineOf(rig)
  const requests = Array.from({ length: count }, (_, nth) =>
    messageHook(rig, origin, [textUpdate(line, hasWritten(rig, line, writer(nth % WRITERS)), 'Is there parking?')]),
  )
  const port = side === 'us' ? rig.port : rig.floorPort
  return load({ port, connections: CONNECTIONS, requests, expects: '' })
}

const IDLE_LOOK_MS = 500
const IDLE_SHARE = 0.08
const IDLE_MS_MAX = 60_000

/** What was acknowledged is worked on before the next round begins. */
async function untilIdle({ pid }: Rig): Promise<void> {
  const endsAtMs = Date.now() + IDLE_MS_MAX
  while (Date.now() < endsAtMs) {
    const before = cpuMs(pid)
    await wait(IDLE_LOOK_MS)
    if (cpuMs(pid) - before < IDLE_LOOK_MS * IDLE_SHARE) return
  }
}

/** A thousand strangers in one delivery: how soon it is acknowledged, how soon all are in their threads, and in the records. */
async function measureBatches(rig: Rig, { batches }: Plan): Promise<readonly Path[]> {
  const line = lineOf(rig)
  await send(rig, 'us', WARM_REQUESTS / 10)
  const acknowledgedMs: number[] = []
  const inThreadsMs: number[] = []
  const filedMs: number[] = []
  const bareMs: number[] = []
  let missing = 0
  for (let nth = 0; nth < batches; nth += 1) {
    await untilIdle(rig)
    bareMs.push(await keepBare(rig, nth))
    await untilIdle(rig)
    const strangers = Array.from({ length: BATCH }, (_, of) => hasWritten(rig, line, writer(1_000 * (nth + 1) + of)))
    const updates = strangers.map((user) => textUpdate(line, user, 'Is there parking?'))
    const before = await received(rig)
    const takenBefore = await taken(rig)
    const sentAtMs = Date.now()
    const requests = [messageHook(rig, rig.url, updates)]
    const { latenciesMs } = await load({ port: rig.port, connections: 1, requests, expects: '' })
    acknowledgedMs.push(...latenciesMs)
    const ids = new Set(updates.map(({ entry }) => String(entry['id'])))
    while ((await taken(rig)) - takenBefore < BATCH && Date.now() - sentAtMs < 4 * IN_THREADS_MS_MAX)
      await wait(LOOK_TAKEN_MS)
    inThreadsMs.push(Date.now() - sentAtMs)
    const { kept, atMs } = await keptMessages(rig, { ids, msMax: 4 * IN_THREADS_MS_MAX, sinceMs: sentAtMs, before })
    filedMs.push(atMs - sentAtMs)
    missing += BATCH - new Set(kept.map(({ provider_message_id: id }) => id)).size
  }
  const [acknowledged, inThreads] = [median(acknowledgedMs), median(inThreadsMs)]
  return [
    pathOf({ name: 'messages_batch_acknowledged', unit: 'ms', us: acknowledged }, ['us_at_most', BATCH_MS_MAX]),
    pathOf({ name: 'messages_batch_in_threads', unit: 'ms', us: inThreads }, ['us_at_most', IN_THREADS_MS_MAX]),
    pathOf({ name: 'messages_batch_in_records', unit: 'ms', us: median(filedMs), floor: median(bareMs) }),
    pathOf({ name: 'messages_batch_missing', unit: 'messages', us: missing }, ['us_at_most', 0]),
  ]
}

/** How many messages threads have taken, durably. */
async function taken({ url }: Rig): Promise<number> {
  return ((await (await fetch(`${url}${TAKEN}`)).json()) as { readonly taken: number }).taken
}

/** How long the least takes that can be kept of as many strangers. */
async function keepBare({ floorUrl }: Rig, nth: number): Promise<number> {
  const names = Array.from({ length: BATCH }, (_, of) => `${nth}-${of}`)
  const startedAtMs = Date.now()
  const response = await fetch(`${floorUrl}/_strangers`, {
    method: 'POST',
    body: JSON.stringify({ names, body: 'Is there parking?' }),
  })
  if (!response.ok) throw new Error(`the floor answered ${response.status}`)
  return Date.now() - startedAtMs
}
