import { setTimeout as wait } from 'node:timers/promises'
import { freshNumber, placeCalls } from '../simulator/caller/place-call.ts'
import { allScenarios } from '../simulator/caller/scenario.ts'
import { load, type Prepared } from './http-load.ts'
import type { Meter, Reading } from './meter.ts'
import { pathOf, type Path } from './path.ts'
import { MESSAGES_PER_REQUEST, OBJECT_GB, OPERATIONS_PER_QUEUE_MESSAGE, PRICES, type Billed } from './prices.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { voiceWebhooks } from './voice-webhook.ts'

const METERED = 'bench/metered-worker.ts'
const SCENARIO = 'happy-path'
const RECEIVER = 'bench'
/** How much faster than life the callers and the carrier are. The gateway's own clock is real. */
const SPEED = 20
const OVER_MS_MAX = 60_000
/** After the last event: acknowledgements, and the deletion of the recording at the carrier. */
const AFTERMATH_MS = 3_000
const WARM_CALLS = 100
const WARM_TRIES_MAX = 4
/** How long an isolate remembers who is called: the proof must be over before. */
const CONFIGURATION_MS = 5_000

/** What a whole call asks of the platform, and the proof that its admission asks nothing of D1. */
export interface Cost {
  readonly paths: readonly Path[]
  readonly lines: readonly CostLine[]
  readonly asked: Readonly<Record<string, number>>
}

/** One line of the bill. */
export interface CostLine {
  readonly billed: Billed
  readonly perCall: number
  readonly dollarsPer1000Calls: number
}

export async function measureCost(quick: boolean): Promise<Cost> {
  return onRig(
    async (rig) => {
      await registerReceiver(rig)
      // The first call pays for what every isolate pays once.
      await wholeCall(rig)
      await wait(AFTERMATH_MS)
      const calls = quick ? 1 : 4
      await readMeter(rig, 'DELETE')
      const cpuBefore = cpuMs(rig.pid)
      for (let nth = 0; nth < calls; nth += 1) await wholeCall(rig)
      await wait(AFTERMATH_MS)
      const { meter, asked } = await readMeter(rig)
      const lines = billOf(meter, (cpuMs(rig.pid) - cpuBefore) / calls, calls)
      const perCall = Object.fromEntries(Object.entries(asked).map(([method, times]) => [method, times / calls]))
      return { paths: [await warmStatements(rig), ...pathsOf(meter, lines, calls)], lines, asked: perCall }
    },
    { entry: METERED },
  )
}

/** D1 statements of admissions while the configuration is remembered. A slow machine gets another try. */
async function warmStatements(rig: Rig): Promise<Path> {
  for (let tried = 0; tried < WARM_TRIES_MAX; tried += 1) {
    const requests = voiceWebhooks(rig, rig.url, WARM_CALLS)
    // What earlier calls still owe would be counted here too, and the memory is to be fresh.
    await wait(CONFIGURATION_MS + 1_000)
    const admit = (some: readonly Prepared[]) =>
      load({ port: rig.port, connections: 4, requests: some, expects: '<ConversationRelay' })
    await admit(requests.slice(0, 1))
    const startedAtMs = Date.now()
    await readMeter(rig, 'DELETE')
    await admit(requests.slice(1))
    const { meter } = await readMeter(rig)
    if (Date.now() - startedAtMs > CONFIGURATION_MS - 500) continue
    const admissions = requests.length - 1
    if (meter.objectRequests < admissions) throw new Error('the meter missed admissions')
    const figures = { name: 'voice_warm_d1', unit: 'D1 statements/call', us: meter.d1Statements / admissions, floor: 0 }
    return pathOf(figures, ['us_at_most', 0])
  }
  throw new Error('the warm admissions outlasted the memory they were to prove')
}

async function readMeter(rig: Rig, method: 'GET' | 'DELETE' = 'GET'): Promise<Reading> {
  return (await (await fetch(`${rig.url}/_meter`, { method })).json()) as Reading
}

