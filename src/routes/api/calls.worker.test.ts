import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { aKey, ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { sealSummary, storeTurns, type TranscriptTurn } from '../../calls/transcript.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { newId } from '../../kernel/ids.ts'
import { calls } from '../../records/calls/table.ts'
import { carrierDeletions } from '../../records/carrier-deletions/table.ts'
import { recordings } from '../../records/recordings/table.ts'
import { transcripts } from '../../records/transcripts/table.ts'
import { createTask } from '../../tasks/create.ts'
import { personKey } from '../../vault/person-keys.ts'
import { seal } from '../../vault/seal.ts'
import { migrateOtherRegions } from '../../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.parse('2026-11-20T15:00:00Z')
const DAY_MS = 86_400_000
const NUMBER = '+12125550142'

const ctxOf = (tenant: TestTenant, nowMs = NOW): Ctx =>
  contextOf(
    env,
    { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    nowMs,
  )

/** A call that is over, of a caller with a number, as LiveCall leaves it. */
async function aCall(ctx: Ctx, fields: Partial<typeof calls.$inferInsert> = {}): Promise<string> {
  const id = newId('call', ctx.nowMs)
  const subject = fields.personId ?? id
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, subject)
  const place = { tenantId: ctx.tenantId, table: 'calls', recordId: id, field: 'number' }
  await ctx.db.insert(calls).values({
    id,
    tenantId: ctx.tenantId,
    livemode: true,
    objectName: `AC1/${id}`,
    carrier: 'twilio',
    accountSid: 'AC1',
    carrierCallId: `CA${id}`,
    direction: 'inbound',
    status: 'completed',
    maskedNumber: '+1 ••• ••• 0142',
    sealedNumber: await seal(key, place, NUMBER),
    ourNumber: '+12125550100',
    agentId: 'agt_1',
    agentVersion: 3,
    startedAtMs: ctx.nowMs,
    answeredAtMs: ctx.nowMs + 1000,
    endedAtMs: ctx.nowMs + 61_000,
    durationSeconds: 60,
    outcome: 'booked',
    endedBy: 'caller',
    endReason: 'customer_hangup',
    turnCount: 2,
    replyMsP50: 120,
    transcriptStatus: 'stored',
    recordingStatus: 'stored',
    updatedAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 395 * DAY_MS,
    ...fields,
  })
  return id
}

const TURNS: TranscriptTurn[] = [
  { speaker: 'caller', text: 'A cleaning, please', heardText: null, atMs: NOW + 2000 },
  { speaker: 'agent', text: 'I have Tuesday at ten or at noon.', heardText: 'I have Tuesday', atMs: NOW + 2500 },
]

async function aTranscript(ctx: Ctx, callId: string): Promise<void> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, callId)
  await ctx.db.insert(transcripts).values({
    callId,
    tenantId: ctx.tenantId,
    keySubject: callId,
    blobKey: await storeTurns(ctx, key, callId, TURNS),
    turnCount: TURNS.length,
    sealedSummary: await sealSummary(ctx, key, callId, {
      text: 'A cleaning was booked.',
      followUps: ['Send the form'],
      secrets: [{ id: 'pin', value: '4821' }],
      fields: [{ id: 'insurer', value: 'Aetna' }],
    }),
    summaryBy: 'rules',
    createdAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 30 * DAY_MS,
  })
}

