import { env, exports as worker } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { aCall } from '../../../test/kept.ts'
import { aCarrier } from '../../../test/played-carrier.ts'
import { filesIn } from '../../../test/read-zip.ts'
import { sweepDeps } from '../../../test/sweep-deps.ts'
import { sealSummary, storeTurns, type TranscriptTurn } from '../../calls/transcript.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { textOf, toHex } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'
import { outgoingPlace, type MailWords } from '../../mail/outgoing-mail.ts'
import { bodyPlace } from '../../messages/body-place.ts'
import { keepRecording } from '../../recordings/keep-recording.ts'
import { calls } from '../../records/calls/table.ts'
import { exports } from '../../records/exports/table.ts'
import { messageBodies } from '../../records/message-bodies/table.ts'
import { outgoingMails } from '../../records/outgoing-mails/table.ts'
import { transcripts } from '../../records/transcripts/table.ts'
import { sweepExports } from '../../sweeps/exports.ts'
import { createTask } from '../../tasks/create.ts'
import { destroyPersonKey, findPersonKey, personKey } from '../../vault/person-keys.ts'
import { open, seal } from '../../vault/seal.ts'
import { beginExport } from './begin-export.ts'
import { progressOf } from './export-progress.ts'
import { workExport } from './work-export.ts'
import { migrateOtherRegions } from '../../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

const ctxOf = ({ id }: TestTenant, nowMs = Date.now()): Ctx =>
  contextOf(env, { tenantId: id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } }, nowMs)

async function aPersonOf(tenant: TestTenant, fields: Readonly<Record<string, string>>): Promise<string> {
  return (await ask(tenant.key, '/people', { body: fields })).json.id
}

async function aTalk(ctx: Ctx, personId: string, callId: string, turns: readonly TranscriptTurn[]): Promise<void> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  await aCall(ctx, { id: callId, personId, recordingStatus: 'stored', transcriptStatus: 'stored' })
  await ctx.db.insert(transcripts).values({
    callId,
    tenantId: ctx.tenantId,
    personId,
    keySubject: personId,
    blobKey: await storeTurns(ctx, key, callId, turns),
    turnCount: turns.length,
    sealedSummary: await sealSummary(ctx, key, callId, { text: 'They booked.', followUps: [], fields: [] }),
    summaryBy: 'rules',
    createdAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 30 * DAY_MS,
  })
}

const said = (speaker: 'caller' | 'agent', text: string): TranscriptTurn => ({
  speaker,
  text,
  heardText: speaker === 'agent' ? text : null,
  atMs: 1_000,
})

async function ready(tenant: TestTenant, exportId: string) {
  await vi.waitUntil(async () => (await ask(tenant.key, `/exports/${exportId}`)).json.status !== 'making', {
    timeout: 90_000,
    interval: 50,
  })
  return (await ask(tenant.key, `/exports/${exportId}`)).json
}

async function fileOf(tenant: TestTenant, exportId: string): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { authorization: `Bearer ${tenant.key}` }
  const response = await worker.default.fetch(`http://gateway.test/v1/exports/${exportId}/file`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return new Uint8Array(await response.arrayBuffer())
}

const jsonIn = (archive: Uint8Array<ArrayBuffer>) =>
  JSON.parse(textOf(filesIn(archive).get('export.json')!)) as {
    format: string
    // oxlint-disable-next-line typescript/no-explicit-any -- the test says what it expects of a record
    categories: Record<string, { records: any[]; is_kept: boolean }>
  }

