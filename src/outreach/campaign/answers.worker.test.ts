import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aClinic, newYork } from '../../../test/booking-builders.ts'
import { wantedCampaign } from '../../../test/builders/campaign.ts'
import { aStand, PHONE } from '../../../test/builders/outbox-stand.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { answersCampaign } from '../../messages/answer/answer-campaign.ts'
import { bookings } from '../../records/bookings/table.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import type { CampaignContent } from './campaign.ts'
import { createCampaign, pinsOf, type NewCampaign } from './create-campaign.ts'
import { importMembers } from './import-members.ts'
import { rowsOfPeople } from './list-rows.ts'

/** Far enough ahead for any clock this runs by. */
const SOON = newYork('2026-12-07T10:00')

async function asking(
  ctx: Ctx,
  kind: NewCampaign['kind'],
  content: Partial<CampaignContent> = {},
  bookingId: string | null = null,
) {
  const campaign = await createCampaign(
    ctx,
    wantedCampaign({
      kind,
      purpose: kind === 'waitlist' ? 'waitlist_offer' : kind === 'refill' ? 'refill' : 'appointment_reminder',
      content: { language: 'en', ...content },
      startsAtMs: Date.now() + 86_400_000,
    }),
  )
  const people = [0, 1, 2].map((nth) => ({
    phone: `+1212555014${nth}`,
    name: `N${nth}`,
    date: 'Monday',
    time: '10:00',
  }))
  await importMembers(ctx, campaign, rowsOfPeople(people, []))
  // Each has been written to, and has it.
  await ctx.db
    .update(campaignMembers)
    .set({ status: 'reached', lastCode: 'delivered', nextAtMs: null, attempts: 1, bookingId })
  const members = await ctx.db.select().from(campaignMembers).orderBy(campaignMembers.createdAtMs, campaignMembers.id)
  const answer = (nth: number, said: 'yes' | 'no' | 'move', personId = `per_${nth}`) =>
    ctx.objects
      .campaign(campaign.id)
      .answer(pinsOf(ctx, campaign.id), { memberId: members[nth]!.id, answer: said, personId, callId: null })
  const statuses = async () => {
    const rows = await ctx.db.select().from(campaignMembers)
    return members.map(({ id }) => rows.find((row) => row.id === id)!.status)
  }
  return { campaign, members, answer, statuses }
}

const now = (ctx: Ctx): Ctx => ({ ...ctx, nowMs: Date.now() })

async function aBooking(ctx: Ctx, service: { readonly id: string; readonly resourceIds: readonly string[] }) {
  const id = newId('bkg', ctx.nowMs)
  const { tenantId, livemode } = ctx
  await ctx.db.insert(bookings).values({
    id,
    tenantId,
    livemode,
    status: 'confirmed',
    serviceId: service.id,
    resourceId: service.resourceIds[0]!,
    personId: 'per_0',
    startsAtMs: SOON,
    endsAtMs: SOON + 1_800_000,
    occupiedFromMs: SOON,
    occupiedToMs: SOON + 1_800_000,
    timeZone: 'America/New_York',
    intentKey: id,
    revision: 1,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: SOON * 2,
  })
  return id
}

const statusOf = async (bookingId: string) =>
  (await env.DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(bookingId).first<{ status: string }>())?.status

test('of two who say yes in the same moment one has the time, and the others hear that it is gone', async () => {
  const clinic = await aClinic()
  const ctx = now(clinic.ctx)
  const [service] = await env.DB.prepare('SELECT id, resource_ids FROM services')
    .all<{ id: string; resource_ids: string }>()
    .then(({ results }) => results)
  const resourceId = (JSON.parse(service!.resource_ids) as string[])[0]!
  const slot = { serviceId: service!.id, resourceId, startsAtMs: SOON, timeZone: 'America/New_York' }
  const { answer, statuses } = await asking(ctx, 'waitlist', { slot })
  const told = await Promise.all([answer(0, 'yes'), answer(1, 'yes')])
  expect(told.map((one) => one?.answered).toSorted()).toEqual(['slot_gone', 'taken'])
  expect((await env.DB.prepare('SELECT count(*) AS n FROM bookings').first<{ n: number }>())?.n).toBe(1)
  // Who has not answered is due to be told.
  expect((await statuses()).toSorted()).toEqual(['accepted', 'exhausted', 'waiting'])
  const winner = told[0]?.answered === 'taken' ? 0 : 1
  expect((await answer(winner, 'yes'))?.answered).toBe('taken')
  expect((await answer(2, 'yes'))?.answered).toBe('slot_gone')
  expect((await env.DB.prepare('SELECT count(*) AS n FROM bookings').first<{ n: number }>())?.n).toBe(1)
})

