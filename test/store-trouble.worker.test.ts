import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { aLine } from './line.ts'
import { aCall, type PlayedSocket } from './played-call.ts'
import { storeTrouble, type StoreTrouble } from './store-trouble.ts'

let trouble: StoreTrouble | null = null

afterEach(() => trouble?.end())

const count = async (sql: string): Promise<number> => (await env.DB.prepare(sql).first<{ n: number }>())?.n ?? -1

const CLAIMS = /\b(?:you're|you are|is|I've|have you) (?:all )?(?:booked|set)\b/i

/** What a patient caller says to what they hear, the first that fits. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/shall i book|is that right|still like/i, 'yes please'],
  [/which would you like|\bor\b.*\d.*\?/i, 'the first one'],
  [/\bname\b/i, 'Ann Lee'],
  [/again|trouble|sorry/i, 'I would like to book a cleaning next week'],
]

/** Asks for a cleaning until the agent says that it is booked, as a patient caller would; every word gets an answer. */
async function bookPatiently(socket: PlayedSocket): Promise<string[]> {
  const replies = [await socket.say("Hi, this is Ann Lee, I'd like to book a cleaning any time next week")]
  for (let nth = 0; nth < 14 && !CLAIMS.test(replies.at(-1) ?? ''); nth += 1) {
    const last = replies.at(-1) ?? ''
    const answer = ANSWERS.find(([heard]) => heard.test(last))?.[1] ?? 'yes please'
    replies.push(await socket.say(answer))
  }
  return replies
}

/** Waits until the object has written everything down: its own alarm tries again, soon at first. */
const settle = (): Promise<boolean> =>
  vi.waitUntil(async () => (await count('SELECT count(*) AS n FROM calls WHERE reported_at_ms IS NOT NULL')) === 1, {
    timeout: 90_000,
    interval: 25,
  })

const unrecorded = {
  change: (document: Parameters<NonNullable<NonNullable<Parameters<typeof aLine>[0]>['change']>>[0]) => ({
    ...document,
    opening: { ...document.opening, recording: { ...document.opening.recording, mode: 'off' as const } },
  }),
}

async function wholeCall(
  phoneNumber: string,
  fails: (operation: number) => boolean,
  after: boolean,
): Promise<{ claimed: boolean; replies: string[]; seen: number }> {
  const call = aCall(phoneNumber)
  // The line is configuration: it is in memory by the time the trouble begins, as on a busy day.
  const twiml = await call.ring()
  trouble = storeTrouble(fails, { after })
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  const replies = await bookPatiently(socket)
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  await runDurableObjectAlarm(call.object())
  const seen = trouble.seen()
  trouble.end()
  await settle()
  return { claimed: replies.some((reply) => CLAIMS.test(reply)), replies, seen }
}

async function expectWhole(claimed: boolean, what: string): Promise<void> {
  const bookings = await count("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")
  expect(bookings, `${what}: said and done agree`).toBe(claimed ? 1 : Math.min(bookings, 1))
  expect(
    await count('SELECT count(*) AS n FROM calls WHERE ended_at_ms IS NOT NULL'),
    `${what}: the call is written`,
  ).toBe(1)
  expect(
    await count("SELECT count(*) AS n FROM events WHERE type = 'call.completed'"),
    `${what}: and told of once`,
  ).toBe(1)
  expect(await count("SELECT count(*) AS n FROM events WHERE type = 'call.started'"), `${what}: begun once`).toBe(1)
  expect(
    await count("SELECT count(*) AS n FROM events WHERE type = 'booking.confirmed'"),
    `${what}: booked as often as told`,
  ).toBe(bookings)
  expect(await count('SELECT count(*) AS n FROM transcripts'), `${what}: the transcript is there`).toBe(1)
  expect(
    await count("SELECT coalesce(sum(value), 0) AS n FROM counters WHERE name = 'calls'"),
    `${what}: counted once`,
  ).toBe(1)
}

test('the call these tests trouble is one that books', async () => {
  const { phoneNumber } = await aLine(unrecorded)
  const { claimed, seen, replies } = await wholeCall(phoneNumber, () => false, false)
  expect(claimed, replies.join(' | ')).toBe(true)
  expect(seen).toBeGreaterThan(15)
  expect(seen).toBeLessThan(POINTS)
  await expectWhole(true, 'untroubled')
  expect(await count("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")).toBe(1)
})

/** How many store operations a call makes: found out first, so that every point of its life is hit. */
const POINTS = 60

test.each([
  ['refuses', false],
  ['writes and loses the answer of', true],
] as const)(
  'a store that %s any one operation of a call loses nothing and does nothing twice',
  { timeout: 240_000 },
  async (_, after) => {
    const { phoneNumber } = await aLine(unrecorded)
    for (let point = 1; point <= POINTS; point += 1) {
      const { claimed, replies, seen } = await wholeCall(phoneNumber, (operation) => operation === point, after)
      expect(
        replies.every((reply) => reply.trim().length > 0),
        'the caller always hears something',
      ).toBe(true)
      await expectWhole(claimed, `operation ${point}`)
      await env.DB.batch(
        ['calls', 'events', 'bookings', 'taken_cells', 'transcripts', 'counters', 'people'].map((table) =>
          env.DB.prepare(`DELETE FROM ${table}`),
        ),
      )
      if (point >= seen) return
    }
  },
)

test('stores that are down for the whole talk are not heard as silence, and the call is written when they are back', async () => {
  const { phoneNumber } = await aLine(unrecorded)
  const { claimed, replies } = await wholeCall(phoneNumber, () => true, false)
  expect(claimed).toBe(false)
  expect(replies.every((reply) => reply.trim().length > 0)).toBe(true)
  await expectWhole(false, 'all down')
})
