import { PURPOSES, type ContactAsk } from '../src/consent/contact.ts'
import type { GateQuestion } from './gate-worker.ts'
import { load, prepare, type Prepared } from './http-load.ts'
import { pathOf, type Path } from './path.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { median, percentile } from './stats.ts'

interface Plan {
  readonly rounds: number
  /** Per round and side. */
  readonly requests: number
}

const FULL: Plan = { rounds: 12, requests: 1_500 }
const QUICK: Plan = { rounds: 4, requests: 500 }

const ENTRY = 'bench/gate-worker.ts'
const CONNECTIONS = 4
const WARM_REQUESTS = 1_000
/** People who are asked about in turn: all of them are known, and their keys at hand, before anything is measured. */
const PEOPLE = 8
/** Questions of one request where what surrounds a question is to weigh little. */
const IN_A_ROW = 20
const P99_RATIO_MAX = 2
/** Their hour, whenever this runs: noon in New York, and long after nine in the evening. */
const HOURS: Readonly<Record<'allowed' | 'refused', string>> = {
  allowed: 'T12:00:00-05:00',
  refused: 'T22:00:00-05:00',
}

type Side = 'us' | 'bare'
const SIDES: readonly Side[] = ['bare', 'us']
type Answer = keyof typeof HOURS

/** A decision of the gate beside a call of a bare object that reads one row, both from a Worker, in turns. */
export async function measureGate(quick: boolean): Promise<readonly Path[]> {
  const plan = quick ? QUICK : FULL
  return onRig(
    async (rig) => {
      const people = await knownPeople(rig)
      const measure = (answer: Answer, times: number) =>
        measureSides(rig, plan, (side) => asked(rig, side, { people, answer, times }))
      const one = await measure('allowed', 1)
      const refused = await measure('refused', 1)
      const many = await measure('allowed', IN_A_ROW)
      const us = (of: Figures, figure: keyof Round, by = 1) => ({ us: of.us[figure] / by, floor: of.bare[figure] / by })
      return [
        pathOf({ name: 'gate_p99', unit: 'ms', ...us(one, 'p99') }, ['ratio_at_most', P99_RATIO_MAX]),
        pathOf({ name: 'gate_p50', unit: 'ms', ...us(one, 'p50') }),
        pathOf({ name: 'gate_refused_p99', unit: 'ms', ...us(refused, 'p99') }, ['ratio_at_most', P99_RATIO_MAX]),
        pathOf({ name: 'gate_cpu', unit: 'CPU ms/decision', ...us(one, 'cpu') }),
        pathOf({ name: 'gate_refused_cpu', unit: 'CPU ms/decision', ...us(refused, 'cpu') }),
        pathOf({ name: `gate_${IN_A_ROW}_in_a_row_p50`, unit: 'ms/decision', ...us(many, 'p50', IN_A_ROW) }),
        pathOf({ name: `gate_${IN_A_ROW}_in_a_row_p99`, unit: 'ms/decision', ...us(many, 'p99', IN_A_ROW) }),
      ]
    },
    { entry: ENTRY },
  )
}

interface Round {
  readonly p50: number
  readonly p99: number
  /** Processor time of the whole workerd for each request, milliseconds. */
  readonly cpu: number
}

type Figures = Readonly<Record<Side, Round>>

async function measureSides(
  rig: Rig,
  { rounds, requests }: Plan,
  requestsOf: (side: Side) => readonly Prepared[],
): Promise<Figures> {
  const made: Record<Side, Round[]> = { us: [], bare: [] }
  const all = { us: requestsOf('us'), bare: requestsOf('bare') }
  const send = (side: Side, count: number) => {
    const some = Array.from({ length: count }, (_, nth) => all[side][nth % all[side].length]!)
    const port = side === 'us' ? rig.port : rig.floorPort
    return load({ port, connections: CONNECTIONS, requests: some, expects: '"allowed"' })
  }
  for (const side of SIDES) await send(side, WARM_REQUESTS)
  while (made.us.length < rounds) {
    for (const side of made.us.length % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const beforeMs = cpuMs(rig.pid)
      const { latenciesMs } = await send(side, requests)
      const cpu = (cpuMs(rig.pid) - beforeMs) / requests
      made[side].push({ p50: percentile(latenciesMs, 0.5), p99: percentile(latenciesMs, 0.99), cpu })
    }
  }
  const of = (side: Side): Round => ({
    p50: median(made[side].map(({ p50 }) => p50)),
    p99: median(made[side].map(({ p99 }) => p99)),
    cpu: median(made[side].map(({ cpu }) => cpu)),
  })
  return { us: of('us'), bare: of('bare') }
}

interface Asking {
  readonly people: readonly Known[]
  readonly answer: Answer
  readonly times: number
}

/** One request for each of the people, for either side the same. */
function asked(rig: Rig, side: Side, { people, answer, times }: Asking): readonly Prepared[] {
  return people.map(({ personId, phone }) => {
    const pins = { tenantId: rig.tenant.id, region: 'global', livemode: true, personId } as const
    const atMs = Date.parse(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}${HOURS[answer]}`)
    const ask: ContactAsk = { channel: 'sms', purpose: 'appointment_reminder', phone, atMs }
    const question: GateQuestion = { pins, ask, times }
    const host = new URL(side === 'us' ? rig.url : rig.floorUrl).host
    const head = ['POST /_gate HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json']
    return prepare(head, JSON.stringify(question))
  })
}

interface Known {
  readonly personId: string
  readonly phone: string
}

/** People who have agreed to be reminded, each with a wish of their own and contacts behind them. */
async function knownPeople({ url, tenant }: Rig): Promise<readonly Known[]> {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${tenant.apiKey}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const people: Known[] = []
  for (let nth = 0; nth < PEOPLE; nth += 1) {
    const phone = `+1212555012${nth}`
    const scope = { level: 'express', purposes: PURPOSES, channels: ['sms', 'voice'] }
    const how = { source: 'form', text: 'You may remind me of my visits.', captured_at: new Date().toISOString() }
    const row = await post('/consents', { phone, ...scope, ...how })
    people.push({ personId: String(row['person_id']), phone })
  }
  return people
}
