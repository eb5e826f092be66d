import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { contextOf } from '../context.ts'
import { knownPerson } from '../people/known-person.ts'
import { mergePeople } from '../people/merge.ts'
import { restore } from './restore.ts'
import { stopsUnder } from './stops-under.ts'
import { suppress } from './suppress.ts'

const PHONE = '+12125550142'
const USER_ID = 'US.13491208655302741918'

test('a stop of somebody who became another meanwhile is the other’s, and so is what takes it back', async () => {
  const { id: tenantId } = await aTenant()
  const pins = { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } } as const
  const ctx = contextOf(env, pins, Date.now())
  const personId = await knownPerson(ctx, { phone: PHONE })
  const alsoId = await knownPerson(ctx, { userId: USER_ID })
  const thirdId = await knownPerson(ctx, { phone: '+12125550143' })
  await mergePeople(ctx, { personId: alsoId, alsoId: thirdId, tokens: [] })
  await mergePeople(ctx, { personId, alsoId, tokens: [] })
  const stop = { scope: 'all', endsBy: 'start_sms' } as const
  // As a carrier refuses a message, or a call ends, that had begun before they were one.
  const said = await suppress(ctx, { personId: thirdId, reason: 'carrier_21610', source: 'sms', stop })
  expect(said.created).toBe(true)
  for (const id of [personId, alsoId, thirdId]) expect(await ctx.objects.thread(id).mayContact()).toBe(false)
  for (const named of [{ phone: PHONE }, { userId: USER_ID }])
    expect(await stopsUnder(ctx, named)).toMatchObject([{ scope: 'all', endsBy: 'start_sms' }])
  expect(await restore(ctx, thirdId, { by: 'start', channel: 'sms' })).toBe(true)
  expect(await ctx.objects.thread(personId).mayContact()).toBe(true)
  expect(await stopsUnder(ctx, { phone: PHONE })).toEqual([])
})
