import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { playApi, type PlayedApi } from './carrier-answers.ts'
import { aLine, ACCOUNT_SID } from './line.ts'
import { aCall, attributeOf, type PlayedCall } from './played-call.ts'
import { aWave } from './played-carrier.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

const DESK = '+12125550190'
const VOICEMAIL = `RE${'0'.repeat(31)}8`

const undo: (() => void)[] = []
afterEach(() => undo.splice(0).forEach((back) => back()))

const count = async (sql: string): Promise<unknown> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first())?.['n']

/** No call's object can be reached from now on, as when its machine is being replaced. Gives the way back. */
function objectsAway(): () => void {
  const names = ['getByName', 'get'] as const
  const away = (): never => {
    throw new Error('Network connection lost.')
  }
  for (const name of names) Object.defineProperty(env.LIVE_CALLS, name, { value: away, configurable: true })
  const back = (): void => names.forEach((name) => void Reflect.deleteProperty(env.LIVE_CALLS, name))
  undo.push(back)
  return back
}

const withPeople = (document: AgentDocument): AgentDocument => ({
  ...document,
  hours: { ...document.hours, ...ALWAYS_OPEN },
  routing: [{ intent: 'human', when: 'always', to: { kind: 'phone', number: DESK, mode: 'warm' } }],
})
const withNobody = (document: AgentDocument): AgentDocument => ({ ...document, routing: [] })

const fallBack = async (call: PlayedCall, extra: Record<string, string> = {}): Promise<string> =>
  (
    await call.post(
      '/hooks/voice/twilio/fallback',
      call.params({ CallStatus: 'ringing', ErrorCode: '11200', ...extra }),
    )
  ).text()

test('while no call can be asked the fallback puts the caller through to the business', async () => {
  const { phoneNumber } = await aLine({ change: withPeople })
  const call = aCall(phoneNumber)
  const back = objectsAway()
  const dial = await fallBack(call)
  expect(dial).toMatch(
    new RegExp(`<Say[^>]*>[^<]*trouble[^<]*connecting you to Bright Smile[^<]*</Say><Dial .*\\${DESK}</Number>`),
  )
  back()
  await call.ring()
  const talked = call.params({ CallStatus: 'in-progress', DialCallStatus: 'completed', DialBridged: 'true' })
  expect(await (await call.post(attributeOf(dial, 'Dial', 'action'), talked)).text()).toContain('<Hangup/>')
})

test('who is not reached that way may leave a voicemail, and nobody is rung a second time', async () => {
  const { phoneNumber } = await aLine({ change: withPeople })
  const call = aCall(phoneNumber)
  await call.ring()
  const back = objectsAway()
  const dial = await fallBack(call)
  const failed = { ErrorUrl: attributeOf(dial, 'Dial', 'action').replace(/#.*/, '') }
  expect(await fallBack(call, failed)).toMatch(/<Record /)
  back()
  const busy = call.params({ CallStatus: 'in-progress', DialCallStatus: 'busy', DialBridged: 'false' })
  const box = await (await call.post(attributeOf(dial, 'Dial', 'action'), busy)).text()
  expect(box).toMatch(/<Record /)
})

test('a voicemail left while no call could be asked begins its call, and is kept like any other', async () => {
  const api: PlayedApi = playApi((asked) => {
    if (asked.startsWith('GET /Recordings')) return new Response(aWave(8_000, 1))
    return asked.startsWith('DELETE') ? new Response(null, { status: 204 }) : Response.json({ recordings: [] })
  })
  undo.push(api.end)
  const { phoneNumber } = await aLine({ change: withNobody })
  const call = aCall(phoneNumber)
  const back = objectsAway()
  const box = await fallBack(call)
  expect(box).toMatch(/trouble[^<]*message for Bright Smile/)
  back()
  const report = {
    CallSid: call.callSid,
    AccountSid: ACCOUNT_SID,
    RecordingSid: VOICEMAIL,
    RecordingStatus: 'completed',
    RecordingDuration: '6',
    RecordingChannels: '1',
  }
  await call.post(attributeOf(box, 'Record', 'recordingStatusCallback'), report)
  await call.post(attributeOf(box, 'Record', 'recordingStatusCallback'), report)
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return (await count("recordings WHERE kind = 'voicemail'")) === 1
    },
    { timeout: 90_000, interval: 50 },
  )
  expect(await count("tasks WHERE kind = 'voicemail'")).toBe(1)
  expect(api.asked).toContain(`DELETE /Recordings/${VOICEMAIL}.json`)
})

test('for a number that nobody owns the fallback only says sorry', async () => {
  const call = aCall('+12125550999')
  objectsAway()
  expect(await fallBack(call)).not.toMatch(/<Dial|<Record/)
})
