import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { AgentDocument, OnFailure } from '../src/agents/agent-document.ts'
import { CallHandle } from '../src/calls/call-handle.ts'
import { embedded } from '../src/providers/llm/embedded/index.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { aLine } from './line.ts'
import { aCall, attributeOf, type PlayedCall, type PlayedSocket } from './played-call.ts'
import { storeTrouble } from './store-trouble.ts'

const DESK = '+12125550190'

const undo: (() => void)[] = []
afterEach(() => undo.splice(0).forEach((back) => back()))

/** Puts `broken` in the place of something of ours until the test is over, or until what is handed back is called. */
function breaks<T extends object>(target: T, name: keyof T, broken: () => never): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value: broken, configurable: true, writable: true })
  const back = (): void => void (own && Object.defineProperty(target, name, own))
  undo.push(back)
  return back
}
const broken = (): never => {
  throw new Error('broken')
}
const engineThrows = (): (() => void) => breaks(embedded, 'open', (() => ({ respond: broken })) as () => never)
const documentUnreadable = (): (() => void) => breaks(CallHandle.prototype, 'document', broken)
function storesAway(): () => void {
  const trouble = storeTrouble(() => true)
  undo.push(trouble.end)
  return trouble.end
}

const failingTo =
  (onFailure?: OnFailure) =>
  (document: AgentDocument): AgentDocument => ({
    ...document,
    hours: { ...document.hours, ...ALWAYS_OPEN },
    routing: [{ intent: 'human', when: 'always', to: { kind: 'phone', number: DESK, mode: 'cold' } }],
    ...(onFailure !== undefined && { onFailure }),
  })

interface Talking {
  readonly call: PlayedCall
  readonly socket: PlayedSocket
  readonly twiml: string
}

async function talking(onFailure?: OnFailure, from?: string): Promise<Talking> {
  const { phoneNumber } = await aLine({ change: failingTo(onFailure) })
  const call = aCall(phoneNumber, from)
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  await vi.waitUntil(async () => (await count('calls')) === 1, { timeout: 90_000 })
  return { call, socket, twiml }
}

const count = async (sql: string): Promise<unknown> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first())?.['n']

/** What the carrier is told once the last words have been heard. */
async function next({ call, socket, twiml }: Talking): Promise<string> {
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000 })
  const handoff = String(socket.frames.find(({ type }) => type === 'end')?.['handoffData'])
  const ended = call.params({ CallStatus: 'in-progress', SessionStatus: 'ended', HandoffData: handoff })
  return (await call.post(attributeOf(twiml, 'Connect', 'action'), ended)).text()
}

/** Ends the call, and waits until it is written down. */
async function over({ call }: Talking): Promise<Record<string, unknown> | null> {
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  const row = () => env.DB.prepare('SELECT outcome, end_reason, ended_at_ms AS at FROM calls').first()
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return (await row())?.['at']
    },
    { timeout: 90_000, interval: 50 },
  )
  const { at: _, ...rest } = (await row()) ?? {}
  return rest
}

