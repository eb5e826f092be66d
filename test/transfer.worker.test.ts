import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { inRegion } from '../src/context.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { aLine, ACCOUNT_SID } from './line.ts'
import { migrateOtherRegions } from './migrate.ts'
import { aCall, attributeOf, type PlayedCall, type PlayedSocket } from './played-call.ts'
import { texting, textsSent } from './texts-sent.ts'

beforeEach(migrateOtherRegions)

const DESK = '+12125550190'
const OWNER = '+12125550191'
const LEG = `CA${'b'.repeat(32)}`

const row = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<Record<string, unknown>>()

/** Two people to be rung at any hour, the first of them warm. */
const staffed = (document: AgentDocument): AgentDocument => ({
  ...document,
  hours: { ...document.hours, ...ALWAYS_OPEN },
  routing: [
    { intent: 'human', when: 'always', to: { kind: 'phone', number: DESK, mode: 'warm' } },
    { intent: 'human', when: 'always', to: { kind: 'phone', number: OWNER, mode: 'warm' } },
    { intent: 'human', when: 'always', to: { kind: 'task', queue: 'front-desk', priority: 'high' } },
  ],
})

interface Passed {
  readonly call: PlayedCall
  readonly socket: PlayedSocket
  readonly twiml: string
  /** The answer to the relay's end: who is rung. */
  readonly dial: string
}

/** A caller who asks for a person, and has been let go by the relay. */
async function passedOn(
  from?: string,
  meanwhile: (socket: PlayedSocket) => void = () => undefined,
  more: (document: AgentDocument) => AgentDocument = (document) => document,
): Promise<Passed> {
  const { phoneNumber } = await aLine({ change: (document) => more(staffed(document)) })
  const call = aCall(phoneNumber, from)
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  await vi.waitUntil(async () => (await row('SELECT count(*) AS n FROM calls'))?.['n'] === 1, { timeout: 90_000 })
  expect(await socket.say('I broke my tooth yesterday. Can I talk to a person?')).toMatch(/connect/i)
  meanwhile(socket)
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000 })
  const handoff = String(socket.frames.find(({ type }) => type === 'end')?.['handoffData'])
  const dial = await ended(call, twiml, handoff)
  return { call, socket, twiml, dial }
}

const ended = async (call: PlayedCall, twiml: string, handoff: string): Promise<string> =>
  (
    await call.post(
      attributeOf(twiml, 'Connect', 'action'),
      call.params({ CallStatus: 'in-progress', SessionStatus: 'ended', HandoffData: handoff }),
    )
  ).text()

/** Whoever was rung, at the address their leg asks when it is picked up. */
const legParams = (call: PlayedCall, extra: Record<string, string> = {}): Record<string, string> => ({
  CallSid: LEG,
  ParentCallSid: call.callSid,
  AccountSid: ACCOUNT_SID,
  CallStatus: 'in-progress',
  Direction: 'outbound-dial',
  ...extra,
})

const pickUp = async (call: PlayedCall, dial: string, digits?: string): Promise<string> => {
  const params = legParams(call, digits === undefined ? {} : { Digits: digits })
  return (await call.post(attributeOf(dial, 'Number', 'url'), params)).text()
}

const dialOver = async (call: PlayedCall, dial: string, extra: Record<string, string>): Promise<string> =>
  (await call.post(attributeOf(dial, 'Dial', 'action'), call.params({ CallStatus: 'in-progress', ...extra }))).text()

const completed = (call: PlayedCall) =>
  call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))

const lastRow = async (): Promise<Record<string, unknown>> => {
  await vi.waitUntil(async () => (await row('SELECT count(ended_at_ms) AS n FROM calls'))?.['n'] === 1, {
    timeout: 90_000,
  })
  return (await row('SELECT outcome, ended_by, end_reason FROM calls')) ?? {}
}

