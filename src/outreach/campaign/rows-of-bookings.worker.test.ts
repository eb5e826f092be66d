import { expect, test } from 'vitest'
import { aClinic, newYork } from '../../../test/booking-builders.ts'
import { wantedCampaign } from '../../../test/builders/campaign.ts'
import { book } from '../../bookings/book.ts'
import { cancel } from '../../bookings/cancel.ts'
import { findOffering } from '../../bookings/catalog.ts'
import type { Ctx } from '../../context.ts'
import { resolvePerson } from '../../people/resolve.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { attemptFields } from './attempt-fields.ts'
import { createCampaign } from './create-campaign.ts'
import { importMembers } from './import-members.ts'
import { rowsOfBookings } from './rows-of-bookings.ts'
import { openTarget } from './start-attempt.ts'

/** Somebody with an appointment. Without a number of their own they left one at the desk, or none. */
async function anAppointment(
  ctx: Ctx,
  serviceId: string,
  local: string,
  { phone, left = null }: { readonly phone: string | null; readonly left?: string | null },
): Promise<string> {
  const offering = await findOffering(ctx, { id: serviceId })
  const personId = phone === null ? null : (await resolvePerson(ctx, { phone })).personId
  const booked = await book(ctx, {
    service: offering!.service,
    resources: offering!.resources,
    startsAtMs: newYork(local),
    holder: local,
    booker: { personId, callId: personId === null ? `call_${local}` : null, keySubject: personId ?? `call_${local}` },
    details: { name: 'Ana', phone: left, email: null, fields: {} },
    intentKey: local,
  })
  if (!booked.ok) throw new Error(booked.error.code)
  return booked.value.id
}

test('the people of appointments are each reminded once, of the first they have in that time, as it is then', async () => {
  const { ctx, service } = await aClinic()
  const at = (local: string, who: Parameters<typeof anAppointment>[3]) => anAppointment(ctx, service.id, local, who)
  await at('2026-11-24T09:00', { phone: '+12125550141' })
  await at('2026-11-25T14:00', { phone: '+12125550142' })
  const first = await at('2026-11-25T11:00', { phone: '+12125550142' })
  const other = await at('2026-11-25T12:00', { phone: '+12125550143', left: '+1 (212) 555-0149' })
  // Whoever rang without a number, whoever has cancelled, and whoever comes on the day after.
  await at('2026-11-25T13:00', { phone: null })
  await cancel(ctx, await at('2026-11-25T15:00', { phone: '+12125550144' }), 'caller')
  await at('2026-11-26T09:00', { phone: '+12125550145' })
  const campaign = await createCampaign(
    ctx,
    wantedCampaign({ kind: 'reminder', content: { language: 'en' }, startsAtMs: ctx.nowMs }),
  )
  const span = { fromMs: newYork('2026-11-25T00:00'), toMs: newYork('2026-11-26T00:00') }
  const read = () => importMembers(ctx, campaign, rowsOfBookings(ctx, span, ['date', 'time', 'name']))
  expect(await read()).toEqual({ ok: true, value: { added: 2, known: 0 } })
  expect(await read()).toEqual({ ok: true, value: { added: 0, known: 2 } })
  const members = await ctx.db.select().from(campaignMembers).orderBy(campaignMembers.nextAtMs)
  expect(members.map(({ bookingId }) => bookingId)).toEqual([first, other])
  const targets = await Promise.all(members.map((member) => openTarget(ctx, member)))
  // A number that was left with the appointment is the one to use.
  expect(targets.map((target) => target?.phone)).toEqual(['+12125550142', '+12125550149'])
  expect(await attemptFields(ctx, campaign, members[0]!, targets[0]!)).toMatchObject({
    name: 'Ana',
    date: 'Wednesday, November 25',
    time: '11:00 AM',
    service: 'Cleaning',
    with: 'Dr. Patel',
  })
  await cancel(ctx, first, 'caller')
  expect(await attemptFields(ctx, campaign, members[0]!, targets[0]!)).toBeNull()
})

test('a field that no appointment has is a problem of the whole list', async () => {
  const { ctx } = await aClinic()
  const lots = []
  for await (const lot of rowsOfBookings(ctx, { fromMs: 0, toMs: newYork('2027-01-01T00:00') }, ['date', 'colour']))
    lots.push(...lot)
  expect(lots).toMatchObject([{ ok: false, error: [{ line: 0, column: 'colour', code: 'unknown_field' }] }])
})
