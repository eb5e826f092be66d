import { env } from 'cloudflare:workers'
import { contextOf, type Ctx } from '../src/context.ts'
import { newId } from '../src/kernel/ids.ts'
import { calls } from '../src/records/calls/table.ts'
import { mails } from '../src/records/mails/table.ts'
import { messages } from '../src/records/messages/table.ts'
import { recordings } from '../src/records/recordings/table.ts'
import { threads } from '../src/records/threads/table.ts'
import { createTask } from '../src/tasks/create.ts'
import { ask, OPERATOR_KEY, type TestTenant } from './api-client.ts'

const DAY_MS = 86_400_000

const CAMPAIGN = {
  name: 'Reminders',
  kind: 'message',
  purpose: 'appointment_reminder',
  channels: ['sms'],
  content: { sms: { text: 'See you on Tuesday.' } },
}

/** One object of every kind that belongs to a business, by the first part of its path: its id. */
export async function oneOfEach(owner: TestTenant): Promise<ReadonlyMap<string, string>> {
  const ctx = contextOf(
    env,
    { tenantId: owner.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )
  const callId = await aCallWithRecording(ctx)
  const task = {
    kind: 'message',
    priority: 'normal',
    queue: 'desk',
    callId,
    personId: null,
    keySubject: callId,
  } as const
  const { taskId } = await createTask(ctx, { ...task, details: { message: 'hello' }, intentKey: 'once' })
  const told = "SELECT id FROM events WHERE type = 'task.created' AND tenant_id = ?"
  const event = await env.DB.prepare(told).bind(owner.id).first<{ id: string }>()
  return new Map([
    ['calls', callId],
    ['minor_flags', await aMinorFlag(owner.key, callId)],
    ['mails', await aMail(ctx)],
    ['recordings', callId.replace('call_', 'rec_')],
    ['tasks', taskId],
    ...(await aThreadWithMessage(ctx)),
    ['events', event!.id],
    ...(await throughTheApi(owner)),
  ])
}

/** Asked for by the platform’s support. */
const GRANT = { reason: 'A recording stops early.', scopes: ['recordings:read'], minutes: 30 }

/** Somebody on that call is a child, as the business says. */
async function aMinorFlag(key: string, callId: string): Promise<string> {
  return (await ask(key, '/minor_flags', { body: { occasion: callId } })).json.id
}

/** A mail to the business. */
async function aMail({ db, tenantId, livemode, nowMs }: Ctx): Promise<string> {
  const id = newId('mail', nowMs)
  await db.insert(mails).values({
    id,
    tenantId,
    livemode,
    dedupeHash: id,
    inbox: 'privacy',
    rawBytes: 100,
    truncated: false,
    authentication: 'pass',
    labels: ['other'],
    status: 'for_a_person',
    requestIds: [],
    receivedAtMs: nowMs,
    expiresAtMs: nowMs + DAY_MS,
  })
  return id
}

/** What is kept about somebody, put together. */
async function anExport(key: string): Promise<string> {
  const person = await ask(key, '/people', { body: { name: 'Ann Lee', phone: '+12125550147' } })
  return (await ask(key, `/people/${person.json.id}/export`, { body: {} })).json.export_id
}

/** Somebody who is to be erased. */
async function anErasure(key: string): Promise<string> {
  const person = await ask(key, '/people', { body: { name: 'Ann Lee', phone: '+12125550148' } })
  const body = { reason: 'requested_by_person' }
  return (await ask(key, `/people/${person.json.id}/erase`, { body })).json.erasure_id
}

async function throughTheApi({ key, id }: TestTenant): Promise<[string, string][]> {
  const make = async (path: string, body: unknown): Promise<string> => {
    const { status, json } = await ask(key, path, { body })
    if (status !== 201 && status !== 200) throw new Error(`${path}: ${JSON.stringify(json)}`)
    return json.id
  }
  const hours = {
    tz: 'UTC',
    weekly: Object.fromEntries(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'].map((day) => [day, [['00:00', '24:00']]])),
  }
  const resourceId = await make('/resources', { name: 'Dr. Patel', kind: 'person' })
  const service = { name: 'Cleaning', minutes: 30, resource_ids: [resourceId], hours }
  const serviceId = await make('/services', service)
  const startsAt = new Date((Math.floor(Date.now() / DAY_MS) + 3) * DAY_MS + DAY_MS / 2).toISOString()
  const agreed = { purposes: ['appointment_reminder'], channels: ['sms'], level: 'express', text: 'You may.' }
  const account = { account_sid: `AC${'1'.repeat(32)}`, auth_token: 'a'.repeat(32) }
  return [
    ['resources', resourceId],
    ['services', serviceId],
    ['bookings', await make('/bookings', { service_id: serviceId, starts_at: startsAt, person: { name: 'Ann Lee' } })],
    ['agents', await make('/agents', { template: 'dental-clinic' })],
    ['keys', await make('/keys', { name: 'One more', scopes: ['read'] })],
    ['numbers', await make('/numbers', { phone_number: '+12125550142' })],
    ['carriers', await make('/carriers/twilio', account)],
    ['channels', await make('/channels', { kind: 'whatsapp', phone_number_id: '100200300', account_id: '400500' })],
    ['people', await make('/people', { name: 'Ann Lee', phone: '+12125550143' })],
    ['campaigns', await make('/campaigns', CAMPAIGN)],
    ['blocked_callers', await make('/blocked_callers', { phone: '+12125550145' })],
    [
      'consents',
      await make('/consents', { phone: '+12125550146', source: 'form', captured_at: '2026-03-02', ...agreed }),
    ],
    ['attestations', await make('/attestations', { ...agreed, signed_by: 'Ann Lee' })],
    [
      'contact_decisions',
      await make('/contact_decisions', { to: '+12125550146', channel: 'sms', purpose: 'reminder' }),
    ],
    [
      'campaigns',
      await make('/campaigns', {
        name: 'Reminders',
        kind: 'message',
        purpose: 'reminder',
        channels: ['sms'],
        content: { sms: { text: 'We see you on Tuesday.' } },
        starts_at: '2035-01-01T00:00:00Z',
      }),
    ],
    ['holds', await make('/holds', { basis: 'contract', reason: 'As agreed.', ends_at: '2035-01-01' })],
    ['support_grants', (await ask(OPERATOR_KEY, `/tenants/${id}/support_grants`, { body: GRANT })).json.id],
    ['privacy', await make('/privacy/requests', { types: ['access'], phone: '+12125550147' })],
    ['exports', await anExport(key)],
    ['erasures', await anErasure(key)],
    ['suppressions', await make('/suppressions', { phone: '+12125550144', reason: 'asked' })],
    [
      'webhook_endpoints',
      await make('/webhook_endpoints', { url: 'http://127.0.0.1:9/hook', events: ['call.completed'] }),
    ],
  ]
}

async function aThreadWithMessage({ db, tenantId, livemode, nowMs }: Ctx): Promise<[string, string][]> {
  const personId = newId('per', nowMs)
  const id = personId.replace('per_', 'thr_')
  const messageId = newId('msg', nowMs)
  const about = { tenantId, livemode, personId, createdAtMs: nowMs, expiresAtMs: nowMs + DAY_MS }
  const message = { ...about, threadId: id, channel: 'sms', provider: 'twilio', line: '+12125550100' } as const
  await db.batch([
    db.insert(threads).values({ ...about, id, answeredBy: 'agent', lastMessageAtMs: nowMs }),
    db.insert(messages).values({
      ...message,
      id: messageId,
      direction: 'inbound',
      type: 'text',
      author: 'person',
      status: 'received',
      history: [],
      sentAtMs: nowMs,
      updatedAtMs: nowMs,
    }),
  ])
  return [
    ['threads', id],
    ['messages', messageId],
  ]
}

async function aCallWithRecording(ctx: Ctx): Promise<string> {
  const callId = newId('call', ctx.nowMs)
  const { tenantId, nowMs } = ctx
  const call: typeof calls.$inferInsert = {
    id: callId,
    tenantId,
    livemode: true,
    objectName: `AC1/${callId}`,
    carrier: 'twilio',
    accountSid: 'AC1',
    carrierCallId: `CA${callId}`,
    direction: 'inbound',
    status: 'completed',
    ourNumber: '+12125550100',
    startedAtMs: nowMs,
    turnCount: 0,
    transcriptStatus: 'not_kept',
    recordingStatus: 'stored',
    updatedAtMs: nowMs,
    expiresAtMs: nowMs + DAY_MS,
  }
  const recording: typeof recordings.$inferInsert = {
    id: callId.replace('call_', 'rec_'),
    callId,
    tenantId,
    livemode: true,
    keySubject: callId,
    blobKey: `recordings/${tenantId}/${callId}/RE1`,
    contentType: 'audio/x-wav',
    plainBytes: 44,
    sha256: '0'.repeat(64),
    chunkBytes: 65_536,
    carrierRecordingId: 'RE1',
    createdAtMs: nowMs,
    expiresAtMs: nowMs + DAY_MS,
  }
  await ctx.db.batch([ctx.db.insert(calls).values(call), ctx.db.insert(recordings).values(recording)])
  return callId
}
