import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { aDialStand, CALLED, NOON } from '../../../test/builders/dial-stand.ts'
import { hungUp, pickedUp, type PickedUp } from '../../../test/builders/picked-up.ts'
import { storeTrouble } from '../../../test/store-trouble.ts'
import { ANY_TIME } from '../../outreach/campaign/campaign-window.ts'
import { createCampaign } from '../../outreach/campaign/create-campaign.ts'
import { importMembers } from '../../outreach/campaign/import-members.ts'
import { rowsOfPeople } from '../../outreach/campaign/list-rows.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { tasks } from '../../records/tasks/table.ts'
import { detailsPlace } from '../../tasks/task.ts'
import { findPersonKey } from '../../vault/person-keys.ts'
import { open } from '../../vault/seal.ts'

const LISTED = { name: 'Ana Ortiz', date: 'Monday, December 7', time: '10:00 AM', room: 'B' }

/** Somebody of a list who is reminded by phone, and has a moment. */
async function reminded(): Promise<PickedUp> {
  const stand = await aDialStand()
  const ctx = stand.ctx()
  const campaign = await createCampaign(ctx, {
    name: 'Monday',
    kind: 'reminder',
    purpose: 'appointment_reminder',
    agentId: null,
    channels: ['voice'],
    window: ANY_TIME,
    perMinute: 10,
    atOnce: 10,
    attemptsMax: 1,
    retryMinutes: {},
    content: { language: 'en' },
    startsAtMs: Date.now() + 86_400_000,
    endsAtMs: null,
  })
  await importMembers(ctx, campaign, rowsOfPeople([{ phone: CALLED, ...LISTED }], []))
  const member = await ctx.db.select().from(campaignMembers).get()
  const picked = await pickedUp(stand, {
    about: { isListed: true, fields: LISTED },
    campaign: { id: campaign.id, memberId: member?.id ?? '' },
  })
  expect(await picked.socket.say('Yes')).toBe(
    "I'm calling about your appointment: Monday, December 7 at 10:00 AM. " +
      'To confirm it, say yes or press 1. If you need another time, press 2. If you cannot come, press 3.',
  )
  return picked
}

const noted = ({ stand }: PickedUp) =>
  stand
    .ctx()
    .db.select({ status: campaignMembers.status, lastCode: campaignMembers.lastCode })
    .from(campaignMembers)
    .get()

/** What people of the business are left to do, with all that they read of it. */
async function leftToDo({ stand }: PickedUp) {
  const ctx = stand.ctx()
  const rows = await ctx.db.select().from(tasks).orderBy(tasks.id)
  return Promise.all(
    rows.map(async ({ id, kind, status, keySubject, sealedDetails }) => {
      const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
      const text = key === null || sealedDetails === null ? null : await open(key, detailsPlace(ctx, id), sealedDetails)
      return { kind, status, details: JSON.parse(text ?? '{}') as Record<string, string> }
    }),
  )
}

const outcomeOf = ({ id }: PickedUp) =>
  env.DB.prepare('SELECT outcome FROM calls WHERE id = ?').bind(id).first('outcome')

