import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { ask, aTenant } from '../../test/api-client.ts'
import { aCall, aPerson, aRecording } from '../../test/kept.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import type { Ctx } from '../context.ts'
import { moveRows } from '../people/merge-rows.ts'
import { exportSource } from '../privacy/export/export-source.ts'
import { SECTIONS } from '../privacy/export/export-plan.ts'
import { pendingVoicemail, settleWords } from '../recordings/voicemail-words.ts'
import { categoryNamed } from '../records/index.ts'
import { verifyManifests } from '../records/manifests/chain.ts'
import { chooseKeep } from '../retention/choose-keep.ts'
import { placeHold } from '../retention/place-hold.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { sweepRetention } from './retention.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.now()
const DAY_MS = 86_400_000
const SAID = 'Please call me back about the zeppelin.'

const sweepOn = (day: number) => sweepRetention(sweepDeps(NOW + day * DAY_MS))
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await env.DB.prepare(sql).all()).results
const written = async (): Promise<unknown[]> =>
  (await rows('SELECT call_id AS id FROM voicemail_words ORDER BY id')).map(({ id }) => id)
const heard = async (): Promise<unknown[]> =>
  (await rows('SELECT call_id AS id FROM recordings ORDER BY id')).map(({ id }) => id)

/** A voicemail of somebody that has been written down. */
async function aVoicemail(ctx: Ctx, callId: string, personId: string, audioDays = 30): Promise<void> {
  await aPerson(ctx, personId)
  await aCall(ctx, { id: callId, personId, recordingStatus: 'none' })
  await aRecording(ctx, callId, {
    kind: 'voicemail',
    personId,
    keySubject: personId,
    transcriptStatus: 'pending',
    expiresAtMs: NOW + audioDays * DAY_MS,
  })
  const row = await pendingVoicemail(ctx, `rec_${callId}`)
  const words = { text: SAID, language: 'en', confidence: null, durationSeconds: 2, segments: [], by: 'openai' }
  await settleWords(ctx, row!, { is: 'stored', words }, 30)
}

const aBusiness = async () => {
  const { id, key } = await aTenant()
  const shown = (callId: string) => ask(key, `/calls/${callId}/voicemail`, { headers: { accept: 'application/json' } })
  return { ctx: ctxAt(NOW, 'global', id), shown }
}

test('the words of a voicemail go when transcripts go, unless they are held, and its audio stays', async () => {
  const { ctx, shown } = await aBusiness()
  await aVoicemail(ctx, 'call_1', 'per_1')
  await aVoicemail(ctx, 'call_2', 'per_2')
  expect(await shown('call_1')).toMatchObject({ json: { transcript: { status: 'stored', text: SAID } } })
  await chooseKeep({ ...ctx, nowMs: NOW + DAY_MS }, [{ category: categoryNamed('transcripts'), keepDays: 3 }])
  const ordered = { basis: 'litigation', reason: 'An order.', endsAtMs: NOW + 20 * DAY_MS } as const
  expect((await placeHold(ctx, { ...ordered, personId: 'per_2', categories: ['transcripts'] })).ok).toBe(true)

  await sweepRetention(sweepDeps(NOW + 3 * DAY_MS - 1))
  expect(await written()).toEqual(['call_1', 'call_2'])
  await sweepOn(3)
  expect([await written(), await heard()]).toEqual([['call_2'], ['call_1', 'call_2']])
  expect(await rows('SELECT category, row_count AS n FROM sweep_manifests')).toEqual([
    { category: 'transcripts', n: 1 },
  ])
  expect((await verifyManifests(ctx.db, ctx.vault)).status).toBe('ok')
  expect(await shown('call_1')).toMatchObject({
    status: 200,
    json: { transcript: { status: 'deleted', reason: null, text: null, expires_at: null } },
  })
  await sweepOn(20)
  expect([await written(), await heard()]).toEqual([[], ['call_1', 'call_2']])
})

test('where its audio goes first, the words of a voicemail stay to be read, and the key with them', async () => {
  const { ctx, shown } = await aBusiness()
  await aVoicemail(ctx, 'call_1', 'per_1', 1)
  await env.DB.batch([env.DB.prepare('DELETE FROM calls'), env.DB.prepare('DELETE FROM people')])
  await sweepOn(1)
  expect([await written(), await heard()]).toEqual([['call_1'], []])
  expect(await shown('call_1')).toMatchObject({
    json: { recording_id: 'rec_call_1', duration_seconds: null, transcript: { status: 'stored', text: SAID } },
  })
  await sweepOn(30)
  expect([await written(), await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, 'per_1')]).toEqual([[], null])
  expect((await shown('call_1')).status).toBe(404)
})

test('the words of a voicemail are in the export of whoever left it, and move with them to whom they turn out to be', async () => {
  const { ctx } = await aBusiness()
  await aVoicemail(ctx, 'call_1', 'per_1')
  await aPerson(ctx, 'per_2')
  await moveRows(ctx, 'per_2', 'per_1')
  const source = await exportSource(ctx, 'per_2')
  const section = SECTIONS.find(({ category }) => category === 'transcripts')
  const { records, last } = await section!.read(source!, null, 10)
  expect([records, last]).toMatchObject([[{ recording_id: 'rec_call_1', words: SAID }], null])
})
