import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { streamFloor, streamGateway, type MediaLine } from './media-line.ts'
import { pathOf, type Path } from './path.ts'
import { untilQuiet } from './phone-line.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { median, percentile } from './stats.ts'
import { openVendor, type Vendor } from './vendor.ts'

interface Plan {
  readonly calls: number
  readonly rounds: number
  readonly roundMs: number
}

/** Many short rounds: a machine that others use too has bad moments of its own, and a median of many sees past them. */
const FULL: readonly Plan[] = [
  { calls: 20, rounds: 25, roundMs: 3_000 },
  { calls: 100, rounds: 21, roundMs: 3_000 },
]
const QUICK: readonly Plan[] = [{ calls: 20, rounds: 3, roundMs: 4_000 }]

const FRAME_MS = 20
const DELTA_MS = 100
/** A caller interrupts this often: real ones do so less. */
const TURN_MS = 4_000
/** After the interruption, how long the caller speaks, and how long the vendor then thinks. */
const SPEAKS_MS = 600
const WARM_MS = 1_500
/** Calls do not begin together: until a round is so old each takes up its own rhythm, and nothing of that is counted. */
const LEAD_MS = 1_000
const KEY = 'key-of-the-benchmark'

type Side = 'us' | 'bridge'
const SIDES: readonly Side[] = ['bridge', 'us']

interface Round {
  readonly waits: number[]
  readonly clears: number[]
}

interface Figures {
  readonly p50: number
  readonly p99: number
}

/** Twenty milliseconds of audio in, the same out at the other socket, beside an object that passes on what comes. */
export async function measureMedia(quick: boolean): Promise<readonly Path[]> {
  const vendor = await openVendor()
  const bindings = { OPENAI_API_KEY: KEY, OPENAI_REALTIME_URL: vendor.url }
  const paths: Path[] = []
  try {
    for (const plan of quick ? QUICK : FULL) {
      paths.push(...(await onRig((rig) => runPlan(rig, vendor, plan), { bindings })))
    }
  } finally {
    vendor.close()
  }
  return paths
}

async function runPlan(rig: Rig, vendor: Vendor, plan: Plan): Promise<readonly Path[]> {
  const { calls } = plan
  await giveVoice(rig)
  const lines: Record<Side, MediaLine[]> = { bridge: [], us: [] }
  for (let nth = 0; nth < calls; nth += 1) lines.bridge.push(await streamFloor(rig, vendor))
  for (let nth = 0; nth < calls; nth += 1) lines.us.push(await streamGateway(rig, vendor))
  for (const line of [...lines.bridge, ...lines.us]) line.interrupt()
  await untilQuiet(() => cpuMs(rig.pid), 10_000)
  for (const side of SIDES) await talk(lines[side], WARM_MS)
  const rounds: Record<Side, Figures[]> = { bridge: [], us: [] }
  const cleared: Record<Side, number[][]> = { bridge: [], us: [] }
  for (let nth = 0; nth < plan.rounds; nth += 1) {
    for (const side of nth % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const { waits, clears } = await talk(lines[side], plan.roundMs)
      rounds[side].push({ p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) })
      addTo(cleared[side], clears)
    }
  }
  for (const line of [...lines.bridge, ...lines.us]) line.close()
  const both = (figure: keyof Figures) => ({
    us: median(rounds.us.map((round) => round[figure])),
    floor: median(rounds.bridge.map((round) => round[figure])),
  })
  const name = `media_${calls}`
  return [
    pathOf({ name: `${name}_p50`, unit: 'ms', ...both('p50') }),
    pathOf({ name: `${name}_p99`, unit: 'ms', ...both('p99') }, ['ratio_at_most', 1.3]),
    pathOf({
      name: `${name}_clear_p50`,
      unit: 'ms',
      us: percentile(cleared.us.flat(), 0.5),
      floor: percentile(cleared.bridge.flat(), 0.5),
    }),
    pathOf(
      {
        name: `${name}_clear_p99`,
        unit: 'ms',
        us: p99Of(cleared.us),
        floor: p99Of(cleared.bridge),
      },
      ['ratio_at_most', 1.5],
    ),
  ]
}

/** A round has few interruptions, and one late one would be its p99: so rounds are taken together until there are so many. */
const CLEARS_MIN = 100

