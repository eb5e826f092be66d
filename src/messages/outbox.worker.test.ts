import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import {
  agreed,
  aStand,
  eventsOf,
  idOf,
  LINE,
  messageRow,
  PHONE,
  type Stand,
} from '../../test/builders/outbox-stand.ts'
import { identityTokenOf } from '../consent/identity-of.ts'
import { suppress } from '../consent/suppress.ts'
import type { SendError } from './message.ts'
import type { Template } from './wanted-message.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Where the person of a stand is. */
const NOON = Date.parse('2026-11-24T12:00:00-05:00')

const refused = (code: string, action: SendError['action'], more: Partial<SendError> = {}) =>
  ({ how: 'refused', error: { code, action, ...more } }) as const
const TEMPLATE: Template = { type: 'template', name: 'visit', language: 'en', parameters: [], text: 'About your visit' }

/** A thread whose person has just written. */
async function anOpenStand(tenantId?: string): Promise<Stand> {
  const stand = aStand(Date.now(), true, tenantId)
  await stand.opened(stand.nowMs)
  return stand
}

async function queued(stand: Stand, text: string, more = {}): Promise<string> {
  const taken = await stand.enqueue({ content: { type: 'text', text }, ...more })
  if (!taken.ok) throw new Error(taken.error.code)
  return taken.value.id
}

const typesOf = async ({ pins }: Stand): Promise<string[]> => (await eventsOf(pins.tenantId)).map(({ type }) => type)

describe('a message', () => {
  test('is in the records before its platform has it, and sent once', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    stand.platform.answers(async () => {
      expect(await messageRow(id)).toMatchObject({ status: 'queued', direction: 'outbound', line: LINE })
      return { how: 'accepted', providerMessageId: idOf(1), recipient: null }
    })
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.texts()).toEqual(['at ten'])
    expect(await messageRow(id)).toMatchObject({ status: 'sent', provider_message_id: idOf(1), error_code: null })
    expect(await typesOf(stand)).toEqual(['message.sent'])
  })

  test('is sent in its order, the others waiting for the first', async () => {
    const stand = await anOpenStand()
    for (const text of ['one', 'two', 'three']) await queued(stand, text)
    stand.platform.answers(refused('131000', 'retry'), refused('131000', 'retry'))
    await stand.workFor(HOUR_MS)
    expect(stand.platform.texts()).toEqual(['one', 'one', 'one', 'two', 'three'])
  })

  test('of another channel does not wait for it', async () => {
    const stand = await anOpenStand()
    await queued(stand, 'on whatsapp')
    await queued(stand, 'by sms', { channel: 'sms', provider: 'twilio', line: '+12125550100' })
    stand.platform.answers(refused('131000', 'retry', { retryAfterMs: HOUR_MS }))
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.texts().toSorted()).toEqual(['by sms', 'on whatsapp'])
    await stand.workFor(2 * HOUR_MS)
    expect(stand.platform.texts().toSorted()).toEqual(['by sms', 'by sms', 'on whatsapp'])
  })

  test('wanted twice with one key is one message', async () => {
    const stand = await anOpenStand()
    const first = await queued(stand, 'at ten', { key: 'reply:1' })
    expect(await queued(stand, 'at ten', { key: 'reply:1' })).toBe(first)
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.got).toHaveLength(1)
  })

  test('tells by what id its recipient is known there: what they wish holds under it too', async () => {
    const stand = await anOpenStand()
    await queued(stand, 'hello')
    const recipient = { phone: PHONE, userId: 'US.13491208655302741918' }
    stand.platform.answers({ how: 'accepted', providerMessageId: idOf(1), recipient })
    await stand.workFor(MINUTE_MS)
    const ctx = stand.ctx()
    const { personId } = stand.pins
    const token = await identityTokenOf(ctx, { userId: recipient.userId })
    expect(await ctx.objects.identity(token).person()).toBe(personId)
    await suppress(ctx, { phone: { userId: recipient.userId }, reason: 'asked', source: 'api' })
    expect(await stand.enqueue()).toMatchObject({ ok: false, error: { code: 'suppressed' } })
  })

  test('is taken back while it waits, and not when it is sent', async () => {
    const stand = await anOpenStand()
    const ids = [await queued(stand, 'one'), await queued(stand, 'two')]
    stand.platform.answers(refused('131000', 'retry', { retryAfterMs: HOUR_MS }))
    await stand.workFor(MINUTE_MS)
    expect(await stand.inside((outbox) => outbox.cancel(ids[0]!))).toBe(true)
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.texts()).toEqual(['one', 'two'])
    expect(await messageRow(ids[0]!)).toMatchObject({ status: 'failed', error_code: 'cancelled' })
    for (const id of ids) expect(await stand.inside((outbox) => outbox.cancel(id))).toBe(false)
    expect(await messageRow(ids[1]!)).toMatchObject({ status: 'sent' })
  })

  test('stays as far as it came when a lost object’s word of an earlier state is written late', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    await stand.workFor(MINUTE_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    await stand.inside(async (outbox, { sql }) => {
      // What the object that queued it had in hand.
      sql.exec(
        `UPDATE outbox SET revision = 1, filed = 0, state = json_set(state, '$.status', 'queued') WHERE id = ?`,
        id,
      )
      await outbox.file()
    })
    expect(await messageRow(id)).toMatchObject({ status: 'sent', provider_message_id: idOf(1) })
    expect(await typesOf(stand)).toEqual(['message.sent'])
  })

  test('says nothing in clear where it waits', async () => {
    const stand = await anOpenStand()
    await queued(stand, 'about your root canal')
    const stored = await stand.inside(async (_, { sql }) => JSON.stringify(sql.exec('SELECT * FROM outbox').toArray()))
    expect(stored).not.toContain('root canal')
    expect(stored).not.toContain('2125550142')
    await stand.workFor(MINUTE_MS)
    const bodies = await env.DB.prepare('SELECT sealed_body FROM message_bodies').all<{ sealed_body: string }>()
    expect(bodies.results[0]!.sealed_body).toMatch(/^v1\./)
    const left = await stand.inside(async (_, { sql }) => sql.exec('SELECT sealed FROM outbox').toArray())
    expect(left).toEqual([{ sealed: null }])
  })
})

