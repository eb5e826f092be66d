import { env, exports as worker } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { aKey, ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { filesIn } from '../../../test/read-zip.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { bodyPlace } from '../../messages/body-place.ts'
import { readTimeline } from '../../people/timeline.ts'
import { calls } from '../../records/calls/table.ts'
import { messageBodies } from '../../records/message-bodies/table.ts'
import { messages } from '../../records/messages/table.ts'
import { createTask } from '../../tasks/create.ts'
import { personKey } from '../../vault/person-keys.ts'
import { seal } from '../../vault/seal.ts'

const START_MS = Date.now() - 3_600_000
const LATER_MS = Date.now() + 86_400_000

const ctxAt = (tenantId: string, nowMs: number): Ctx =>
  contextOf(env, { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } }, nowMs)

async function aCall({ db, tenantId, nowMs }: Ctx, personId: string): Promise<string> {
  const id = newId('call', nowMs)
  await db.insert(calls).values({
    id,
    tenantId,
    livemode: true,
    objectName: `AC1/${id}`,
    carrier: 'twilio',
    accountSid: 'AC1',
    carrierCallId: `CA${id}`,
    direction: 'inbound',
    status: 'completed',
    ourNumber: '+12125550100',
    personId,
    startedAtMs: nowMs,
    outcome: 'booked',
    turnCount: 2,
    transcriptStatus: 'not_kept',
    recordingStatus: 'none',
    updatedAtMs: nowMs,
    expiresAtMs: LATER_MS,
  })
  return id
}

async function aMessage(ctx: Ctx, personId: string, text: string): Promise<string> {
  const { db, vault, blobs, tenantId, nowMs } = ctx
  const id = newId('msg', nowMs)
  const about = { tenantId, personId, createdAtMs: nowMs, expiresAtMs: LATER_MS }
  const key = await personKey(vault, blobs, tenantId, personId)
  const sealedBody = await seal(key, bodyPlace(tenantId, id), JSON.stringify({ type: 'text', text }))
  await db.batch([
    db.insert(messages).values({
      ...about,
      id,
      livemode: true,
      threadId: personId.replace('per_', 'thr_'),
      direction: 'inbound',
      channel: 'whatsapp',
      provider: 'whatsapp',
      line: '10054321',
      providerMessageId: id,
      type: 'text',
      author: 'person',
      status: 'received',
      history: [],
      sentAtMs: nowMs,
      updatedAtMs: nowMs,
    }),
    db.insert(messageBodies).values({ ...about, messageId: id, sealedBody }),
  ])
  return id
}

async function aTask(ctx: Ctx, personId: string): Promise<string> {
  const task = {
    kind: 'callback',
    priority: 'normal',
    queue: 'desk',
    callId: null,
    personId,
    keySubject: personId,
  } as const
  return (await createTask(ctx, { ...task, details: {}, intentKey: String(ctx.nowMs) })).taskId
}

const aPerson = async ({ key }: TestTenant): Promise<string> =>
  (await ask(key, '/people', { body: { name: 'Ana Example' } })).json.id

