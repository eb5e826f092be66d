import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { aStand, LINE, PHONE, type Stand } from '../../test/builders/outbox-stand.ts'
import { suppress } from '../consent/suppress.ts'
import { correspondentOf, noteCorrespondent } from '../messages/correspondent.ts'
import { learnRecipient } from '../messages/learn-recipient.ts'
import type { InboundMessage, Sender } from '../messages/message.ts'
import { contextOf } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { personKey } from '../vault/person-keys.ts'
import { changeIdentity } from './change-identity.ts'
import { tokenOf } from './known-as.ts'
import { knownPerson } from './known-person.ts'
import { personRows } from './note-person.ts'
import { readProfile } from './profile.ts'

const NEW_PHONE = '+12125550199'
const USER_ID = 'US.13491208655302741918'
const MOVE = { was: { phone: PHONE, userId: null }, is: { phone: NEW_PHONE, userId: null } }

const wroteFrom = (sender: Partial<Sender>, sentAtMs: number): InboundMessage => ({
  channel: 'whatsapp',
  providerMessageId: 'wamid.1',
  sender: { phone: null, userId: null, name: null, username: null, ...sender },
  line: LINE,
  sentAtMs,
  content: { type: 'text', text: 'hello' },
  repliesTo: null,
  fromAd: false,
  groupId: null,
  keyword: null,
})

const notes = (stand: Stand, message: InboundMessage): Promise<void> =>
  stand.inside((_, handle) => noteCorrespondent(handle, { provider: 'whatsapp', message }))

/** Somebody who wrote from {@link PHONE} just now. */
async function somebody(): Promise<Stand> {
  const stand = aStand(Date.now(), true, (await aTenant()).id)
  await stand.opened(stand.nowMs)
  const ctx = stand.ctx()
  const { tenantId, personId } = stand.pins
  await ctx.objects.identity(await tokenOf(ctx, 'phone', PHONE)).point(personId)
  const key = await personKey(ctx.vault, ctx.blobs, tenantId, personId)
  const met = { personId, key, phone: PHONE, userId: null, displayName: null, keepDays: 30 }
  const [person, ...identities] = await personRows(ctx, met)
  await ctx.db.batch([person!, ...identities])
  await notes(stand, wroteFrom({ phone: PHONE }, stand.nowMs))
  return stand
}

const goesTo = (stand: Stand) => stand.platform.got.map(({ to }) => to.phone)
const correspondent = (stand: Stand) =>
  stand.inside(async (_, handle) => (await correspondentOf(handle, 'whatsapp'))?.to ?? null)

test('what waits for somebody whose number changed goes to the new one, and so does what is written later', async () => {
  const stand = await somebody()
  await stand.enqueue()
  await changeIdentity(stand.ctx(), MOVE)
  await changeIdentity(stand.ctx(), MOVE)
  await stand.enqueue()
  await stand.workFor(60_000)
  expect(goesTo(stand)).toEqual([NEW_PHONE, NEW_PHONE])
  expect(await correspondent(stand)).toEqual({ phone: NEW_PHONE, userId: null })
})

test('the records know them by the new number, and by nothing of the old one', async () => {
  const stand = await somebody()
  const ctx = stand.ctx()
  const { personId } = stand.pins
  await changeIdentity(ctx, MOVE)
  const token = await tokenOf(ctx, 'phone', NEW_PHONE)
  const row = await env.DB.prepare('SELECT phone_token, masked_phone FROM people WHERE id = ?').bind(personId).first()
  expect(row).toMatchObject({ phone_token: token, masked_phone: expect.stringMatching(/99$/) })
  expect(await readProfile(ctx, personId)).toEqual({ phone: NEW_PHONE })
  const { results } = await env.DB.prepare('SELECT token FROM person_identities WHERE person_id = ?')
    .bind(personId)
    .all()
  expect(results).toEqual([{ token }])
})

test('whoever moved back without a word of it is written to where they write from', async () => {
  const stand = await somebody()
  await changeIdentity(stand.ctx(), MOVE)
  // Written before they moved, and taken up after it: that is no moving back.
  await notes(stand, wroteFrom({ phone: PHONE }, stand.nowMs - 1_000))
  expect(await correspondent(stand)).toEqual({ phone: NEW_PHONE, userId: null })
  await notes(stand, wroteFrom({ phone: PHONE }, stand.nowMs + 1_000))
  expect(await correspondent(stand)).toEqual({ phone: PHONE, userId: null })
})

test('nothing is sent to anybody when the new number is not known', async () => {
  const stand = await somebody()
  await stand.enqueue()
  await changeIdentity(stand.ctx(), { was: MOVE.was, is: { phone: null, userId: USER_ID } })
  await stand.workFor(60_000)
  expect(stand.platform.got.map(({ to }) => to)).toEqual([{ phone: null, userId: USER_ID }])
})

const standsUnder = async (token: string): Promise<unknown> =>
  env.DB.prepare('SELECT scope, ends_by FROM suppressions WHERE identity_token = ? AND ended_at_ms IS NULL')
    .bind(token)
    .first()

test('a stop goes with them to the new number, and outlasts what is known of them', async () => {
  const stand = await somebody()
  const ctx = stand.ctx()
  await suppress(ctx, { phone: PHONE, reason: 'stop_keyword', source: 'whatsapp' })
  await changeIdentity(ctx, MOVE)
  expect(await standsUnder(await tokenOf(ctx, 'phone', NEW_PHONE))).toEqual({ scope: 'all', ends_by: 'nothing' })
  // As when they were forgotten: whoever is behind the number next is another person.
  const nextId = newId('per', stand.nowMs)
  await env.DB.prepare('DELETE FROM person_identities WHERE person_id = ?').bind(stand.pins.personId).run()
  await env.DB.prepare('UPDATE people SET id = ? WHERE id = ?').bind(nextId, stand.pins.personId).run()
  const next = env.THREADS.getByName(nextId)
  const wanted = { channel: 'whatsapp', provider: 'whatsapp', line: LINE, to: MOVE.is, author: 'api' } as const
  expect(
    await next.send({ ...stand.pins, personId: nextId }, { ...wanted, content: { type: 'text', text: 'An offer' } }),
  ).toMatchObject({ ok: false, error: { code: 'suppressed' } })
})

test('a stop goes with them to an id that their platform tells of', async () => {
  const stand = await somebody()
  const ctx = stand.ctx()
  const stop = { scope: 'marketing', endsBy: 'resume' } as const
  await suppress(ctx, { phone: PHONE, reason: 'platform_preference', source: 'whatsapp', stop })
  await stand.inside((_, handle) => learnRecipient(handle, handle.ctx(stand.nowMs), { phone: PHONE, userId: USER_ID }))
  expect(await standsUnder(await tokenOf(ctx, 'bsuid', USER_ID))).toEqual({ scope: 'marketing', ends_by: 'resume' })
})

test('a number given up after a change of the pepper leads to nobody: not under the name that it had before either', async () => {
  const stand = await somebody()
  const { personId } = stand.pins
  const before = stand.ctx()
  const LOOKUP_PEPPERS = `2:${'AgIC'.padEnd(43, 'A')}=`
  const ctx = contextOf({ ...env, LOOKUP_PEPPERS }, { ...stand.pins, actor: before.actor }, stand.nowMs)
  await changeIdentity(ctx, MOVE)
  expect(await knownPerson(ctx, { phone: NEW_PHONE })).toBe(personId)
  expect(await before.objects.identity(await tokenOf(before, 'phone', PHONE)).person()).toBeNull()
  expect(await knownPerson(ctx, { phone: PHONE })).not.toBe(personId)
})
