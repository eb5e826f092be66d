import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { SIMULATED_KEY } from '../simulator/models/stand.ts'
import { startModelServer, type ModelServer } from '../simulator/models/model-server.ts'
import { pathOf, type Path } from './path.ts'
import { openLines, ringGateway, ringPiped, untilQuiet, type PhoneLine } from './phone-line.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { median, percentile } from './stats.ts'

const CALLS = 50
const EVERY_MS = 1_000
/** The model's own time to its first token: what is waited beyond it is ours. */
const FIRST_TOKEN_MS = 30
/** The first sentence is the first token: to wait for the end of a longer one is the model's time, not ours. */
const REPLY = 'Yes. We take most dental plans, and we file the claim for you. Is there anything else I can help with?'
/** Between two pieces of the reply that is interrupted. */
const PACE_MS = 5
const LONG_REPLY = 'This is one of a great many things that I would like to tell you about. '.repeat(60)
const INTERRUPTIONS = 40
const QUESTION = 'Do you take insurance?'

type Side = 'us' | 'piped'
const SIDES: readonly Side[] = ['piped', 'us']

/**
 * A vendor's model behind the call: what we add to its first token, beside an object that does nothing but write one row,
 * ask the same server and pass its tokens on; and how soon an interrupted reply is over.
 */
export async function measureModel(quick: boolean): Promise<readonly Path[]> {
  const server = await startModelServer({ port: 0 })
  const bindings = { LLM_PROVIDER: 'openai', OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: SIMULATED_KEY }
  try {
    return await onRig((rig) => measureOn(rig, server, quick), { bindings })
  } finally {
    await server.close()
  }
}

async function measureOn(rig: Rig, server: ModelServer, quick: boolean): Promise<readonly Path[]> {
  await order(server, {
    replies: [{ text: REPLY }],
    faults: [{ times: 1_000_000, first_token_delay_ms: FIRST_TOKEN_MS }],
  })
  const us = await openLines(CALLS, () => ringGateway(rig))
  await us[0]?.ask(QUESTION)
  const [{ body }] = await askedOf(server)
  const piped = await openLines(CALLS, () => ringPiped(rig, server.url, JSON.stringify(body)))
  const lines: Record<Side, PhoneLine[]> = { piped, us }
  await untilQuiet(() => cpuMs(rig.pid), 10_000)
  for (const side of SIDES) await talkFor(lines[side], EVERY_MS / 2, 1_500)
  const rounds: Record<Side, { p50: number; p99: number }[]> = { piped: [], us: [] }
  for (let nth = 0; nth < (quick ? 2 : 5); nth += 1) {
    for (const side of nth % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const added = (await talkFor(lines[side], EVERY_MS, quick ? 2_500 : 4_000)).map((ms) => ms - FIRST_TOKEN_MS)
      rounds[side].push({ p50: percentile(added, 0.5), p99: percentile(added, 0.99) })
    }
  }
  const both = (figure: 'p50' | 'p99') => ({
    us: median(rounds.us.map((round) => round[figure])),
    floor: median(rounds.piped.map((round) => round[figure])),
  })
  const added = (['p50', 'p99'] as const).map((figure) =>
    pathOf({ name: `model_${CALLS}_${figure}`, unit: 'ms', ...both(figure) }, ['ratio_at_most', 1.5]),
  )
  const interrupted = await interruptAll(lines.us, server)
  for (const line of [...lines.piped, ...lines.us]) line.close()
  return [...added, ...interrupted]
}

/** Every line asks in its own rhythm until the time is over. Returns how long each first token took. */
async function talkFor(lines: readonly PhoneLine[], everyMs: number, roundMs: number): Promise<number[]> {
  const waits: number[] = []
  const endsAt = performance.now() + roundMs
  const talk = async (line: PhoneLine, nth: number): Promise<void> => {
    await wait((everyMs * nth) / lines.length)
    while (performance.now() < endsAt) {
      const { firstTokenMs, text } = await line.ask(QUESTION)
      if (!text.includes('dental plans')) throw new Error(`answered "${text}"`)
      waits.push(firstTokenMs)
      await wait(Math.max(1, everyMs - firstTokenMs))
    }
  }
  await Promise.all(lines.map(talk))
  return waits
}

/** From the caller's interruption to the last word of the old reply, and to the vendor's seeing that nobody listens. */
async function interruptAll(lines: readonly PhoneLine[], server: ModelServer): Promise<readonly Path[]> {
  await order(server, { replies: [{ text: LONG_REPLY }], faults: [], pace_ms: PACE_MS })
  // Whoever has begun to speak is not asked whether they are still there.
  for (const line of lines) line.begin()
  await wait(500)
  const stale: number[] = []
  for (const line of lines.slice(0, INTERRUPTIONS)) stale.push(await line.interrupt('Tell me everything.'))
  await wait(500)
  const hungUp = (await askedOf(server)).slice(-stale.length).filter(({ hungUpAtMs }) => hungUpAtMs !== null).length
  return [
    pathOf({ name: 'interrupt_stale_p99', unit: 'ms', us: percentile(stale, 0.99) }, ['us_at_most', 20]),
    pathOf({ name: 'interrupt_aborted', unit: '% of requests', us: (100 * hungUp) / stale.length }),
  ]
}

interface Asked {
  readonly body: unknown
  readonly hungUpAtMs: number | null
}

/** The requests the model was sent, newest last. */
async function askedOf(server: ModelServer): Promise<[Asked, ...Asked[]]> {
  const { asked } = (await (await fetch(`${server.url}/stand`)).json()) as { asked: Asked[] }
  const [first, ...others] = asked
  if (first === undefined) throw new Error('the simulated model was asked nothing')
  return [first, ...others]
}

async function order(server: ModelServer, given: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${server.url}/stand`, { method: 'PUT', body: JSON.stringify(given) })
  if (!answer.ok) throw new Error(`the simulated model took no order: ${answer.status}`)
}