/** All that an export of somebody says. */
async function exported(tenant: TestTenant, personId: string): Promise<string> {
  const { export_id: id } = (await ask(tenant.key, `/people/${personId}/export`, { body: {} })).json
  const isMade = async () => (await ask(tenant.key, `/exports/${id}`)).json.status !== 'making'
  await vi.waitUntil(isMade, { timeout: 90_000, interval: 50 })
  const headers = { authorization: `Bearer ${tenant.key}` }
  const file = await worker.default.fetch(`http://gateway.test/v1/exports/${id}/file`, { headers })
  const files = filesIn(new Uint8Array(await file.arrayBuffer()))
  expect([...files.keys()]).toContain('export.json')
  return [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
}

test('calls, messages and tasks of a person are one list, newest first, and of nobody else', async () => {
  const tenant = await aTenant()
  const [personId, other] = [await aPerson(tenant), await aPerson(tenant)]
  const at = (minutes: number): Ctx => ctxAt(tenant.id, START_MS + minutes * 60_000)
  const call = await aCall(at(1), personId)
  const message = await aMessage(at(2), personId, 'Can I move it?')
  const task = await aTask(at(3), personId)
  await aMessage(at(2), other, 'Somebody else')
  await aCall(at(4), other)

  const { status, json } = await ask(tenant.key, `/people/${personId}/timeline`)
  expect(status).toBe(200)
  expect(json.data.map(({ id }: { id: string }) => id)).toEqual([task, message, call])
  expect(json.data).toMatchObject([
    { type: 'task', kind: 'callback', status: 'open', channel: null },
    { type: 'message', kind: 'text', channel: 'whatsapp', direction: 'inbound', text: null },
    { type: 'call', channel: 'voice', outcome: 'booked', at: new Date(START_MS + 60_000).toISOString() },
  ])
  expect(json).toMatchObject({ has_more: false, next_cursor: null })
})

test('what messages say is shown on request, to keys that may read messages', async () => {
  const tenant = await aTenant()
  const personId = await aPerson(tenant)
  await aMessage(ctxAt(tenant.id, START_MS), personId, 'Can I move it?')
  const textFor = async (key: string) => (await ask(key, `/people/${personId}/timeline?include=text`)).json.data[0].text
  expect(await textFor(tenant.key)).toBe('Can I move it?')
  expect(await textFor((await aKey(tenant, ['people:read'])).key)).toBeNull()
})

test('what a child may have said is in neither the list nor an export until the business has decided', async () => {
  const tenant = await aTenant()
  const personId = await aPerson(tenant)
  const occasion = await aMessage(ctxAt(tenant.id, START_MS), personId, 'I am eleven and alone.')
  const seen = async () => {
    const { data } = (await ask(tenant.key, `/people/${personId}/timeline?include=text`)).json
    return [data[0].text, (await exported(tenant, personId)).includes('I am eleven and alone.')]
  }
  const flagId = (await ask(tenant.key, '/minor_flags', { body: { occasion } })).json.id
  expect(await seen()).toEqual([null, false])
  await ask(tenant.key, `/minor_flags/${flagId}/decide`, { body: { decision: 'keep' } })
  expect(await seen()).toEqual(['I am eleven and alone.', true])
})

test('another business’s person has no timeline, nor has one that never was', async () => {
  const [tenant, other] = [await aTenant(), await aTenant()]
  const personId = await aPerson(tenant)
  for (const [key, id] of [
    [other.key, personId],
    [tenant.testKey, personId],
    [tenant.key, 'per_none'],
  ] as const)
    expect((await ask(key, `/people/${id}/timeline`)).status).toBe(404)
})

test('read in pages of any size, up or down, it is the same list', async () => {
  const tenant = await aTenant()
  const personId = await aPerson(tenant)
  const ids: string[] = []
  for (let nth = 0; nth < 12; nth += 1) {
    const ctx = ctxAt(tenant.id, START_MS + nth * 1000)
    ids.unshift(
      await (nth % 3 === 0
        ? aCall(ctx, personId)
        : nth % 3 === 1
          ? aMessage(ctx, personId, 'x')
          : aTask(ctx, personId)),
    )
  }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 13 }), fc.boolean(), async (limit, isUpwards) => {
      const read: string[] = []
      let from = isUpwards ? ids.at(-1) : undefined
      for (let page = 0; page <= ids.length; page += 1) {
        const cursor = from === undefined ? '' : `&${isUpwards ? 'ending_before' : 'starting_after'}=${from}`
        const { json } = await ask(tenant.key, `/people/${personId}/timeline?limit=${limit}${cursor}`)
        const given = json.data.map(({ id }: { id: string }) => id)
        if (isUpwards) read.unshift(...given)
        else read.push(...given)
        if (!json.has_more) break
        from = json.next_cursor
      }
      expect(read).toEqual(isUpwards ? ids.slice(0, -1) : ids)
    }),
    { numRuns: 8 },
  )
  expect(await readTimeline(ctxAt(tenant.id, Date.now()), personId, { limit: 3 })).toHaveLength(3)
})