describe('when the platform is away for an hour', () => {
  test('nothing is lost, nothing is sent twice, and the order is kept', async () => {
    const stand = await anOpenStand()
    const ids: string[] = []
    const away = Array.from({ length: 40 }, (_, nth) =>
      nth % 3 === 0 ? refused('http_503', 'retry') : refused('unreached', 'retry'),
    )
    stand.platform.answers(...away)
    const backAtMs = stand.nowMs + HOUR_MS
    for (const text of ['one', 'two', 'three']) ids.push(await queued(stand, text))
    const taken: string[] = []
    while (stand.nowMs < backAtMs) await stand.workFor(5 * MINUTE_MS)
    const tried = stand.platform.got.length
    expect(tried).toBeLessThan(40)
    stand.platform.answers(...Array.from({ length: 40 - tried }, () => refused('unreached', 'retry')))
    await stand.workFor(12 * HOUR_MS)
    for (const id of ids) taken.push(String((await messageRow(id))!['status']))
    expect(taken).toEqual(['sent', 'sent', 'sent'])
    const order = stand.platform.texts().filter((text, nth, all) => all[nth - 1] !== text)
    expect(order).toEqual(['one', 'two', 'three'])
  })

  test('a request that hangs each time is made once more when it is back, and no third time', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    stand.platform.answers({ how: 'unknown' }, { how: 'unknown' })
    stand.platform.isThere = false
    await stand.workFor(HOUR_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(id)).toMatchObject({ status: 'sending' })
    stand.platform.isThere = true
    await stand.workFor(HOUR_MS)
    expect(stand.platform.got).toHaveLength(2)
    expect(await messageRow(id)).toMatchObject({ status: 'failed', error_code: 'outcome_unknown' })
  })
})

test('whatever a platform answers, and however often, the order is kept and nothing that it took is sent again', async () => {
  const anAnswer = fc.constantFrom('taken', 'taken', 'later', 'lost')
  await fc.assert(
    fc.asyncProperty(fc.array(anAnswer, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (answers, many) => {
      const stand = await anOpenStand()
      const taken: string[] = []
      stand.platform.answers(
        ...answers.map((answer) => async () => {
          const text = stand.platform.texts().at(-1) ?? ''
          expect(taken).not.toContain(text)
          if (answer === 'later') return refused('131000', 'retry')
          if (answer === 'lost') return { how: 'unknown' as const }
          taken.push(text)
          return { how: 'accepted' as const, providerMessageId: crypto.randomUUID(), recipient: null }
        }),
      )
      const texts = Array.from({ length: many }, (_, nth) => `number ${nth}`)
      for (const text of texts) await queued(stand, text)
      await stand.workFor(20 * HOUR_MS)
      const order = stand.platform.texts().filter((text, nth, all) => all[nth - 1] !== text)
      expect(order).toEqual(texts)
      expect(await stand.inside(async (outbox) => outbox.dueAtMs())).toBeNull()
    }),
    { numRuns: 15 },
  )
})

describe('a request nobody knows the outcome of', () => {
  test('is not repeated when a status with our id says it was taken', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    stand.platform.answers({ how: 'unknown' })
    await stand.workFor(30_000)
    await stand.report({ messageId: id, providerMessageId: 'wamid.first' })
    await stand.workFor(24 * HOUR_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(id)).toMatchObject({ status: 'sent', provider_message_id: 'wamid.first' })
  })

  test('is made once more when nothing was heard of it', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    stand.platform.answers({ how: 'unknown' })
    await stand.workFor(10 * MINUTE_MS)
    expect(stand.platform.got).toHaveLength(2)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    expect(await typesOf(stand)).toEqual(['message.sent'])
  })

  test('is also one that a lost object had begun', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    const lost = () => new Promise<never>(() => undefined)
    stand.platform.answers(lost)
    void stand.work().catch(() => undefined)
    await expect.poll(() => stand.platform.got.length).toBe(1)
    await stand.workFor(10 * MINUTE_MS)
    expect(stand.platform.got).toHaveLength(2)
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
  })
})

