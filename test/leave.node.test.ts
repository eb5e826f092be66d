import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EgressDenied, leave, type Journey } from '../src/egress/leave.ts'

/** A far end that counts who comes, and sends everybody on. */
let far: Server
let base = ''
let asked: string[] = []

beforeAll(async () => {
  far = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: 'https://elsewhere.example.com/' }).end()
  })
  await new Promise<void>((resolve) => {
    far.listen(0, '127.0.0.1', resolve)
  })
  base = `http://127.0.0.1:${(far.address() as AddressInfo).port}`
})

afterAll(() => void far.close())

const journey = (settings: Readonly<Record<string, string>>): Journey => ({
  vendor: 'twilio',
  purpose: 'configure',
  fields: [],
  whose: undefined,
  settings,
})

const denied = (settings: Readonly<Record<string, string>>, url: string): Promise<unknown> =>
  leave(journey(settings), url).catch((error: unknown) => (error instanceof EgressDenied ? error.reason : error))

test('a host that no setting and no vendor names is not asked at all', async () => {
  asked = []
  expect(await denied({ TWILIO_API_URL: 'https://api.twilio.com' }, base)).toBe('host_unlisted')
  expect(await denied({}, 'https://twilio.com.example.com/')).toBe('host_unlisted')
  expect(await denied({}, 'https://nottwilio.com/')).toBe('host_unlisted')
  expect(asked).toEqual([])
})

test('where a setting says a vendor is, it is, on that port only; and wherever it sends us on is not gone to', async () => {
  asked = []
  const answer = await leave(journey({ TWILIO_API_URL: base }), `${base}/one`)
  expect(answer.status).toBe(302)
  expect(asked).toEqual(['/one'])
  expect(await denied({ TWILIO_API_URL: base }, 'http://127.0.0.1:9/')).toBe('host_unlisted')
})

test('deployed, nothing leaves in the clear', async () => {
  asked = []
  expect(await denied({ TWILIO_API_URL: base, PLATFORM: 'cloudflare' }, base)).toBe('not_https')
  expect(asked).toEqual([])
})