test('with an engine that throws, the caller is asked once more, then put through, and then to the tape', async () => {
  const scene = await talking()
  engineThrows()
  expect(await scene.socket.say('I would like to book a cleaning')).toMatch(/trouble.*once more/i)
  expect(await scene.socket.say('book a cleaning')).toMatch(/can't go on just now/i)
  const dial = await next(scene)
  expect(dial).toMatch(
    new RegExp(
      `<Say[^>]*>[^<]*technical trouble\\. I am connecting you to Bright Smile[^<]*</Say><Dial .*\\${DESK}</Number>`,
    ),
  )
  const busy = scene.call.params({ CallStatus: 'in-progress', DialCallStatus: 'busy', DialBridged: 'false' })
  const box = await (await scene.call.post(attributeOf(dial, 'Dial', 'action'), busy)).text()
  expect(box).toMatch(/technical trouble[^<]*leave a message for Bright Smile[^<]*<\/Say><Record /)
  expect(await (await scene.call.post(attributeOf(dial, 'Dial', 'action'), busy)).text()).toBe(box)
})

test('an engine that recovers is not given up, and its failure is forgotten', async () => {
  const scene = await talking()
  const back = engineThrows()
  expect(await scene.socket.say('what are your opening hours')).toMatch(/trouble/i)
  back()
  expect(await scene.socket.say('what are your opening hours')).toMatch(/open/i)
  engineThrows()
  expect(await scene.socket.say('what are your opening hours')).toMatch(/trouble.*once more/i)
})

test('with a document that cannot be read, the caller gets the voicemail that was chosen, first thing after the greeting', async () => {
  const scene = await talking('voicemail')
  const back = documentUnreadable()
  expect(await scene.socket.say('hello')).toMatch(/once more/i)
  expect(await scene.socket.say('hello?')).toMatch(/can't go on/i)
  expect(await next(scene)).toMatch(/technical trouble[^<]*leave a message[^<]*<\/Say><Record /)
  back()
})

test('with stores that are away while tools run, the caller is promised a call back, which is owed until it is filed', async () => {
  const scene = await talking('message')
  const back = storesAway()
  expect(await scene.socket.say('I would like to book a cleaning next week')).toMatch(/\?|\./)
  await scene.socket.say('yes, try again please')
  expect(await next(scene)).toMatch(
    /technical trouble\. I[^<]+ve asked our team to call you back[^<]*<\/Say><Hangup\/>/,
  )
  back()
  expect(await over(scene)).toEqual({ outcome: 'callback_task', end_reason: 'provider_llm_error' })
  expect(await count("tasks WHERE kind = 'callback'")).toBe(1)
})

test('a caller who hides their number is promised nothing', async () => {
  const scene = await talking('message', 'anonymous')
  engineThrows()
  await scene.socket.say('hello')
  await scene.socket.say('hello')
  expect(await next(scene)).toMatch(/Please call again in a few minutes\. Goodbye\.<\/Say><Hangup\/>/)
})

test('what is said after the goodbye is not answered with an apology, whatever has failed', async () => {
  const scene = await talking()
  expect(await scene.socket.say("No, that's all. Goodbye.")).toMatch(/bye/i)
  const said = scene.socket.frames.length
  documentUnreadable()
  scene.socket.send({ type: 'prompt', voicePrompt: 'thanks', lang: 'en-US', last: true })
  expect(await next(scene)).toContain('<Hangup/>')
  expect(scene.socket.frames.slice(said).map(({ type }) => type)).toEqual(['end'])
})

test('without a socket the carrier asks twice, and then gets what was chosen', async () => {
  const { call, twiml } = await talking('voicemail')
  const failed = call.params({ CallStatus: 'in-progress', ErrorCode: '64101' })
  const listens = await (await call.post('/hooks/voice/twilio/fallback', failed)).text()
  expect(twiml).toContain('<ConversationRelay ')
  documentUnreadable()
  const said = call.params({ CallStatus: 'in-progress', SpeechResult: 'hello' })
  const action = attributeOf(listens, 'Gather', 'action')
  await expect(call.post(action, said).then(({ status }) => status)).resolves.toBe(500)
  expect(await (await call.post(action, said)).text()).toMatch(
    /technical trouble[^<]*leave a message[^<]*<\/Say><Record /,
  )
})

/** No call's object can be reached. */
function objectsAway(): void {
  for (const name of ['getByName', 'get'] as const) {
    Object.defineProperty(env.LIVE_CALLS, name, { value: broken, configurable: true })
    undo.push(() => void Reflect.deleteProperty(env.LIVE_CALLS, name))
  }
}

test.each<[OnFailure, RegExp]>([
  ['person', /<Dial /],
  ['voicemail', /technical trouble[^<]*leave a message[^<]*<\/Say><Record /],
  ['message', /asked our team to call you back[^<]*<\/Say><Hangup\/>/],
])('at the greeting, while no call can be asked, the fallback gives %s', async (onFailure, given) => {
  const { phoneNumber } = await aLine({ change: failingTo(onFailure) })
  const call = aCall(phoneNumber)
  objectsAway()
  const fallBack = async () =>
    (await call.post('/hooks/voice/twilio/fallback', call.params({ CallStatus: 'ringing', ErrorCode: '11200' }))).text()
  expect(await fallBack()).toMatch(given)
  expect(await fallBack()).toMatch(given)
  expect(await count("tasks WHERE kind = 'callback'")).toBe(onFailure === 'message' ? 1 : 0)
})