test('whoever is rung hears who calls and why before the caller does, and takes the call with a key', async () => {
  const { call, dial } = await passedOn()
  expect(dial).toContain(`>${DESK}</Number>`)
  expect(attributeOf(dial, 'Number', 'machineDetection')).toBe('Enable')
  const whisper = await pickUp(call, dial)
  expect(whisper).toMatch(
    /<Gather[^>]*numDigits="1"[^>]*><Say[^>]*>[^<]*Bright Smile[^<]*broke my tooth[^<]*recorded[^<]*Press 1/,
  )
  expect(whisper).toMatch(/<\/Gather><Hangup\/>/)
  expect(await pickUp(call, dial, '1')).toMatch(/<Response(\/>|><\/Response>)/)
  expect(await dialOver(call, dial, { DialCallStatus: 'completed', DialBridged: 'true' })).toContain('<Hangup/>')
  await completed(call)
  expect(await lastRow()).toEqual({ outcome: 'transferred', ended_by: 'agent', end_reason: 'transferred' })
})

test('when one declines and a machine answers for the other, the agent takes the caller back and has them called', async () => {
  const { call, dial, twiml } = await passedOn()
  expect(await pickUp(call, dial)).toContain('Press 1')
  expect(await pickUp(call, dial, '2')).toContain('<Hangup/>')
  const second = await dialOver(call, dial, { DialCallStatus: 'completed', DialBridged: 'false' })
  expect(second).toContain(`>${OWNER}</Number>`)
  expect(await dialOver(call, dial, { DialCallStatus: 'completed', DialBridged: 'false' })).toBe(second)
  await pickUp(call, second)
  const judged = await call.post(
    attributeOf(second, 'Number', 'amdStatusCallback'),
    legParams(call, { AnsweredBy: 'machine_start' }),
  )
  expect(judged.status).toBe(200)
  expect(await pickUp(call, second, '1')).toContain('<Hangup/>')
  const back = await dialOver(call, second, { DialCallStatus: 'no-answer', DialBridged: 'false' })
  expect(attributeOf(back, 'ConversationRelay', 'welcomeGreeting')).toMatch(/not available.*call you back.*voicemail/)
  expect(attributeOf(back, 'ConversationRelay', 'url')).not.toBe(attributeOf(twiml, 'ConversationRelay', 'url'))
  expect(await dialOver(call, second, { DialCallStatus: 'no-answer', DialBridged: 'false' })).toBe(back)
  const again = await call.connect(back)
  expect(await again?.say('Yes please, call me back')).toMatch(/team to call you back/i)
  expect(await row("SELECT count(*) AS n FROM tasks WHERE kind = 'callback'")).toEqual({ n: 1 })
  await completed(call)
  expect(await lastRow()).toEqual({ outcome: 'callback_task', ended_by: 'caller', end_reason: 'customer_hangup' })
  expect(await row('SELECT count(*) AS n FROM tasks')).toEqual({ n: 1 })
})

test('a number that the document does not name is rung for nobody, whatever the carrier hands back', async () => {
  const { phoneNumber } = await aLine({ change: (document) => ({ ...staffed(document), routing: [] }) })
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  await call.connect(twiml)
  const HandoffData = JSON.stringify({ reason: 'transfer', to: '+12125550139' })
  const params = call.params({ CallStatus: 'in-progress', SessionStatus: 'ended', HandoffData })
  const next = await (await call.post(attributeOf(twiml, 'Connect', 'action'), params)).text()
  expect(next).not.toContain('<Dial')
  expect(next).toContain('<Connect')
})

test('a caller who hangs up when they hear that nobody came is left to the business to call back, and gets the text it has for them', async () => {
  const sent = textsSent()
  const { call, dial } = await passedOn(undefined, undefined, texting)
  const second = await dialOver(call, dial, { DialCallStatus: 'busy', DialBridged: 'false' })
  await call.connect(await dialOver(call, second, { DialCallStatus: 'no-answer', DialBridged: 'false' }))
  await completed(call)
  expect(await lastRow()).toEqual({ outcome: 'callback_task', ended_by: 'caller', end_reason: 'customer_hangup' })
  expect(await row('SELECT kind, count(*) AS n FROM tasks')).toEqual({ kind: 'callback', n: 1 })
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      const person = await row('SELECT person_id FROM calls')
      await runDurableObjectAlarm(inRegion(env, 'global').objects.thread(String(person?.['person_id'])))
      return sent.length === 1
    },
    { timeout: 90_000, interval: 50 },
  )
  expect(sent[0]).toMatchObject({ To: '+12125550142', Body: expect.stringMatching(/^Bright Smile.*STOP/) as unknown })
})

