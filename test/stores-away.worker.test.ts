import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropLines } from '../src/calls/line.ts'
import { aTenant, ask } from './api-client.ts'
import { aLine } from './line.ts'
import { aCall } from './played-call.ts'
import { storeTrouble } from './store-trouble.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

const undo: (() => void)[] = []
afterEach(() => undo.splice(0).forEach((end) => end()))

const away = (): void => void undo.push(storeTrouble(() => true).end)
const back = (): void => undo.splice(0).forEach((end) => end())

test('while the stores are away the API says so, and the same request with its key is worked once they are back', async () => {
  const { key } = await aTenant()
  const request = { body: { name: 'Chair 7', kind: 'chair' }, headers: { 'idempotency-key': 'chair-7' } }
  away()
  const refused = await ask(key, '/resources', request)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('30')
  expect(refused.json).toMatchObject({ code: 'unavailable', request_id: expect.stringMatching(/^req_/) })
  back()
  expect((await ask(key, '/resources', request)).status).toBe(201)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM resources').first()).toEqual({ n: 1 })
})

test('while the stores are away the carrier is sent to the fallback, and there the caller hears why', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  away()
  dropLines()
  const rung = await call.post('/hooks/voice/twilio', call.params({ CallStatus: 'ringing' }))
  expect([rung.status, rung.headers.get('retry-after')]).toEqual([503, '30'])
  const fallback = () => call.post('/hooks/voice/twilio/fallback', call.params({ ErrorCode: '11200' }))
  expect(await (await fallback()).text()).toMatch(/<Say[^>]*>[^<]*sorry.*<Hangup/i)
  back()
  expect(await (await fallback()).text()).toContain('<Connect')
})