describe('of an appointment that is in no diary of ours', () => {
  test.each(['1', 'Yes, I will be there'])('a yes is noted as by text, and said back: %s', async (yes) => {
    const picked = await reminded()
    const { socket } = picked
    expect(await (yes === '1' ? socket.press(yes) : socket.say(yes))).toMatch(
      /^Thank you, we'll see you Monday, December 7 at 10:00 AM\. You can reach us at 2 1 2, .+ Goodbye\.$/,
    )
    expect(await noted(picked)).toEqual({ status: 'confirmed', lastCode: 'yes' })
    expect(await leftToDo(picked)).toEqual([])
  })

  test('a no is asked for once more, noted as by text and left to people, and nothing is said to be cancelled', async () => {
    const picked = await reminded()
    expect(await picked.socket.press('3')).toBe(
      'Shall I tell our team that you cannot come? Say yes or press 1, or say no.',
    )
    expect(await leftToDo(picked)).toEqual([])
    expect(await picked.socket.say('Yes please')).toMatch(
      /^I've told our team that you cannot come\. They will take it out of the book\. .+ Goodbye\.$/,
    )
    expect(await noted(picked)).toEqual({ status: 'declined', lastCode: 'no' })
    expect(await leftToDo(picked)).toMatchObject([
      { kind: 'callback', details: { ...LISTED, message: expect.stringContaining('cannot come') } },
    ])
    await hungUp(picked.socket)
  })

  test('a wish for another time is left to people with when they would like, and the appointment stays', async () => {
    const picked = await reminded()
    expect(await picked.socket.say('I need to move it, please')).toMatch(/^When would suit you better\?/)
    expect(await noted(picked)).toEqual({ status: 'reached', lastCode: 'move' })
    expect(await picked.socket.say('Thursday afternoon, after four')).toMatch(
      /^I've told our team that you need another time\. .+ stays as it is\. .+ Goodbye\.$/,
    )
    expect(await leftToDo(picked)).toMatchObject([
      {
        kind: 'callback',
        details: {
          ...LISTED,
          said: 'Thursday afternoon, after four',
          reason: expect.stringContaining('another time'),
          caller_number: CALLED,
        },
      },
    ])
    await picked.ringsOff()
    await vi.waitUntil(async () => (await outcomeOf(picked)) === 'callback_task', { timeout: 90_000, interval: 50 })
    expect(await leftToDo(picked)).toHaveLength(1)
  })

  test('whoever rings off before saying when is left to people all the same', async () => {
    const picked = await reminded()
    await picked.socket.press('2')
    await picked.ringsOff()
    await vi.waitUntil(async () => (await outcomeOf(picked)) === 'callback_task', { timeout: 90_000, interval: 50 })
    expect(await leftToDo(picked)).toMatchObject([{ kind: 'callback', details: LISTED }])
  })

  test('whoever rings off when asked whether they cannot come is left to people, too', async () => {
    const picked = await reminded()
    await picked.socket.press('3')
    await picked.ringsOff()
    await vi.waitUntil(async () => (await outcomeOf(picked)) === 'callback_task', { timeout: 90_000, interval: 50 })
    expect(await leftToDo(picked)).toMatchObject([{ kind: 'callback', details: LISTED }])
  })

  test('whoever comes after all is left to nobody', async () => {
    const picked = await reminded()
    await picked.socket.press('2')
    expect(await picked.socket.press('1')).toContain("we'll see you Monday")
    await picked.ringsOff()
    await vi.waitUntil(async () => (await outcomeOf(picked)) !== null, { timeout: 90_000, interval: 50 })
    expect(await leftToDo(picked)).toEqual([])
    expect(await noted(picked)).toEqual({ status: 'confirmed', lastCode: 'yes' })
  })

  test('whoever keeps it after all may say so in their own words', async () => {
    const picked = await reminded()
    await picked.socket.press('2')
    expect(await picked.socket.say("Actually I'll keep it")).toContain("we'll see you Monday")
    expect(await noted(picked)).toEqual({ status: 'confirmed', lastCode: 'yes' })
    expect(await leftToDo(picked)).toEqual([])
  })

  test('of who keeps it after all, into our goodbye, the last word holds, and people hear of it', async () => {
    const picked = await reminded()
    await picked.socket.press('2')
    expect(await picked.socket.say('Any Friday')).toContain('need another time')
    expect(await picked.socket.say('Oh wait, I can keep it')).toContain("we'll see you Monday")
    expect(await noted(picked)).toEqual({ status: 'confirmed', lastCode: 'yes' })
    expect(await leftToDo(picked)).toMatchObject([
      { status: 'declined', details: { said: 'Any Friday' } },
      { status: 'open', details: { message: expect.stringContaining('come after all') } },
    ])
  })

  test('what could not be written is not said to be, and is left to people once when it is said again', async () => {
    const picked = await reminded()
    await picked.socket.press('3')
    const trouble = storeTrouble(() => true)
    expect(await picked.socket.say('Yes').finally(trouble.end)).toContain('could not save that just now')
    expect(await noted(picked)).toMatchObject({ status: 'waiting' })
    expect(await picked.socket.say('Yes')).toContain("I've told our team that you cannot come")
    expect(await noted(picked)).toEqual({ status: 'declined', lastCode: 'no' })
    expect(await leftToDo(picked)).toHaveLength(1)
  })

  test('a call that no campaign asked for is answered the same', async () => {
    const { room: _, ...fields } = { ...LISTED, service: 'Physiotherapy' }
    const picked = await pickedUp(await aDialStand(), { about: { fields } })
    expect(await picked.socket.say('Yes')).toContain('your appointment: Monday, December 7 at 10:00 AM. To confirm it')
    await picked.socket.say("I'm not coming")
    expect(await picked.socket.say('Yes')).toContain("I've told our team that you cannot come")
    expect(await leftToDo(picked)).toMatchObject([
      { kind: 'callback', details: { ...fields, reason: expect.stringContaining('cannot come') } },
    ])
  })

  test('whoever keeps it after all in a call that no campaign asked for is told of to people, too', async () => {
    const { room: _, ...fields } = LISTED
    const picked = await pickedUp(await aDialStand(), { about: { fields } })
    await picked.socket.say('Yes')
    await picked.socket.say('Can I move it to Friday at ten?')
    expect(await picked.socket.say('No, sorry, leave it as it is')).toContain("we'll see you Monday")
    expect(await leftToDo(picked)).toMatchObject([
      { details: { reason: expect.stringContaining('another time') } },
      { details: { reason: expect.stringContaining('come after all') } },
    ])
  })

  test('whoever asks in Spanish what only an English engine could answer is called back, and people read it', async () => {
    const { room: _, ...fields } = { ...LISTED, date: 'lunes, 7 de diciembre' }
    const picked = await pickedUp(await aDialStand(NOON, { language: 'es-US' }), { about: { fields } })
    expect(await picked.socket.say('Sí, dígame')).toContain('su cita: el lunes, 7 de diciembre a las 10')
    expect(await picked.socket.say('¿Dónde me puedo estacionar?')).toMatch(
      /^Claro que sí\. Le pedí a nuestro equipo que le devuelva la llamada\. .+ Adiós\.$/,
    )
    expect(await leftToDo(picked)).toMatchObject([{ details: { ...fields, said: '¿Dónde me puedo estacionar?' } }])
  })
})