test('everything that is kept about a person is in their export, and nothing of whoever else was on the line', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const ann = await aPersonOf(tenant, { name: 'Ann Lee', phone: '+12125550142', email: 'ann@example.com' })
  const other = await aPersonOf(tenant, { name: 'Quilvex Tavlin', phone: '+12125550177' })
  await aTalk(ctx, ann, 'call_1', [
    said('agent', 'How can I help?'),
    said('caller', 'Hi, this is Ann Lee. My husband Quilvex is with me.'),
    said('caller', 'Quilvex can be reached at +1 212 555 0177 or quilvex@example.org.'),
    said('agent', 'Thank you, Ann. And thank you, Quilvex.'),
  ])
  await aTalk(ctx, other, 'call_2', [said('caller', 'This is mine alone.')])
  const audio = new Uint8Array(6 * 1024 * 1024).map((_, at) => at & 255)
  const carrier = aCarrier({ audio: () => new Response(audio).body!, bytes: audio.length })
  await keepRecording(ctx, {
    callId: 'call_1',
    personId: ann,
    keySubject: ann,
    kind: 'call',
    recordingId: 'RE1',
    accountSid: 'AC1',
    carrier,
    durationSeconds: 12,
    channels: 2,
    keepDays: 30,
  })
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, ann)
  await ctx.db.insert(messageBodies).values({
    messageId: 'msg_1',
    tenantId: ctx.tenantId,
    personId: ann,
    sealedBody: await seal(
      key,
      bodyPlace(ctx.tenantId, 'msg_1'),
      JSON.stringify({ type: 'text', text: 'Is Quilvex in?' }),
    ),
    createdAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + DAY_MS,
  })
  const task = { kind: 'callback', priority: 'normal', queue: 'desk', callId: 'call_1', personId: ann } as const
  const details = { name: 'Quilvex Tavlin', caller_number: '+12125550142', message: 'Call Quilvex back.' }
  await createTask(ctx, { ...task, keySubject: ann, details, intentKey: 'one' })

  const begun = await ask(tenant.key, `/people/${ann}/export`, { body: {} })
  expect(begun).toMatchObject({ status: 202, json: { object: 'export', status: 'making' } })
  const made = await ready(tenant, begun.json.export_id)
  expect(made).toMatchObject({ status: 'ready', person_id: ann, progress: { step: 'done' } })
  const archive = await fileOf(tenant, begun.json.export_id)
  expect(archive.length).toBe(made.bytes)
  expect(toHex(await sha256(archive))).toBe(made.sha256)

  const files = filesIn(archive)
  const { categories, format } = jsonIn(archive)
  expect(format).toBe('careline-export/1')
  expect(categories['people']?.records[0]).toMatchObject({ name: 'Ann Lee', phone: '+12125550142' })
  expect(categories['calls']?.records.map(({ id }) => id)).toEqual(['call_1'])
  expect(categories['transcripts']?.records[0]).toMatchObject({
    summary: { text: 'They booked.' },
    turns: [
      { text: 'How can I help?' },
      { text: 'Hi, this is Ann Lee. My husband [name] is with me.' },
      { text: '[name] can be reached at [phone] or [email].' },
      { text: 'Thank you, Ann. And thank you, [name].' },
    ],
  })
  expect(categories['message_bodies']?.records[0]).toMatchObject({ content: { text: 'Is [name] in?' } })
  expect(categories['tasks']?.records[0]).toMatchObject({
    details: { name: '[name]', caller_number: '+12125550142', message: 'Call [name] back.' },
  })
  const { file } = categories['recordings']!.records[0]
  expect(toHex(await sha256(files.get(file)!))).toBe(toHex(await sha256(audio)))
  for (const name of ['export.json', 'export.html']) {
    const text = textOf(files.get(name)!)
    expect(text).toContain('Ann Lee')
    expect(text.toLowerCase()).not.toMatch(/quilvex|tavlin|0177|mine alone/)
    expect(text).not.toContain(other)
  }
  // What lies in the bucket is none of it.
  const kept = await env.BLOBS.get(`exports/${tenant.id}/${begun.json.export_id}`)
  expect(textOf(new Uint8Array(await kept!.arrayBuffer()))).not.toContain('Ann Lee')
})

/** The code that went out by mail. */
async function codeSent(ctx: Ctx): Promise<string> {
  const rows = await ctx.db.select().from(outgoingMails).where(eq(outgoingMails.kind, 'notice'))
  const { id, sealedMail } = rows.at(-1)!
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, id)
  const text = await open(key!, outgoingPlace(ctx.tenantId, id), sealedMail!)
  return /\b\d{8}\b/.exec((JSON.parse(text!) as MailWords).text)![0]
}

const post = (url: string, code: string) =>
  worker.default.fetch(url, { method: 'POST', body: new URLSearchParams({ code }) })

async function aLink() {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPersonOf(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
  const { json } = await ask(tenant.key, `/people/${personId}/export`, { body: {} })
  await ready(tenant, json.export_id)
  const link = await ask(tenant.key, `/exports/${json.export_id}/link`, { method: 'POST' })
  expect(link).toMatchObject({ status: 201, json: { code_sent_by: 'email' } })
  return { tenant, ctx, exportId: String(json.export_id), url: String(link.json.url), code: await codeSent(ctx) }
}

test('of twenty who post the code of a link at once one gets the export, and opening the link spends nothing', async () => {
  const { tenant, url, code, exportId } = await aLink()
  for (let scan = 0; scan < 3; scan += 1) {
    const page = await worker.default.fetch(url)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await page.text()).toContain('<form method="post">')
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(url, `${code.slice(0, 4)} ${code.slice(4)}`)))
  const given = answers.filter(({ status }) => status === 200)
  expect(given).toHaveLength(1)
  expect(jsonIn(new Uint8Array(await given[0]!.arrayBuffer())).categories['people']?.is_kept).toBe(true)
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ status }) => status))).toEqual(new Set([404]))
  expect((await worker.default.fetch(url)).status).toBe(404)
  expect((await ask(tenant.key, `/exports/${exportId}`)).json).toMatchObject({
    status: 'fetched',
    link: { is_used: true },
  })
})