/** The business's own server hears of everything. */
async function registerReceiver(rig: Rig): Promise<void> {
  const answer = await fetch(`${rig.url}/v1/webhook_endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rig.tenant.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${rig.simulator.url}/receiver/${RECEIVER}`, events: ['*'] }),
  })
  if (!answer.ok) throw new Error(`the endpoint was refused with ${answer.status}: ${await answer.text()}`)
  const { secret } = (await answer.json()) as { secret: string }
  rig.simulator.receivers.register(RECEIVER, secret)
}

/** A caller books; the recording is kept; every event of it is with the business. */
async function wholeCall({ simulator, tenant }: Rig): Promise<void> {
  const scenario = allScenarios().find(({ name }) => name === SCENARIO)
  if (scenario === undefined) throw new Error(`there is no scenario ${SCENARIO}`)
  const completedSoFar = (): number =>
    simulator.receivers.received(RECEIVER).filter(({ type, verified }) => type === 'call.completed' && verified).length
  const before = completedSoFar()
  const tell = (): void => undefined
  const [record] = await placeCalls(simulator.board, scenario, {
    to: tenant.phoneNumber,
    from: freshNumber(),
    speed: SPEED,
    tell,
  })
  if (record === undefined || record.failure !== null)
    throw new Error(`the call failed: ${record?.failure ?? 'no record'}`)
  for (const deadlineMs = Date.now() + OVER_MS_MAX; completedSoFar() === before; await wait(100)) {
    if (Date.now() > deadlineMs) throw new Error('call.completed never came')
  }
}

/** What is billed for `calls` calls, each line per call and for a thousand. */
export function billOf(meter: Meter, cpuMsPerCall: number, calls: number): readonly CostLine[] {
  const perCall: Readonly<Record<Billed, number>> = {
    workerRequests: meter.workerRequests / calls,
    cpuMs: cpuMsPerCall,
    d1RowsRead: meter.d1RowsRead / calls,
    d1RowsWritten: meter.d1RowsWritten / calls,
    r2ClassA: meter.r2ClassA / calls,
    r2ClassB: meter.r2ClassB / calls,
    objectRequests: (meter.objectRequests + meter.socketMessages / MESSAGES_PER_REQUEST) / calls,
    objectGbSeconds: ((meter.objectMs / 1000) * OBJECT_GB) / calls,
    objectRowsRead: meter.objectRowsRead / calls,
    objectRowsWritten: meter.objectRowsWritten / calls,
    queueOperations: (meter.queueMessages * OPERATIONS_PER_QUEUE_MESSAGE) / calls,
  }
  return (Object.keys(PRICES.perMillion) as Billed[]).map((billed) => ({
    billed,
    perCall: perCall[billed],
    dollarsPer1000Calls: (perCall[billed] * 1000 * PRICES.perMillion[billed]) / 1e6,
  }))
}

function pathsOf(meter: Meter, lines: readonly CostLine[], calls: number): readonly Path[] {
  const per = (name: string, figure: number): Path =>
    pathOf({ name: `cost_${name}`, unit: 'per call', us: figure / calls })
  return [
    per('d1_statements', meter.d1Statements),
    per('d1_rows_read', meter.d1RowsRead),
    per('d1_rows_written', meter.d1RowsWritten),
    per('r2_operations', meter.r2ClassA + meter.r2ClassB),
    per('object_requests', meter.objectRequests),
    per('socket_messages', meter.socketMessages),
    per('object_rows_written', meter.objectRowsWritten),
    per('queue_messages', meter.queueMessages),
    pathOf({ name: 'cost_dollars', unit: 'US$/1000 calls', us: totalOf(lines) }),
  ]
}

export const totalOf = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { dollarsPer1000Calls }) => sum + dollarsPer1000Calls, 0)
