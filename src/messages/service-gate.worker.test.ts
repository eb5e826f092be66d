import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { aStand, decisionsOf, messageRow, type Stand } from '../../test/builders/outbox-stand.ts'
import { dropBusinessFacts } from '../consent/business-facts.ts'
import { changeWishes, objectTo } from '../consent/change-wishes.ts'
import type { WantedMessage } from './wanted-message.ts'
import { newId } from '../kernel/ids.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { standingOf } from './send-standing.ts'

/** Long after hours in New York, where the number of a stand is of. */
const AT_NIGHT_MS = Date.parse('2026-11-24T23:30:00-05:00')

const A_LINE = { channel: 'sms', provider: 'twilio', line: '+12125550100' } as const
const BY_API: Partial<WantedMessage> = { ...A_LINE, author: 'api', purpose: 'service' }
const BY_AGENT: Partial<WantedMessage> = { ...A_LINE, author: 'agent' }

const aBusiness = async (): Promise<Stand> => aStand(AT_NIGHT_MS, true, (await aTenant()).id)

const said = async (stand: Stand) =>
  (await decisionsOf(stand)).map(({ allowed, code, purpose, subject_id: of }) => [allowed, code, purpose, of])

test('what a business writes about what somebody began needs no agreement and no hour, counts to no cap, and is decided', async () => {
  const stand = await aBusiness()
  await changeWishes(stand.ctx(), stand.pins.personId, {
    preferences: { channels: ['voice'], channelsFor: {}, hours: [{ from: 540, to: 600 }], language: null },
  })
  for (let nth = 0; nth < 4; nth += 1) {
    const queued = await stand.enqueue(BY_API)
    if (!queued.ok) throw new Error(queued.error.code)
    await stand.workFor(60_000)
    expect(await messageRow(queued.value.id)).toMatchObject({ status: 'sent' })
  }
  expect(await said(stand)).toEqual(Array.from({ length: 4 }, () => [1, null, 'service', expect.any(String)]))
})

test('nobody who objects is written to, by the business or its agent, and what waits is not sent', async () => {
  const stand = await aBusiness()
  const waiting = await stand.enqueue(BY_AGENT)
  if (!waiting.ok) throw new Error(waiting.error.code)
  await objectTo(stand.ctx(), stand.pins.personId, true)
  expect(await stand.enqueue(BY_API)).toMatchObject({ ok: false, error: { code: 'objected', ruleIds: ['R-39'] } })
  expect(await stand.enqueue(BY_AGENT)).toMatchObject({ ok: false, error: { code: 'suppressed' } })
  await stand.workFor(60_000)
  expect(stand.platform.got).toEqual([])
  expect(await messageRow(waiting.value.id)).toMatchObject({ status: 'blocked' })
  expect(await said(stand)).toEqual([[0, 'objected', 'service', null]])
  await objectTo(stand.ctx(), stand.pins.personId, false)
  expect(await stand.enqueue(BY_AGENT)).toMatchObject({ ok: true })
})

test('a line of help is not written to, nor does a business whose account is closed write', async () => {
  const stand = await aBusiness()
  await changeWishes(stand.ctx(), stand.pins.personId, { lineTags: ['emergency'] })
  expect(await stand.enqueue(BY_API)).toMatchObject({ error: { code: 'line_denied', ruleIds: ['R-3-text'] } })
  await changeWishes(stand.ctx(), stand.pins.personId, { lineTags: [] })
  await env.DB.prepare("UPDATE tenants SET status = 'closed' WHERE id = ?").bind(stand.pins.tenantId).run()
  dropBusinessFacts()
  stand.nowMs += 60_000
  expect(await stand.enqueue(BY_API)).toMatchObject({ error: { code: 'account_closed' } })
})

test('however many names somebody is known by, a stop of all is not lost among lesser ones', async () => {
  const stand = await aBusiness()
  const { tenantId, livemode, personId } = stand.pins
  const { db } = stand.ctx()
  const names = Array.from({ length: 60 }, (_, nth) => `name-${String(nth).padStart(2, '0')}-${personId}`)
  for (const [nth, token] of names.entries()) {
    const scope = nth === 59 ? ('all' as const) : ('marketing' as const)
    const how = { reason: 'asked', source: 'api', scope, endsBy: 'nothing', createdAtMs: nth } as const
    await db.batch([
      db.insert(personIdentities).values({ token, tenantId, personId, type: 'bsuid', createdAtMs: 1 }),
      db
        .insert(suppressions)
        .values({ id: newId('sup', 1), tenantId, livemode, identityToken: token, pepperVersion: 1, ...how }),
    ])
  }
  const { stops } = await standingOf(stand.ctx(), personId, { provider: '', line: '' })
  expect(stops).toHaveLength(2)
  expect(stops).toEqual(
    expect.arrayContaining([
      { scope: 'all', endsBy: 'nothing', atMs: 59 },
      { scope: 'marketing', endsBy: 'nothing', atMs: 0 },
    ]),
  )
})
