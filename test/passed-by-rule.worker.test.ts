import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AgentDocument, AgentTarget } from '../src/agents/agent-document.ts'
import type { CallState } from '../src/calls/call-state.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { playApi } from './carrier-answers.ts'
import { aLine, ACCOUNT_SID } from './line.ts'
import { aCall, attributeOf, type PlayedCall } from './played-call.ts'
import { begun } from './talked-call.ts'

const NURSE: AgentTarget = { kind: 'phone', number: '+12125550190', mode: 'warm', sendDigits: 'ww204#' }
const HOUSE: AgentTarget = { kind: 'phone', number: '+12125550190', mode: 'warm' }

type OnDecline = AgentDocument['opening']['recording']['onDecline']

const ruled =
  (onDecline: OnDecline) =>
  (document: AgentDocument): AgentDocument => ({
    ...document,
    hours: { ...document.hours, ...ALWAYS_OPEN },
    opening: { ...document.opening, recording: { ...document.opening.recording, onDecline } },
    guardrails: {
      ...document.guardrails,
      emergency: { say: 'Please hang up and call 911.', terms: [], thenTransfer: NURSE },
    },
    routing: [{ intent: 'human', when: 'always', to: HOUSE }],
  })

/** What the carrier is told when the caller has said `text`, and has heard the answer to it. */
async function after(text: string, onDecline: OnDecline = 'continue_unrecorded', then: readonly string[] = []) {
  const { phoneNumber } = await aLine({ change: ruled(onDecline) })
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  const reply = await socket.say(text)
  for (const more of then) await socket.say(more)
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000 })
  const handoff = String(socket.frames.find(({ type }) => type === 'end')?.['handoffData'])
  const ended = call.params({ CallStatus: 'in-progress', SessionStatus: 'ended', HandoffData: handoff })
  const next = await (await call.post(attributeOf(twiml, 'Connect', 'action'), ended)).text()
  return { call, reply, next }
}

const pickedUp = async (call: PlayedCall, dial: string): Promise<string> => {
  const leg = {
    CallSid: `CA${'c'.repeat(32)}`,
    ParentCallSid: call.callSid,
    AccountSid: ACCOUNT_SID,
    CallStatus: 'in-progress',
  }
  return (await call.post(attributeOf(dial, 'Number', 'url'), leg)).text()
}

const dialOver = async (call: PlayedCall, dial: string, how: string): Promise<string> => {
  const over = call.params({ CallStatus: 'in-progress', DialCallStatus: how, DialBridged: 'false' })
  return (await call.post(attributeOf(dial, 'Dial', 'action'), over)).text()
}

test('a caller in an emergency hears the sentence for it, and is then put through to the extension named for that', async () => {
  const { call, reply, next } = await after('I have chest pain and I cannot breathe')
  expect(reply).toMatch(/^Please hang up and call 911\..*connecting you/)
  expect(attributeOf(next, 'Number', 'sendDigits')).toBe('ww204#')
  // What picks up before an extension is a machine, and must not be hung up on.
  expect(next).not.toContain('machineDetection')
  expect((await pickedUp(call, next)).match(/Press 1 to take it/g)).toHaveLength(3)
  const other = await dialOver(call, next, 'no-answer')
  expect(other).toMatch(/>\+12125550190<\/Number>/)
  expect(other).not.toContain('sendDigits')
  expect(await dialOver(call, other, 'busy')).toMatch(/not available/)
})

test('a caller in an emergency who says that they have understood is put through all the same', async () => {
  const { next } = await after('I have chest pain and I cannot breathe', 'continue_unrecorded', ['okay', 'thank you'])
  expect(attributeOf(next, 'Number', 'sendDigits')).toBe('ww204#')
})

test('a caller who will not be recorded is put through where the document says so, and the recording is stopped', async () => {
  const api = playApi(() => Response.json({ status: 'stopped' }))
  const { call, reply, next } = await after("I don't want to be recorded", 'transfer')
  expect(reply).toMatch(/won't be kept as a recording.*connecting you/)
  expect(next).toMatch(/<Dial .*>\+12125550190<\/Number>/)
  expect(await pickedUp(call, next)).not.toMatch(/call is recorded/)
  await vi.waitUntil(() => api.asked.some((one) => one.includes('/Recordings/')), { timeout: 90_000 })
  api.end()
})

test('a caller who will not be recorded is let go where the document says so, and the call says why it ended', async () => {
  const api = playApi(() => Response.json({ status: 'stopped' }))
  const { call, reply, next } = await after("I don't want to be recorded", 'end')
  expect(reply).toMatch(/nothing of this call is kept/)
  expect(next).toContain('<Hangup/>')
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '12' }))
  const row = () => env.DB.prepare('SELECT ended_by, end_reason FROM calls').first<Record<string, unknown>>()
  await vi.waitUntil(async () => (await row())?.['end_reason'] !== null, { timeout: 90_000 })
  expect(await row()).toEqual({ ended_by: 'agent', end_reason: 'consent_declined' })
  api.end()
})

test('who is in danger and cannot speak hears nothing in their silence, is not let go for it, and people learn of it at once', async () => {
  const { call, socket } = await begun()
  await socket.say('Somebody is breaking into my house')
  expect(await socket.say("I'm hiding, he will hear me")).toMatch(/^You don't have to speak/)
  const filed = await env.DB.prepare('SELECT kind, priority FROM tasks').all()
  expect(filed.results).toEqual([{ kind: 'message', priority: 'urgent' }])
  const frames = socket.frames.length
  let nowMs = Date.now()
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(Date, 'now').mockImplementation(() => nowMs)
  const later = async (ms: number) => {
    nowMs += ms
    await runDurableObjectAlarm(call.object())
    return runInDurableObject(call.object(), (_, { storage }) => storage.kv.get<CallState>('call'))
  }
  expect((await later(60_000))?.timers.idle).toBeUndefined()
  expect(await later(120_000)).toMatchObject({ ending: null, turns: 2 })
  expect((await later(3_600_000))?.endReason).toBe('max_duration')
  await later(2_000)
  expect(socket.frames.slice(frames)).toMatchObject([{ type: 'end' }])
})
