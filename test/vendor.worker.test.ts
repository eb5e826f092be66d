import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { StandOrder } from '../simulator/models/stand.ts'
import { aLine } from './line.ts'
import { aModelStand, type ModelStand } from './model-stand.ts'
import { aCall, type PlayedSocket } from './played-call.ts'

afterEach(() => void vi.restoreAllMocks())

/** What is asked of the vendor is answered by a simulated model of the test's own. */
async function aVendor(order: StandOrder): Promise<ModelStand> {
  const stand = await aModelStand({ ...order, api_key: env.OPENAI_API_KEY ?? '' })
  const far = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((to, init) =>
    far(typeof to === 'string' ? to.replace('https://api.openai.com/v1', stand.baseUrl) : to, init),
  )
  return stand
}

async function aVendorsCall() {
  const line = await aLine({
    change: (document) => ({ ...document, llm: { ...document.llm, provider: 'openai' } }),
  })
  const call = aCall(line.phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('the upgrade was refused')
  return { call, socket }
}

const wordsOf = ({ frames }: PlayedSocket): string =>
  frames.map(({ type, token }) => (type === 'text' ? String(token) : '')).join('')

const bookings = () =>
  env.DB.prepare("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'").first<{ n: number }>()

test('a vendor’s model leads the call, and its booking is a row', async () => {
  await aVendor({})
  const { socket } = await aVendorsCall()
  const before = (await bookings())?.n ?? 0
  let reply = await socket.say("I'd like to book a cleaning, please. Any time next week is fine.")
  for (let nth = 0; nth < 6 && !/booked|see you/i.test(reply); nth += 1) {
    reply = await socket.say(
      /name/i.test(reply) ? 'It is Ann Lee.' : /right|shall i|book it/i.test(reply) ? 'Yes, please.' : 'The first one.',
    )
  }
  expect(reply).toMatch(/booked/i)
  expect((await bookings())?.n).toBe(before + 1)
  socket.close()
})

test('a vendor that is down is heard by nobody: the next model answers the same words, and the business is told', async () => {
  await aVendor({ faults: [{ times: 100, status: 500 }] })
  const { socket } = await aVendorsCall()
  expect(await socket.say('Do you take insurance?')).toMatch(/Delta Dental/)
  expect(await socket.say('Is there parking?')).toMatch(/parking/)
  await vi.waitFor(
    async () => {
      const told = await env.DB.prepare("SELECT body FROM events WHERE type = 'call.model_failed'").all<{
        body: string
      }>()
      expect(told.results.map(({ body }) => JSON.parse(body).data)).toEqual([
        { call_id: expect.stringMatching(/^call_/), provider: 'openai', reason: 'unreachable' },
      ])
    },
    { timeout: 90_000 },
  )
  socket.close()
})

test('an interruption ends the vendor’s reply at once, and the request with it', async () => {
  const long = 'Here is one more thing that you should know about us. '.repeat(30)
  const vendor = await aVendor({ replies: [{ text: long, calls: [] }], pace_ms: 5 })
  const { call, socket } = await aVendorsCall()
  socket.send({ type: 'prompt', voicePrompt: 'Tell me everything.', lang: 'en-US', last: true })
  await vi.waitUntil(() => wordsOf(socket).includes('one more thing'), { timeout: 90_000, interval: 5 })
  socket.send({ type: 'interrupt', utteranceUntilInterrupt: 'Here is one more', durationUntilInterruptMs: 10 })
  await vi.waitFor(async () => expect((await vendor.asked()).at(-1)?.hungUpAtMs).not.toBeNull(), { timeout: 90_000 })
  const said = wordsOf(socket)
  expect(said.length).toBeLessThan(long.length)

  await vendor.order({ replies: [{ text: 'At five. Anything else?', calls: [] }], pace_ms: 0 })
  expect(await socket.say('When do you close?')).toMatch(/At five\. Anything else\?/)
  const { body } = (await vendor.asked()).at(-1) as { body: { messages: { role: string; content: string }[] } }
  const talk = JSON.stringify(body.messages)
  // The model is told what was heard, not what was written.
  expect(talk).toContain('Here is one more')
  expect(talk).not.toContain('Here is one more thing that you should know about us. Here')
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '9' }))
  socket.close()
})

test('“mm-hm” takes the floor from nobody: what was cut off is said on', async () => {
  await aVendor({ replies: [{ text: 'We are open until five. On Saturdays we close at one.', calls: [] }] })
  const { socket } = await aVendorsCall()
  await socket.say('When do you close?')
  socket.send({
    type: 'interrupt',
    utteranceUntilInterrupt: 'We are open until five. On Sat',
    durationUntilInterruptMs: 20,
  })
  expect(await socket.say('Mm-hm.')).toBe('On Saturdays we close at one.')
  socket.close()
})