test('a call is shown whole, with the caller’s number; a list masks it', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const id = await aCall(ctx)
  await aTranscript(ctx, id)
  const blobKey = `recordings/${tenant.id}/${id}/RE1`
  const audio = {
    contentType: 'audio/x-wav',
    plainBytes: 44,
    sha256: '0'.repeat(64),
    chunkBytes: 65_536,
    carrierRecordingId: 'RE1',
  }
  const row = {
    id: 'rec_1',
    callId: id,
    tenantId: tenant.id,
    livemode: true,
    keySubject: id,
    blobKey,
    createdAtMs: NOW,
  }
  await ctx.db.insert(recordings).values({ ...row, ...audio, expiresAtMs: NOW + 30 * DAY_MS })
  await ctx.db.insert(carrierDeletions).values({
    id: 'RE1',
    tenantId: tenant.id,
    livemode: true,
    callId: id,
    accountSid: 'AC1',
    status: 'deleted',
    attempts: 1,
    nextAttemptAtMs: 0,
    lastAnswer: '204',
    createdAtMs: NOW,
    deletedAtMs: NOW + 90_000,
  })

  const { json } = await ask(tenant.key, `/calls/${id}`)
  expect(json).toEqual({
    object: 'call',
    id,
    status: 'completed',
    direction: 'inbound',
    from: NUMBER,
    to: '+12125550100',
    caller_verdict: null,
    purpose: null,
    campaign_id: null,
    answered_by: null,
    carrier: 'twilio',
    account_sid: 'AC1',
    carrier_call_id: `CA${id}`,
    agent_id: 'agt_1',
    agent_version: 3,
    person_id: null,
    started_at: '2026-11-20T15:00:00.000Z',
    answered_at: '2026-11-20T15:00:01.000Z',
    ended_at: '2026-11-20T15:01:01.000Z',
    duration_seconds: 60,
    outcome: 'booked',
    ended_by: 'caller',
    end_reason: 'customer_hangup',
    turn_count: 2,
    reply_ms_p50: 120,
    transcript: { status: 'stored', expires_at: '2026-12-20T15:00:00.000Z' },
    recording: {
      status: 'stored',
      expires_at: '2026-12-20T15:00:00.000Z',
      carrier_copy: { status: 'deleted', deleted_at: '2026-11-20T15:01:30.000Z' },
    },
    voicemail: null,
    summary: {
      text: 'A cleaning was booked.',
      follow_ups: ['Send the form'],
      fields: { insurer: 'Aetna' },
      sensitive_fields: { pin: '4821' },
      summary_by: 'rules',
    },
    livemode: true,
    created_at: '2026-11-20T15:00:00.000Z',
  })
  const list = await ask(tenant.key, '/calls')
  expect(list.json.data).toEqual([{ ...json, from: '+1 ••• ••• 0142', summary: null }])
})

test('a number whose key is gone, or that was withheld, is null', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const erased = await aCall(ctx)
  const { objects } = await env.BLOBS.list({ prefix: `keys/${tenant.id}/${erased}` })
  await env.BLOBS.delete(objects.map(({ key }) => key))
  const hidden = await aCall(ctx, { sealedNumber: null, maskedNumber: null })
  for (const id of [erased, hidden]) expect((await ask(tenant.key, `/calls/${id}`)).json.from).toBeNull()
})

test('what was said is read with what was heard, and needs a scope of its own', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const id = await aCall(ctx)
  await aTranscript(ctx, id)
  const { json } = await ask(tenant.key, `/calls/${id}/transcript`)
  expect(json).toEqual({
    object: 'transcript',
    call_id: id,
    livemode: true,
    turns: [
      { speaker: 'caller', text: 'A cleaning, please', heard_text: null, at: '2026-11-20T15:00:02.000Z' },
      {
        speaker: 'agent',
        text: 'I have Tuesday at ten or at noon.',
        heard_text: 'I have Tuesday',
        at: '2026-11-20T15:00:02.500Z',
      },
    ],
  })
  expect((await ask(tenant.key, `/calls/${id}/summary`)).json).toMatchObject({
    text: 'A cleaning was booked.',
    outcome: 'booked',
    follow_ups: ['Send the form'],
    generated_by: 'rules',
  })
  // What is sensitive is with the call itself, and nowhere else.
  for (const part of ['transcript', 'summary', 'events'])
    expect(JSON.stringify((await ask(tenant.key, `/calls/${id}/${part}`)).json)).not.toContain('4821')
  const { key } = await aKey(tenant, ['calls:read'])
  expect((await ask(key, `/calls/${id}`)).json).toMatchObject({ id, summary: null })
  for (const part of ['transcript', 'summary']) expect((await ask(key, `/calls/${id}/${part}`)).status).toBe(403)
})

test('a call without a transcript says why there is none', async () => {
  const tenant = await aTenant()
  const id = await aCall(ctxOf(tenant), { transcriptStatus: 'not_kept' })
  for (const part of ['transcript', 'summary']) {
    const { status, json } = await ask(tenant.key, `/calls/${id}/${part}`)
    expect(status).toBe(404)
    expect(json.detail).toBe('The transcript of this call was not kept.')
  }
})