test('a bare yes to being called back is understood, and what was said is in the transcript', async () => {
  const { call, dial } = await passedOn()
  const second = await dialOver(call, dial, { DialCallStatus: 'busy', DialBridged: 'false' })
  const back = await dialOver(call, second, { DialCallStatus: 'failed', DialBridged: 'false' })
  const again = await call.connect(back)
  expect(await again?.say('Yes')).toMatch(/team to call you back/i)
})

test('a caller who wants nothing else when nobody came is left in peace', async () => {
  const sent = textsSent()
  const { call, dial } = await passedOn(undefined, undefined, texting)
  const second = await dialOver(call, dial, { DialCallStatus: 'busy', DialBridged: 'false' })
  const back = await dialOver(call, second, { DialCallStatus: 'failed', DialBridged: 'false' })
  const again = await call.connect(back)
  expect(await again?.say('No, thank you. Goodbye.')).toMatch(/bye|great day|take care/i)
  again?.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  again?.send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  await vi.waitUntil(() => again?.frames.some(({ type }) => type === 'end'), { timeout: 90_000 })
  await completed(call)
  expect(await lastRow()).toMatchObject({ outcome: 'abandoned', ended_by: 'agent' })
  await runDurableObjectAlarm(call.object())
  expect(await row('SELECT count(*) AS n FROM tasks')).toEqual({ n: 0 })
  expect(sent).toEqual([])
})

test('a caller who hangs up while others ring leaves a call that ended, and nothing owed', async () => {
  const { call, dial } = await passedOn()
  const gone = { DialCallStatus: 'canceled', DialBridged: 'false', CallStatus: 'completed' }
  expect(await dialOver(call, dial, gone)).toContain('<Hangup/>')
  await completed(call)
  expect(await lastRow()).toEqual({ outcome: 'abandoned', ended_by: 'caller', end_reason: 'customer_hangup' })
  expect(await row('SELECT count(*) AS n FROM tasks')).toEqual({ n: 0 })
})

test('a caller who coughs while they are told so, and then says no more than thank you, is put through all the same', async () => {
  const { dial, socket } = await passedOn(undefined, ({ send }) => {
    for (const value of ['on', 'off', 'on', 'off']) send({ type: 'info', name: 'clientSpeaking', value })
    send({ type: 'prompt', voicePrompt: 'Okay, thank', lang: 'en-US', last: false })
    send({ type: 'prompt', voicePrompt: 'Okay, thank you.', lang: 'en-US', last: true })
  })
  expect(dial).toContain(`>${DESK}</Number>`)
  expect(socket.frames.filter(({ type, last }) => type === 'text' && last === true)).toHaveLength(1)
})

test('the leg of another account, and one of another call, are told nothing', async () => {
  const { call, dial } = await passedOn()
  const other = { ...legParams(call), AccountSid: 'AC00000000000000000000000000000009' }
  expect((await call.post(attributeOf(dial, 'Number', 'url'), other)).status).toBe(403)
  const address = attributeOf(dial, 'Number', 'url').replace(/leg=1/, 'leg=7')
  expect(await (await call.post(address, legParams(call))).text()).not.toContain('tooth')
})

test('for a caller who hides their number ours is shown, and nobody is promised a call back', async () => {
  const { call, dial } = await passedOn('anonymous')
  expect(attributeOf(dial, 'Dial', 'callerId')).toMatch(/^\+12125550/)
  const second = await dialOver(call, dial, { DialCallStatus: 'busy' })
  const back = await dialOver(call, second, { DialCallStatus: 'no-answer' })
  expect(attributeOf(back, 'ConversationRelay', 'welcomeGreeting')).not.toMatch(/call you back/)
})