function addTo(groups: number[][], clears: readonly number[]): void {
  const last = groups.at(-1)
  if (last !== undefined && last.length < CLEARS_MIN) last.push(...clears)
  else groups.push([...clears])
}

/** As of the frames: the middle one of what each group's is. The last may have too few to count. */
function p99Of(groups: readonly (readonly number[])[]): number {
  const whole = groups.filter(({ length }) => length >= CLEARS_MIN)
  return median((whole.length > 0 ? whole : groups).map((group) => percentile(group, 0.99)))
}

/** The demo's agent, from now on speaking through the vendor. */
async function giveVoice({ url, tenant }: Rig): Promise<void> {
  const headers = { authorization: `Bearer ${tenant.apiKey}`, 'content-type': 'application/json' }
  const ask = async (path: string, method = 'GET', body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/v1${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const [{ id } = { id: '' }] = (await ask('/agents'))['data'] as { readonly id: string }[]
  const { draft: document } = (await ask(`/agents/${id}`)) as { draft: { voice: object } }
  const voice = { ...document.voice, provider: 'openai-realtime' }
  await ask(`/agents/${id}`, 'PATCH', { document: { ...document, voice } })
  await ask(`/agents/${id}/publish`, 'POST', {})
  // What a line is answered with is remembered for five seconds.
  await wait(5_500)
}

/** Every line talks in its own rhythm until the time is over. @throws Error when a frame did not come through. */
async function talk(lines: readonly MediaLine[], roundMs: number): Promise<Round> {
  const round: Round = { waits: [], clears: [] }
  const endsAt = performance.now() + LEAD_MS + roundMs
  await Promise.all(lines.map((line, nth) => talkOn(line, (nth / lines.length) * FRAME_MS, endsAt, round)))
  return round
}

async function talkOn(line: MediaLine, offsetMs: number, endsAt: number, round: Round): Promise<void> {
  const countsFrom = performance.now() + LEAD_MS
  const sentAt = new Map<string, number>()
  const arrived = (name: string): void => {
    const at = sentAt.get(name)
    if (at === undefined) throw new Error('a frame came twice, or one that was never sent')
    sentAt.delete(name)
    if (at >= countsFrom) round.waits.push(performance.now() - at)
  }
  let clearedAt: number | null = null
  line.onHeard = arrived
  line.onAnswered = arrived
  line.onCleared = () => {
    if (clearedAt !== null && clearedAt >= countsFrom) round.clears.push(performance.now() - clearedAt)
    clearedAt = null
  }
  await wait(offsetMs)
  const startedAt = performance.now()
  const turnAt = TURN_MS * Math.random()
  const firstMs = LEAD_MS * 0.8 * Math.random()
  let isSpeaking = true
  for (let nth = 0; performance.now() < endsAt; nth += 1) {
    await until(startedAt + nth * FRAME_MS)
    send(sentAt, `c${nth}`, line.speak)
    const atMs = nth * FRAME_MS
    const speaks = atMs < firstMs || (atMs + turnAt) % TURN_MS < SPEAKS_MS
    if (!isSpeaking && nth % (DELTA_MS / FRAME_MS) === 0) send(sentAt, `v${nth}`, line.answer)
    if (speaks && !isSpeaking) {
      isSpeaking = true
      clearedAt = performance.now()
      line.interrupt()
    } else if (isSpeaking && !speaks) {
      isSpeaking = false
      line.turn('paused')
      line.turn('replies')
    }
  }
  await arriveAll(sentAt)
  line.turn('replied')
  // Whoever is speaking is not prompted, however long the other side has its turn.
  line.interrupt()
}

function send(sentAt: Map<string, number>, name: string, by: (name: string) => void): void {
  const whole = name.padStart(8, 'A')
  sentAt.set(whole, performance.now())
  by(whole)
}

async function until(at: number): Promise<void> {
  const left = at - performance.now()
  if (left > 0) await wait(left)
}

const LATE_MS_MAX = 3_000

async function arriveAll(sentAt: ReadonlyMap<string, number>): Promise<void> {
  for (let waitedMs = 0; sentAt.size > 0; waitedMs += 20) {
    if (waitedMs > LATE_MS_MAX) throw new Error(`${sentAt.size} frames were dropped`)
    await wait(20)
  }
}
