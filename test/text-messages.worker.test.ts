import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { ACCOUNT_SID, aLine, type AnsweredLine } from './line.ts'
import { aCall } from './played-call.ts'

const SOON = { timeout: 90_000, interval: 50 }
const THEM = '+12125550142'

const original = globalThis.fetch
afterEach(() => void (globalThis.fetch = original))

type Form = Record<string, string>

let numbered = 0
const aSid = (): string => `SM${String((numbered += 1)).padStart(32, '0')}`

interface PlayedTwilio {
  readonly sent: (Form & { readonly sid: string })[]
  /** The connection of the next request is cut after it was taken. */
  cutsNext: boolean
}

/** The carrier's far end: it takes texts, and tells where their statuses are wanted. */
function playedTwilio(): PlayedTwilio {
  const far: PlayedTwilio = { sent: [], cutsNext: false }
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== 'http://127.0.0.1:9') return original(input, init)
    if (!url.pathname.endsWith('/Messages.json')) return Response.json({ incoming_phone_numbers: [] })
    const sid = aSid()
    far.sent.push({ ...Object.fromEntries(new URLSearchParams(String(init?.body))), sid })
    if (!far.cutsNext) return Response.json({ sid, status: 'queued' }, { status: 201 })
    far.cutsNext = false
    throw new TypeError('Network connection lost.')
  }) as typeof fetch
  return far
}

/** A text to the business, as the carrier tells of it. */
async function text({ phoneNumber }: AnsweredLine, body: string, more: Form = {}): Promise<Response> {
  const form = { MessageSid: aSid(), AccountSid: ACCOUNT_SID, From: THEM, To: phoneNumber, Body: body, NumMedia: '0' }
  return aCall(phoneNumber).post('/hooks/messages/twilio', { ...form, ...more })
}

/** What became of a text of the business, told where it asked to be told. */
async function report({ phoneNumber }: AnsweredLine, one: PlayedTwilio['sent'][number], more: Form): Promise<Response> {
  const form = { MessageSid: one.sid, AccountSid: ACCOUNT_SID, From: phoneNumber, To: THEM }
  return aCall(phoneNumber).post(one['StatusCallback'] ?? '', { ...form, ...more })
}

const outbound = async ({ ctx }: AnsweredLine) =>
  (
    await env.DB.prepare("SELECT status, error_code FROM messages WHERE tenant_id = ? AND direction = 'outbound'")
      .bind(ctx.tenantId)
      .all<{ status: string; error_code: string | null }>()
  ).results

test('a text is acknowledged with nothing to say, and answered over the API', async () => {
  const far = playedTwilio()
  const line = await aLine()
  const acknowledged = await text(line, 'What are your opening hours?')
  expect(acknowledged.status).toBe(200)
  expect(await acknowledged.text()).toBe('<Response/>')
  await vi.waitUntil(() => far.sent.length > 0, SOON)
  expect(far.sent[0]).toMatchObject({ From: line.phoneNumber, To: THEM, Body: expect.stringMatching(/AI/) })

  for (const status of ['delivered', 'sent', 'delivered'])
    expect((await report(line, far.sent[0]!, { MessageStatus: status })).status).toBe(200)
  await vi.waitUntil(async () => (await outbound(line))[0]?.status === 'delivered', SOON)
})

test('a text that is delivered twice is answered once', async () => {
  const far = playedTwilio()
  const line = await aLine()
  const twice = { MessageSid: aSid() }
  await Promise.all([
    text(line, 'What are your opening hours?', twice),
    text(line, 'What are your opening hours?', twice),
  ])
  await vi.waitUntil(() => far.sent.length > 0, SOON)
  await text(line, 'What are your opening hours?', twice)
  await text(line, 'Thank you, bye')
  await vi.waitUntil(() => far.sent.length > 1, SOON)
  const { results } = await env.DB.prepare(
    "SELECT count(*) AS n FROM messages WHERE tenant_id = ? AND direction = 'inbound'",
  )
    .bind(line.ctx.tenantId)
    .all<{ n: number }>()
  expect(results[0]?.n).toBe(2)
  expect(far.sent).toHaveLength(2)
})

test('a request that was cut off is not repeated once a status tells that it was taken', async () => {
  const far = playedTwilio()
  const line = await aLine()
  far.cutsNext = true
  await text(line, 'What are your opening hours?')
  await vi.waitUntil(() => far.sent.length > 0, SOON)
  // Our own id is in the address of the callback: the carrier's is one that we never heard of.
  await vi.waitUntil(async () => {
    await report(line, far.sent[0]!, { MessageStatus: 'sent' })
    return (await outbound(line))[0]?.status === 'sent'
  }, SOON)
  expect(far.sent).toHaveLength(1)
})

test('a stop that the carrier has answered is kept, and nothing is sent after it', async () => {
  const far = playedTwilio()
  const line = await aLine()
  await text(line, 'STOP', { OptOutType: 'STOP' })
  const kept = "SELECT count(*) AS n FROM suppressions WHERE tenant_id = ? AND source = 'sms'"
  await vi.waitUntil(
    async () => (await env.DB.prepare(kept).bind(line.ctx.tenantId).first<{ n: number }>())?.n === 1,
    SOON,
  )
  await text(line, 'What are your opening hours?')
  // Somebody else who asks after them is answered.
  await text(line, 'What are your opening hours?', { From: '+12125550143' })
  await vi.waitUntil(() => far.sent.length > 0, SOON)
  expect(far.sent.map(({ To }) => To)).toEqual(['+12125550143'])
})

test('a text that the carrier blocked for a stop of theirs is blocked, and stops the rest', async () => {
  const far = playedTwilio()
  const line = await aLine()
  await text(line, 'What are your opening hours?')
  await vi.waitUntil(() => far.sent.length > 0, SOON)
  await report(line, far.sent[0]!, { MessageStatus: 'undelivered', ErrorCode: '21610' })
  await vi.waitUntil(async () => (await outbound(line))[0]?.status === 'blocked', SOON)
  expect(await outbound(line)).toMatchObject([{ status: 'blocked', error_code: '21610' }])
  const kept = 'SELECT count(*) AS n FROM suppressions WHERE tenant_id = ?'
  await vi.waitUntil(
    async () => ((await env.DB.prepare(kept).bind(line.ctx.tenantId).first<{ n: number }>())?.n ?? 0) > 0,
    SOON,
  )
})

test('a text signed by nobody we know is refused, and leaves nothing', async () => {
  const line = await aLine()
  const form = { MessageSid: aSid(), AccountSid: ACCOUNT_SID, From: THEM, To: line.phoneNumber, Body: 'Hi' }
  const forged = await aCall(line.phoneNumber).post('/hooks/messages/twilio', {
    ...form,
    AccountSid: `AC${'9'.repeat(32)}`,
  })
  expect(forged.status).toBe(403)
  expect(await forged.text()).toBe('')
})