test('the events of a call are its own, also those that came later, and no other call’s', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const [mine, other] = [await aCall(ctx), await aCall(ctx)]
  const tell = async (callId: string, nowMs: number) => {
    const then = ctxOf(tenant, nowMs)
    await then.db.batch([emit(then, 'transcript.ready', { call_id: callId })])
  }
  await tell(mine, NOW + 70_000)
  await tell(other, NOW + 71_000)
  await tell(mine, NOW + 60 * 60_000)
  await createTask(ctxOf(tenant, NOW + 30_000), {
    kind: 'message',
    priority: 'normal',
    queue: 'desk',
    callId: mine,
    personId: null,
    keySubject: mine,
    details: {},
    intentKey: 'once',
  })
  const { json } = await ask(tenant.key, `/calls/${mine}/events`)
  expect(json.data.map(({ type }: { type: string }) => type)).toEqual([
    'transcript.ready',
    'transcript.ready',
    'task.created',
  ])
  expect(json.data.every(({ data }: { data: { call_id: string } }) => data.call_id === mine)).toBe(true)
})

test('calls are found by what came of them and when they were', async () => {
  const tenant = await aTenant()
  const booked = await aCall(ctxOf(tenant), { personId: 'per_1' })
  const lost = await aCall(ctxOf(tenant, NOW + DAY_MS), {
    outcome: 'abandoned',
    status: 'failed',
    recordingStatus: 'none',
  })
  const found = async (query: string) =>
    (await ask(tenant.key, `/calls?${query}`)).json.data.map(({ id }: { id: string }) => id)
  expect(await found('')).toEqual([lost, booked])
  for (const query of [
    'outcome=booked',
    'status=completed',
    'recording=stored',
    'person_id=per_1',
    `carrier_call_id=CA${booked}`,
    'started_before=2026-11-21',
  ]) {
    expect(await found(query), query).toEqual([booked])
  }
  expect(await found('started_from=2026-11-21')).toEqual([lost])
  expect(await found('direction=outbound')).toEqual([])
  expect((await ask(tenant.key, '/calls?outcome=nice')).json.errors[0]).toMatchObject({
    pointer: 'outcome',
    code: 'unknown_value',
  })
})

test('a task is listed without and opened with what was said, and settled once', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const details = { name: 'Ann Lee', message: 'the green door sticks' }
  const task = {
    kind: 'message',
    priority: 'high',
    queue: 'desk',
    callId: 'call_1',
    personId: 'per_1',
    keySubject: 'per_1',
  } as const
  const { taskId } = await createTask(ctx, { ...task, details, intentKey: 'once' })
  const list = await ask(
    tenant.key,
    '/tasks?status=open&priority=high&queue=desk&kind=message&call_id=call_1&person_id=per_1',
  )
  expect(list.json.data).toHaveLength(1)
  expect(JSON.stringify(list.json)).not.toMatch(/Ann|door/)
  expect((await ask(tenant.key, '/tasks?status=done')).json.data).toEqual([])
  expect((await ask(tenant.key, `/tasks/${taskId}`)).json).toMatchObject({ id: taskId, status: 'open', details })

  const settle = (status: string) => ask(tenant.key, `/tasks/${taskId}`, { method: 'PATCH', body: { status } })
  expect((await settle('done')).json.status).toBe('done')
  expect((await settle('done')).status).toBe(200)
  expect((await settle('declined')).json.code).toBe('conflict')
  expect((await settle('open')).status).toBe(422)
})

test('a business reads and changes itself, but not where it lives', async () => {
  const { id, key, testKey } = await aTenant({ region: 'eu' })
  expect((await ask(testKey, '/account')).json).toMatchObject({ id, region: 'eu', livemode: false })
  const patch = (body: unknown, by = key) => ask(by, '/account', { method: 'PATCH', body })
  expect((await patch({ name: 'Smile', privacy_contact: 'privacy@example.com' })).json).toMatchObject({
    name: 'Smile',
    privacy_contact: 'privacy@example.com',
  })
  expect((await patch({ privacy_contact: null })).json).toMatchObject({ name: 'Smile', privacy_contact: null })
  expect((await patch({ region: 'us' })).json).toMatchObject({ code: 'immutable', errors: [{ pointer: '/region' }] })
  expect((await patch({ slug: 'other' })).json.errors[0]).toMatchObject({ pointer: '/slug', code: 'unknown_field' })
  expect((await patch({ name: 'Test' }, testKey)).status).toBe(403)
})
