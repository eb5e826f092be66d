import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aDialStand, CALLED } from '../../../test/builders/dial-stand.ts'
import { dialById, dialsOf } from '../dial/dial-rows.ts'
import { beginAttempt, takeBackAttempt } from './attempt-ways.ts'
import { targetPlace, type CampaignRow, type MemberRow } from './campaign.ts'

test('a call that no row speaks of yet is taken back all the same, by whose number it is to', async () => {
  const stand = await aDialStand()
  const dialled = await stand.dial()
  if (!dialled.ok) throw new Error(dialled.error.code)
  const { id } = dialled.value
  await env.DB.prepare('DELETE FROM calls WHERE id = ?').bind(id).run()
  const ctx = stand.ctx()
  const target = JSON.stringify({ phone: CALLED, fields: {} })
  const sealedTarget = await ctx.vault.sealForTenant(ctx.tenantId, targetPlace('cmm_1'), target)
  const member = { id: 'cmm_1', sealedTarget, subjectId: id, personId: null } as MemberRow
  expect(await takeBackAttempt(ctx, member)).toBe(true)
  const state = await stand.inside(async (_, handle) => dialById(dialsOf(handle), id)?.state)
  expect(state).toMatchObject({ phase: 'done', code: 'cancelled' })
})

test('whoever was contacted and has been forgotten since is not contacted again, nor made known by it', async () => {
  const stand = await aDialStand()
  const ctx = stand.ctx()
  const target = JSON.stringify({ phone: CALLED, fields: {} })
  const sealedTarget = await ctx.vault.sealForTenant(ctx.tenantId, targetPlace('cmm_1'), target)
  const { personId } = stand.pins
  const member = { id: 'cmm_1', sealedTarget, bookingId: null, personId, channelAt: 0, attempts: 2, lastCode: null }
  const campaign = { id: 'cmp_1', channels: ['voice'], content: {}, purpose: 'appointment_reminder', agentId: null }
  const begin = () => beginAttempt(ctx, campaign as unknown as CampaignRow, member as unknown as MemberRow)
  const forgotten = { ok: false, error: { code: 'pointless' } }
  // Whether it is begun now is for the gate to say, by the clock.
  expect(await begin()).not.toMatchObject(forgotten)
  await env.DB.prepare('DELETE FROM people WHERE id = ?').bind(personId).run()
  expect(await begin()).toMatchObject(forgotten)
})