describe('what platforms say of a message', () => {
  test.each([
    [['sent', 'delivered', 'read'], 'read'],
    [['read', 'delivered', 'sent'], 'read'],
    [['delivered', 'delivered', 'sent', 'sent'], 'delivered'],
    [['delivered', 'failed'], 'delivered'],
    [['failed', 'delivered', 'read'], 'failed'],
  ] as const)('%j leaves it %s', async (told, left) => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    await stand.workFor(MINUTE_MS)
    for (const status of told)
      await stand.report({
        status,
        word: status,
        error: status === 'failed' ? { code: '131000', action: 'retry' } : null,
      })
    const row = await messageRow(id)
    expect(row).toMatchObject({ status: left })
    const words = (JSON.parse(String(row!['history'])) as { word: string }[]).map(({ word }) => word)
    expect(words).toEqual(['accepted', ...told])
    const types = await typesOf(stand)
    expect(new Set(types).size).toBe(types.length)
  })

  test.each([
    ['their id', { providerMessageId: 'SM1' }],
    ['our id', { providerMessageId: 'SM1', messageId: 'ours' }],
  ])('is matched when it comes before the answer to the request, by %s', async (_, named) => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'at ten')
    const working = stand.platform.nextAnswer({ how: 'accepted', providerMessageId: 'SM1', recipient: null }, () =>
      stand.work(),
    )
    await working.asked
    const ids = 'messageId' in named ? { ...named, messageId: id } : named
    await stand.report({ status: 'delivered', word: 'delivered', ...ids })
    await working.answer()
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(id)).toMatchObject({ status: 'delivered', provider_message_id: 'SM1' })
    expect(await typesOf(stand)).toEqual(['message.sent', 'message.delivered'])
  })
})

describe('outside the window', () => {
  test('free text is refused at once', async () => {
    const stand = aStand()
    expect(await stand.enqueue()).toEqual({ ok: false, error: { code: 'window_closed', ruleIds: ['R-24'] } })
    await stand.opened(stand.nowMs - 24 * HOUR_MS)
    expect(await stand.enqueue()).toMatchObject({ ok: false })
    await stand.opened(stand.nowMs - 24 * HOUR_MS + 1)
    expect(await stand.enqueue()).toMatchObject({ ok: true })
  })

  test('a template goes, and the one that was named goes in place of the text', async () => {
    const stand = aStand()
    expect(await stand.enqueue({ content: TEMPLATE })).toMatchObject({ ok: true })
    expect(await stand.enqueue({ fallback: TEMPLATE })).toMatchObject({ ok: true })
    await stand.workFor(HOUR_MS)
    expect(stand.platform.got.map(({ content }) => content.type)).toEqual(['template', 'template'])
  })

  test('what was queued in time and comes too late is not sent', async () => {
    const stand = await anOpenStand()
    stand.nowMs += 23 * HOUR_MS
    const id = await queued(stand, 'late')
    stand.platform.answers(refused('131000', 'retry', { retryAfterMs: 2 * HOUR_MS }))
    await stand.workFor(5 * HOUR_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(id)).toMatchObject({ status: 'failed', error_code: 'window_closed' })
  })

  test('a platform that counts otherwise gets the template', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'free', { fallback: TEMPLATE })
    await stand.workFor(MINUTE_MS)
    await stand.report({ status: 'failed', word: 'failed', error: { code: '131047', action: 'needs_template' } })
    await stand.workFor(MINUTE_MS)
    // The first attempt is told of again, and means nothing any more.
    await stand.report({
      messageId: id,
      status: 'failed',
      word: 'failed',
      error: { code: '131047', action: 'needs_template' },
    })
    expect(stand.platform.got.map(({ content }) => content.type)).toEqual(['text', 'template'])
    // The records say what went out.
    expect(await messageRow(id)).toMatchObject({ status: 'sent', type: 'template', provider_message_id: idOf(2) })
  })
})

