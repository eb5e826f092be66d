import { load, prepare, type LoadResult, type Prepared } from './http-load.ts'
import { pathOf, type Path } from './path.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { median, percentile } from './stats.ts'
import { voiceWebhooks } from './voice-webhook.ts'

interface Plan {
  readonly connections: number
  readonly rounds: number
  /** Per round and side. Each is a new object; those of one rig stay below what the process may have open. */
  readonly requests: number
}

const FULL: readonly Plan[] = [
  { connections: 1, rounds: 5, requests: 250 },
  { connections: 16, rounds: 12, requests: 400 },
  { connections: 64, rounds: 5, requests: 400 },
]
const QUICK: readonly Plan[] = [{ connections: 16, rounds: 4, requests: 300 }]

/** A call that nobody connects to is written down after 20 s. No round may run into that of another. */
const RIG_MS_MAX = 14_000
/** On a machine that others use too, fewer rounds have to do. */
const PLAN_MS_MAX = 60_000
const ROUNDS_MIN = 3
const WARM_REQUESTS = 300

type Side = 'us' | 'bare' | 'hello'
const SIDES: readonly Side[] = ['bare', 'us', 'hello']

interface Round {
  readonly perSecond: number
  readonly cpuMsPerRequest: number
  readonly p50: number
  readonly p99: number
}

type Rounds = Readonly<Record<Side, Round[]>>

/** A signed voice webhook to its TwiML, beside bare admission and hello-world, in turns. */
export async function measureVoice(quick: boolean): Promise<readonly Path[]> {
  const paths: Path[] = []
  for (const plan of quick ? QUICK : FULL) {
    const rounds: Rounds = { us: [], bare: [], hello: [] }
    const endsAtMs = Date.now() + PLAN_MS_MAX
    const isEnough = (): boolean => rounds.us.length >= (Date.now() < endsAtMs ? plan.rounds : ROUNDS_MIN)
    while (!isEnough()) await onRig((rig) => addRounds(rig, plan, rounds))
    paths.push(...pathsOf(plan.connections, rounds))
  }
  return paths
}

/** Adds rounds as long as this rig may be used, and at least one. */
async function addRounds(rig: Rig, { connections, rounds, requests }: Plan, made: Rounds): Promise<void> {
  const endsAtMs = Date.now() + RIG_MS_MAX
  for (const side of SIDES) await send(rig, side, 16, requestsFor(rig, side, WARM_REQUESTS))
  do {
    // Whoever goes first finds the process as the other left it: they take turns at that too.
    for (const side of made.us.length % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const prepared = requestsFor(rig, side, requests)
      const cpuBefore = cpuMs(rig.pid)
      const { perSecond, latenciesMs } = await send(rig, side, connections, prepared)
      const cpuMsPerRequest = (cpuMs(rig.pid) - cpuBefore) / prepared.length
      const [p50, p99] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)]
      made[side].push({ perSecond, cpuMsPerRequest, p50, p99 })
    }
  } while (made.us.length < rounds && Date.now() < endsAtMs)
}

/** Signed before anything is measured. */
function requestsFor(rig: Rig, side: Side, count: number): readonly Prepared[] {
  if (side !== 'hello') return voiceWebhooks(rig, side === 'us' ? rig.url : rig.floorUrl, count)
  return Array.from({ length: count }, () => prepare(['GET / HTTP/1.1', `Host: 127.0.0.1:${rig.floorPort}`]))
}

function send(rig: Rig, side: Side, connections: number, requests: readonly Prepared[]): Promise<LoadResult> {
  const port = side === 'us' ? rig.port : rig.floorPort
  return load({ port, connections, requests, expects: side === 'hello' ? 'Hello World' : '<ConversationRelay' })
}

function pathsOf(connections: number, rounds: Rounds): readonly Path[] {
  const of = (side: Side, figure: keyof Round): number => median(rounds[side].map((round) => round[figure]))
  const both = (figure: keyof Round) => ({ us: of('us', figure), floor: of('bare', figure) })
  const name = `voice_${connections}`
  const isHeldTo = connections === 16
  return [
    pathOf(
      { name: `${name}_rps`, unit: 'requests/s', ...both('perSecond') },
      isHeldTo ? ['ratio_at_least', 0.7] : undefined,
    ),
    pathOf(
      { name: `${name}_cpu`, unit: 'CPU ms/call', ...both('cpuMsPerRequest') },
      isHeldTo ? ['ratio_at_most', 1.3] : undefined,
    ),
    pathOf({ name: `${name}_p50`, unit: 'ms', ...both('p50') }),
    pathOf({ name: `${name}_p99`, unit: 'ms', ...both('p99') }),
    pathOf({
      name: `${name}_rps_of_hello`,
      unit: 'requests/s',
      us: of('us', 'perSecond'),
      floor: of('hello', 'perSecond'),
    }),
    pathOf({
      name: `${name}_cpu_of_hello`,
      unit: 'CPU ms/call',
      us: of('us', 'cpuMsPerRequest'),
      floor: of('hello', 'cpuMsPerRequest'),
    }),
  ]
}
