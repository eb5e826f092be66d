import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { pathOf, type Path } from './path.ts'
import { openLines, ringFloor, ringGateway, untilQuiet, type PhoneLine } from './phone-line.ts'
import { cpuMs } from './process.ts'
import { onRig, type Rig } from './rig.ts'
import { median, percentile } from './stats.ts'

interface Plan {
  readonly calls: number
  /** Between two questions of one call. Real callers take six seconds or more. */
  readonly everyMs: number
  readonly rounds: number
  readonly roundMs: number
}

const FULL: readonly Plan[] = [
  { calls: 1, everyMs: 20, rounds: 3, roundMs: 2_500 },
  { calls: 50, everyMs: 1_000, rounds: 5, roundMs: 4_000 },
  { calls: 200, everyMs: 1_500, rounds: 3, roundMs: 4_000 },
]
const QUICK: readonly Plan[] = [{ calls: 50, everyMs: 1_000, rounds: 2, roundMs: 2_500 }]

/** Questions that the clinic's document answers, and a word of each answer: a shrug is not a fast answer. */
const QUESTIONS: readonly (readonly [question: string, answer: RegExp])[] = [
  ['Do you take insurance?', /Delta Dental/],
  ['Where are you located?', /Maple Street/],
  ['Is there parking?', /parking/],
  ['How much is a cleaning?', /120 dollars/],
  ['Are you taking new patients?', /welcome new patients/],
  ['Do you see children?', /age of three/],
]

type Side = 'us' | 'echo'
const SIDES: readonly Side[] = ['echo', 'us']

interface Round {
  readonly p50: number
  readonly p99: number
}

/** A caller's question in, the first token of the answer out, beside an object that writes one row and echoes. */
export async function measureRelay(quick: boolean): Promise<readonly Path[]> {
  const paths: Path[] = []
  for (const plan of quick ? QUICK : FULL) paths.push(...(await onRig((rig) => runPlan(rig, plan))))
  return quick ? paths : [...paths, ...(await onRig(measureBooking))]
}

async function runPlan(rig: Rig, plan: Plan): Promise<readonly Path[]> {
  const { calls } = plan
  const lines: Record<Side, PhoneLine[]> = {
    echo: await openLines(calls, () => ringFloor(rig)),
    us: await openLines(calls, () => ringGateway(rig)),
  }
  await untilQuiet(() => cpuMs(rig.pid), 10_000)
  for (const side of SIDES)
    await talkFor(lines[side], side, { ...plan, everyMs: Math.min(plan.everyMs, calls * 10), roundMs: 1_500 })
  const rounds: Record<Side, Round[]> = { echo: [], us: [] }
  for (let nth = 0; nth < plan.rounds; nth += 1) {
    for (const side of nth % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const waits = await talkFor(lines[side], side, plan)
      rounds[side].push({ p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) })
    }
  }
  for (const line of [...lines.echo, ...lines.us]) line.close()
  const both = (figure: keyof Round) => ({
    us: median(rounds.us.map((round) => round[figure])),
    floor: median(rounds.echo.map((round) => round[figure])),
  })
  const target = calls === 50 ? (['ratio_at_most', 1.5] as const) : undefined
  return (['p50', 'p99'] as const).map((figure) =>
    pathOf({ name: `relay_${calls}_${figure}`, unit: 'ms', ...both(figure) }, target),
  )
}

/** Every line asks in its own rhythm until the time is over. Returns how long each first token took. */
async function talkFor(lines: readonly PhoneLine[], side: Side, { everyMs, roundMs }: Plan): Promise<number[]> {
  const waits: number[] = []
  const endsAt = performance.now() + roundMs
  const talk = async (line: PhoneLine, nth: number): Promise<void> => {
    await wait((everyMs * nth) / lines.length)
    for (let asked = nth; performance.now() < endsAt; asked += 1) {
      const [question, expected] = QUESTIONS[asked % QUESTIONS.length]!
      const { text, firstTokenMs } = await line.ask(question)
      if (side === 'us' && !expected.test(text)) throw new Error(`asked "${question}", answered "${text}"`)
      waits.push(firstTokenMs)
      await wait(Math.max(1, everyMs - firstTokenMs))
    }
  }
  await Promise.all(lines.map(talk))
  return waits
}

const BOOKINGS = 8

/** What a caller says next in a booking, by what was said last. The first that fits counts. */
const BOOKING: readonly (readonly [heard: RegExp, says: string])[] = [
  [/name[^.?!]*\?/i, "It's Ann Lee."],
  [/shall i|should i|correct\?|is that right|go ahead/i, 'Yes, please.'],
  [/which|or .*\?|work for you|would you like/i, 'The first one.'],
  [/when|what day|what time/i, 'Any time next week.'],
]
const BOOKED = /booked|all set|see you/i
const TURNS_MAX = 10

/** Turns that touch the diaries: the first that offers times, and the yes that books one. For information: no floor does as much. */
async function measureBooking(rig: Rig): Promise<readonly Path[]> {
  const offers: number[] = []
  const bookings: number[] = []
  for (let nth = 0; nth < BOOKINGS; nth += 1) {
    const line = await ringGateway(rig)
    const turns = [await line.ask("Hi, I'd like to book a cleaning, please.")]
    while (turns.length < TURNS_MAX && !BOOKED.test(turns.at(-1)!.text)) {
      const heard = turns.at(-1)!.text
      const [, says] = BOOKING.find(([pattern]) => pattern.test(heard)) ?? []
      if (says === undefined) throw new Error(`nothing to answer to "${heard}"`)
      turns.push(await line.ask(says))
    }
    const offer = turns.find(({ text }) => /\d [AP]M/.test(text))
    const booking = turns.find(({ text }) => BOOKED.test(text))
    if (offer === undefined || booking === undefined) throw new Error(`no booking came of it: "${turns.at(-1)!.text}"`)
    offers.push(offer.firstTokenMs)
    bookings.push(booking.firstTokenMs)
    line.close()
  }
  return [
    pathOf({ name: 'relay_offer_p50', unit: 'ms', us: median(offers) }),
    pathOf({ name: 'relay_book_p50', unit: 'ms', us: median(bookings) }),
  ]
}