test('a reminder is confirmed, or cancels the appointment as it is now', async () => {
  const clinic = await aClinic()
  const ctx = now(clinic.ctx)
  const [row] = await env.DB.prepare('SELECT id, resource_ids FROM services')
    .all<{ id: string; resource_ids: string }>()
    .then(({ results }) => results)
  const bookingId = await aBooking(ctx, { id: row!.id, resourceIds: JSON.parse(row!.resource_ids) as string[] })
  const { answer, statuses } = await asking(ctx, 'reminder', {}, bookingId)
  expect(await answer(0, 'yes')).toMatchObject({
    answered: 'confirmed',
    text: expect.stringContaining('Monday, December 7 at 10:00 AM'),
  })
  expect(await statusOf(bookingId)).toBe('confirmed')
  expect((await answer(0, 'move'))?.answered).toBe('move')
  expect((await answer(0, 'no'))?.answered).toBe('cancelled')
  expect(await statusOf(bookingId)).toBe('cancelled')
  expect((await answer(0, 'yes'))?.answered).toBe('gone_before')
  expect((await statuses())[0]).toBe('declined')
})

test('of an appointment that is in no diary of ours every answer is noted, and people of the business hear of it', async () => {
  const { ctx } = await aClinic()
  const { members, answer, statuses } = await asking(now(ctx), 'reminder')
  expect(await answer(0, 'move')).toEqual({ answered: 'move', text: expect.stringContaining('a day and a time') })
  expect(await answer(1, 'yes')).toEqual({ answered: 'coming', text: expect.stringContaining('you are coming') })
  expect(await answer(2, 'no')).toEqual({ answered: 'not_coming', text: expect.stringContaining('cannot come') })
  expect(await statuses()).toEqual(['reached', 'confirmed', 'declined'])
  const tasks = await env.DB.prepare('SELECT kind, status FROM tasks').all()
  expect(tasks.results).toEqual([
    { kind: 'callback', status: 'open' },
    { kind: 'callback', status: 'open' },
  ])
  // People who were told that they cannot come are told that they can.
  expect((await answer(2, 'yes'))?.answered).toBe('coming')
  expect(await statuses()).toEqual(['reached', 'confirmed', 'confirmed'])
  expect(await env.DB.prepare('SELECT count(*) AS n FROM tasks').first<number>('n')).toBe(3)
  // And that they cannot, again: one task is open, of the last word, however often that comes in.
  for (const _ of [0, 1]) expect((await answer(2, 'no'))?.answered).toBe('not_coming')
  expect(await statuses()).toEqual(['reached', 'confirmed', 'declined'])
  const left = await env.DB.prepare('SELECT intent_key, status FROM tasks WHERE intent_key LIKE ? ORDER BY id')
    .bind(`${members[2]!.id}:%`)
    .all<{ intent_key: string; status: string }>()
  expect(left.results.map(({ intent_key: key, status }) => [key.split(':')[1], status])).toEqual([
    ['callback', 'declined'],
    ['comes', 'declined'],
    ['callback', 'open'],
  ])
})