describe('a line that its platform lets nobody send by', () => {
  test('is left alone, told of once, and tried again until it works', async () => {
    const stand = await anOpenStand()
    const [other, elsewhere] = [await anOpenStand(stand.pins.tenantId), await anOpenStand()]
    const ids = [await queued(stand, 'one'), await queued(stand, 'two')]
    stand.platform.answers(refused('190', 'configuration'), refused('190', 'configuration'))
    await stand.workFor(90_000)
    await queued(other, 'of another person')
    await other.workFor(1_000)
    expect(other.platform.got).toHaveLength(0)
    // What one business could not send says nothing of another's lines.
    await queued(elsewhere, 'of another business')
    await elsewhere.workFor(1_000)
    expect(elsewhere.platform.got).toHaveLength(1)
    await stand.workFor(HOUR_MS)
    expect(stand.platform.texts()).toEqual(['one', 'one', 'one', 'two'])
    for (const id of ids) expect(await messageRow(id)).toMatchObject({ status: 'sent' })
    expect((await typesOf(stand)).filter((type) => type.startsWith('integration'))).toEqual([
      'integration.broken',
      'integration.recovered',
    ])
  })
})

describe('what the platform will not have sent', () => {
  test('of our own doing is failed, and not tried again', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'too long')
    stand.platform.answers(refused('132000', 'our_bug'))
    await stand.workFor(24 * HOUR_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await messageRow(id)).toMatchObject({ status: 'failed', error_code: '132000' })
  })

  test('for a day is sent a day later, and holds up nobody', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'an offer', { content: TEMPLATE })
    await queued(stand, 'a reply')
    stand.platform.answers(refused('131049', 'wait_long'))
    await stand.workFor(23 * HOUR_MS)
    expect(stand.platform.texts()).toEqual(['About your visit', 'a reply'])
    expect(await messageRow(id)).toMatchObject({ status: 'queued', error_code: '131049' })
    expect(await typesOf(stand)).toEqual(['message.delayed', 'message.sent'])
    await stand.workFor(2 * HOUR_MS)
    expect(stand.platform.texts()).toEqual(['About your visit', 'a reply', 'About your visit'])
    expect(await messageRow(id)).toMatchObject({ status: 'sent' })
  })

  test('because the person said so there ends everything, on every channel', async () => {
    const stand = await anOpenStand()
    const id = await queued(stand, 'hello', { channel: 'sms', provider: 'twilio', line: '+12125550100' })
    stand.platform.answers(refused('21610', 'suppress', { suppress: 'all' }))
    await stand.workFor(MINUTE_MS)
    expect(await messageRow(id)).toMatchObject({ status: 'blocked', error_code: '21610' })
    expect(await stand.enqueue()).toEqual({ ok: false, error: { code: 'suppressed', ruleIds: ['R-8'] } })
  })

  test('because they are not there ends that channel only', async () => {
    const stand = await anOpenStand()
    await queued(stand, 'hello')
    stand.platform.answers(refused('131026', 'suppress', { suppress: 'channel' }))
    await stand.workFor(MINUTE_MS)
    expect(await stand.enqueue()).toMatchObject({ ok: false })
    expect(await stand.enqueue({ channel: 'sms', provider: 'twilio', line: '+12125550100' })).toMatchObject({
      ok: true,
    })
  })

  test('as advertising leaves everything else', async () => {
    const stand = aStand(NOON, true, (await aTenant()).id)
    await agreed(stand)
    await stand.opened(stand.nowMs)
    await queued(stand, 'an offer', { content: TEMPLATE, purpose: 'marketing' })
    stand.platform.answers(refused('131050', 'suppress', { suppress: 'marketing' }))
    await stand.workFor(MINUTE_MS)
    expect(await stand.enqueue({ content: TEMPLATE, purpose: 'marketing' })).toMatchObject({ ok: false })
    expect(await stand.enqueue()).toMatchObject({ ok: true })
  })
})

describe('how fast', () => {
  test('a person gets 45 at once and then one in six seconds', async () => {
    const stand = await anOpenStand()
    for (let nth = 0; nth < 50; nth += 1) await queued(stand, `number ${nth}`)
    await stand.workFor(5_000)
    expect(stand.platform.got.length).toBeLessThanOrEqual(46)
    await stand.workFor(12_000)
    expect(stand.platform.got.length).toBeLessThanOrEqual(48)
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.texts()).toEqual(Array.from({ length: 50 }, (_, nth) => `number ${nth}`))
  })
})

test('what a test key sends reaches no platform', async () => {
  const stand = aStand(Date.now(), false)
  await stand.opened(stand.nowMs)
  const id = await queued(stand, 'a trial')
  await stand.workFor(MINUTE_MS)
  expect(stand.platform.got).toEqual([])
  expect(await messageRow(id)).toMatchObject({ status: 'sent', livemode: 0 })
})
