import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { playApi, type PlayedApi } from './carrier-answers.ts'
import { aLine, ACCOUNT_SID } from './line.ts'
import { aCall, attributeOf, type PlayedCall } from './played-call.ts'
import { aWave } from './played-carrier.ts'

const VOICEMAIL = `RE${'0'.repeat(31)}7`
const WAVE = aWave(8_000, 1)

let api: PlayedApi | null = null
afterEach(() => api?.end())

const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await env.DB.prepare(sql).all()).results
const count = async (sql: string): Promise<unknown> => (await rows(`SELECT count(*) AS n FROM ${sql}`))[0]?.['n']

const carrier = (): PlayedApi =>
  playApi((asked) => {
    if (asked === `GET /Recordings/${VOICEMAIL}.wav`)
      return new Response(WAVE, { headers: { 'content-type': 'audio/x-wav' } })
    if (asked.startsWith('DELETE')) return new Response(null, { status: 204 })
    return Response.json({ recordings: [] })
  })

/** A call whose caller has asked to leave a voicemail, and the answer with the tone. */
async function atTheTone(change?: (document: AgentDocument) => AgentDocument) {
  const { phoneNumber } = await aLine(change ? { change } : {})
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  await vi.waitUntil(async () => (await count('calls')) === 1, { timeout: 90_000 })
  const reply = await socket.say('Can I leave a voicemail?')
  if (!/of course/i.test(reply)) return { call, twiml, reply, box: '' }
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
  socket.send({ type: 'info', name: 'agentSpeaking', value: 'off' })
  await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000 })
  const HandoffData = String(socket.frames.find(({ type }) => type === 'end')?.['handoffData'])
  const over = call.params({ CallStatus: 'in-progress', SessionStatus: 'ended', HandoffData })
  const box = await (await call.post(attributeOf(twiml, 'Connect', 'action'), over)).text()
  return { call, twiml, reply, box }
}

const reported = (call: PlayedCall, box: string, extra: Record<string, string> = {}) =>
  call.post(attributeOf(box, 'Record', 'recordingStatusCallback'), {
    CallSid: call.callSid,
    AccountSid: ACCOUNT_SID,
    RecordingSid: VOICEMAIL,
    RecordingStatus: 'completed',
    RecordingDuration: '9',
    RecordingChannels: '1',
    ...extra,
  })

const hungUp = (call: PlayedCall) =>
  call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))

/** Makes the alarm ring until it holds. */
const until = (call: PlayedCall, holds: () => Promise<boolean>) =>
  vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return holds()
    },
    { timeout: 90_000, interval: 50 },
  )

test('a voicemail is asked for, taken in sealed, deleted at the carrier, told of once and left to somebody', async () => {
  api = carrier()
  const { call, box, twiml } = await atTheTone()
  expect(box).toMatch(/<Stop><Recording name="careline"\/><\/Stop><Say[^>]*>[^<]*recorded[^<]*<\/Say><Record /)
  const thanks = await call.post(
    attributeOf(box, 'Record', 'action'),
    call.params({ CallStatus: 'in-progress', RecordingDuration: '9' }),
  )
  expect(await thanks.text()).toMatch(/<Say[^>]*>Thank you[^<]*<\/Say><Hangup\/>/)
  await reported(call, box)
  await reported(call, box)
  await hungUp(call)
  const noRecording = { RecordingStatus: 'absent', RecordingSid: `RE${'0'.repeat(31)}1` }
  await call.post(attributeOf(twiml, 'Recording', 'recordingStatusCallback'), {
    ...call.params(noRecording),
    CallSid: call.callSid,
  })
  await until(call, async () => (await count("events WHERE type = 'call.completed'")) === 1)
  expect(await rows('SELECT kind, transcript_status, duration_seconds FROM recordings')).toEqual([
    { kind: 'voicemail', transcript_status: 'not_transcribed', duration_seconds: 9 },
  ])
  expect(await rows('SELECT outcome, end_reason FROM calls')).toEqual([
    { outcome: 'voicemail_left', end_reason: 'voicemail' },
  ])
  expect(await count("events WHERE type = 'voicemail.received'")).toBe(1)
  expect(await rows('SELECT kind, queue, status FROM tasks')).toEqual([
    { kind: 'voicemail', queue: 'front-desk', status: 'open' },
  ])
  expect(api.asked.filter((asked) => asked.startsWith('DELETE'))).toEqual([`DELETE /Recordings/${VOICEMAIL}.json`])
  const { objects } = await env.BLOBS.list({ prefix: 'recordings/' })
  const stored = await (await env.BLOBS.get(objects[0]?.key ?? ''))?.bytes()
  expect(stored?.length).toBeGreaterThan(WAVE.length)
  expect(new TextDecoder('latin1').decode(stored)).not.toContain('RIFF')
})

test('a caller who hangs up after the tone has left a voicemail, whatever is reported first', async () => {
  api = carrier()
  const { call, box } = await atTheTone()
  await hungUp(call)
  await reported(call, box)
  const gone = call.params({ CallStatus: 'completed', Digits: 'hangup' })
  expect(await (await call.post(attributeOf(box, 'Record', 'action'), gone)).text()).toContain('<Hangup/>')
  await until(call, async () => (await count('calls WHERE ended_at_ms IS NOT NULL')) === 1)
  expect(await rows('SELECT outcome, ended_by, end_reason FROM calls')).toEqual([
    { outcome: 'voicemail_left', ended_by: 'caller', end_reason: 'voicemail' },
  ])
})

test('where nothing recorded is kept there is no tone to speak after: a message is taken down', async () => {
  const { reply, box } = await atTheTone((document) => ({
    ...document,
    privacy: { ...document.privacy, retainDays: { ...document.privacy.retainDays, audio: 0 } },
  }))
  expect(box).toBe('')
  expect(reply).toMatch(/name/i)
})

test('a voicemail that nobody was asked for is not kept, and does not stay with the carrier', async () => {
  api = carrier()
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  await call.connect(twiml)
  const address = attributeOf(twiml, 'Recording', 'recordingStatusCallback').replace('/recording?', '/voicemail?')
  await reported(call, `<Record recordingStatusCallback="${address.replaceAll('&', '&amp;')}"/>`)
  await until(call, async () => api?.asked.includes(`DELETE /Recordings/${VOICEMAIL}.json`) === true)
  expect(await count('recordings')).toBe(0)
})