test('a yes to an offer that was called off takes no time', async () => {
  const clinic = await aClinic()
  const ctx = now(clinic.ctx)
  const row = await env.DB.prepare('SELECT id, resource_ids FROM services').first<{
    id: string
    resource_ids: string
  }>()
  const resourceId = (JSON.parse(row!.resource_ids) as string[])[0]!
  const slot = { serviceId: row!.id, resourceId, startsAtMs: SOON, timeZone: 'America/New_York' }
  const { campaign, answer } = await asking(ctx, 'waitlist', { slot })
  await ctx.objects.campaign(campaign.id).halt(pinsOf(ctx, campaign.id), 'cancelled')
  expect((await answer(0, 'yes'))?.answered).toBe('slot_gone')
  expect(await env.DB.prepare('SELECT count(*) AS n FROM bookings').first<number>('n')).toBe(0)
})

test('a yes to a refill is a task for people, once, and approves nothing', async () => {
  const { ctx } = await aClinic()
  const { answer, statuses } = await asking(now(ctx), 'refill')
  const first = await answer(0, 'yes')
  expect(first).toMatchObject({ answered: 'refill_asked', text: expect.stringContaining('Nothing is approved') })
  await answer(0, 'yes')
  const tasks = await env.DB.prepare('SELECT kind, status FROM tasks').all()
  expect(tasks.results).toEqual([{ kind: 'refill', status: 'open' }])
  expect((await answer(1, 'no'))?.answered).toBe('declined')
  expect(await statuses()).toEqual(['accepted', 'declined', 'reached'])
})

test('who answers is noted with their place in the list, unless that was erased', async () => {
  const { ctx } = await aClinic()
  const { members, answer, statuses } = await asking(now(ctx), 'refill')
  await env.DB.prepare("UPDATE campaign_members SET sealed_target = '', key_group = NULL WHERE id = ?")
    .bind(members[1]!.id)
    .run()
  await answer(0, 'no')
  await answer(1, 'no')
  expect(await statuses()).toEqual(['declined', 'declined', 'reached'])
  const rows = await ctx.db.select().from(campaignMembers).orderBy(campaignMembers.createdAtMs, campaignMembers.id)
  expect(rows.map(({ personId }) => personId)).toEqual(['per_0', null, null])
})

test('a short answer to what a campaign wrote last is done at once and told once; anything else is for the agent', async () => {
  const stand = aStand()
  await stand.opened(stand.nowMs)
  const ctx = contextOf(env, { ...stand.pins, actor: { type: 'system', name: 'test' } }, Date.now())
  const { campaign, members, statuses } = await asking(ctx, 'refill')
  const writes = (text: string, messageId: string): Promise<boolean> =>
    stand.inside((outbox, handle) =>
      answersCampaign(
        { handle, outbox },
        {
          seq: 1,
          messageId,
          provider: 'twilio',
          receivedAtMs: stand.nowMs,
          message: {
            channel: 'sms',
            providerMessageId: messageId,
            sender: { phone: PHONE, userId: null, name: null, username: null },
            line: '+12125550100',
            sentAtMs: stand.nowMs,
            content: { type: 'text', text },
            repliesTo: null,
            fromAd: false,
            groupId: null,
            keyword: null,
          },
        },
        stand.nowMs,
      ),
    )
  expect(await writes('yes', 'msg_0')).toBe(false)
  const queued = await stand.enqueue({ campaign: { id: campaign.id, memberId: members[0]!.id } })
  expect(queued.ok).toBe(true)
  // It has not gone out yet: they answer something else.
  expect(await writes('Yes please', 'msg_early')).toBe(false)
  await stand.workFor(60_000)
  expect(await writes('what is this about?', 'msg_1')).toBe(false)
  expect(await writes('Yes please', 'msg_2')).toBe(true)
  // The object was lost before it noted that it had answered.
  expect(await writes('Yes please', 'msg_2')).toBe(true)
  expect((await statuses())[0]).toBe('accepted')
  await stand.workFor(60_000)
  expect(stand.platform.texts().filter((text) => text.includes('Nothing is approved'))).toHaveLength(1)
  // What was answered last is the business's own: a second yes is about that.
  expect(await writes('yes', 'msg_3')).toBe(false)
})