test('a link is good for five tries and a day, and a new one ends the one before', async () => {
  const { tenant, url, code, exportId, ctx } = await aLink()
  const wrong = code === '00000000' ? '00000001' : '00000000'
  const tries = await Promise.all(Array.from({ length: 12 }, () => post(url, wrong)))
  expect(tries.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(4)
  expect((await post(url, code)).status).toBe(404)
  const anew = await ask(tenant.key, `/exports/${exportId}/link`, { method: 'POST' })
  expect((await worker.default.fetch(url)).status).toBe(404)
  expect((await worker.default.fetch(anew.json.url)).status).toBe(200)
  expect((await worker.default.fetch(`${anew.json.url}x`)).status).toBe(404)
  await ctx.db.update(exports).set({ linkEndsAtMs: Date.now() - 1 })
  expect((await post(anew.json.url, await codeSent(ctx))).status).toBe(404)
})

test('a person with a thousand calls gets all of them, made in steps by whoever comes, one of which was lost', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPersonOf(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  const { id: _, ...call } = await aCall(ctx, { id: 'call_0000', personId })
  const ids = Array.from({ length: 1_000 }, (__, nth) => `call_${String(nth).padStart(4, '0')}`)
  for (let at = 1; at < ids.length; at += 100) {
    const [first, ...rest] = ids
      .slice(at, at + 100)
      .map((id) => ctx.db.insert(calls).values({ ...call, id, carrierCallId: id }))
    await ctx.db.batch([first!, ...rest])
  }
  const { exportId } = await beginExport(ctx, { personId, requestId: null, scope: 'all' })
  const rowOf = async () => (await ctx.db.select().from(exports).where(eq(exports.id, exportId)).get())!
  const few = { bytes: Infinity, pauses: 15 }
  expect(await workExport(ctx, exportId, 1, few)).toBe('making')
  const first = progressOf(await rowOf())
  expect(first).toMatchObject({ steps: 1, upload: { etags: [expect.any(String)] } })
  const failing = new Proxy(ctx.blobs, {
    get(target, name) {
      if (name === 'resumeMultipartUpload') throw new Error('lost')
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
  // A step that cannot be written counts for nothing.
  expect(await workExport({ ...ctx, blobs: failing }, exportId, 20, few)).toBe('making')
  expect(progressOf(await rowOf())).toMatchObject({ place: first.place, failures: 1 })
  // Whoever was lost with a step in hand is waited for, and then it is done by whoever comes.
  await ctx.db
    .update(exports)
    .set({ progress: { ...progressOf(await rowOf()), leasedUntilMs: ctx.nowMs + 5 * MINUTE_MS } })
  const soon = sweepDeps(ctx.nowMs + MINUTE_MS)
  for (const stores of soon.regions) await sweepExports(soon, stores)
  expect((await rowOf()).status).toBe('making')
  const later = sweepDeps(ctx.nowMs + 6 * MINUTE_MS)
  for (const stores of later.regions) await sweepExports(later, stores)
  expect(await rowOf()).toMatchObject({ status: 'ready' })
  const { categories } = jsonIn(await fileOf(tenant, exportId))
  expect(categories['calls']?.records.map(({ id }) => id)).toEqual(ids)
})

test('somebody whose key is gone meanwhile has no export, and the business hears that', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPersonOf(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  const { exportId } = await beginExport(ctx, { personId, requestId: null, scope: 'all' })
  await destroyPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  expect(await workExport(ctx, exportId, 4)).toBe('failed')
  expect((await ask(tenant.key, `/exports/${exportId}/file`)).status).toBe(409)
  const told = await ask(tenant.key, '/events?type=export.failed')
  expect(JSON.stringify(told.json)).toContain(exportId)
})

test('an export of categories says which are kept, and no word of what is in them', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const personId = await aPersonOf(tenant, { name: 'Ann Lee', phone: '+12125550142' })
  const { exportId } = await beginExport(ctx, { personId, requestId: null, scope: 'categories' })
  expect(await workExport(ctx, exportId, 8)).toBe('ready')
  const { categories } = jsonIn(await fileOf(tenant, exportId))
  expect(categories['people']).toMatchObject({ records: [], is_kept: true })
  expect(categories['recordings']).toMatchObject({ records: [], is_kept: false })
})
