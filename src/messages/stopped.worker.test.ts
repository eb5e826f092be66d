import { env } from 'cloudflare:workers'
import { describe, expect, inject, test, vi } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { agreed, aStand, eventsOf, LINE, messageRow, PHONE, type Stand } from '../../test/builders/outbox-stand.ts'
import { anItem, text } from '../../test/received-thread.ts'
import { takePreference } from '../consent/preference.ts'
import { restore } from '../consent/restore.ts'
import { suppress } from '../consent/suppress.ts'
import { identityTokenOf } from '../consent/identity-of.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { heed } from './heed.ts'
import type { Channel, InboundMessage } from './message.ts'
import { receive } from './receive.ts'
import { stopsOf } from './stops.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** All of them where tests may take minutes. */
const [RACES, timeout] = inject('isLong') ? [1_000, 600_000] : [100, 300_000]
const AT_A_TIME = 20
const SMS_LINE = '+12125550100'
const USER_ID = 'US.13491208655302741918'

/** A thread whose person is known by a number and an id, and has just written. */
async function aKnownStand(nowMs = Date.now(), tenantId?: string): Promise<Stand> {
  const stand = aStand(nowMs, true, tenantId)
  await stand.opened(stand.nowMs)
  const ctx = stand.ctx()
  for (const [type, given] of [
    ['phone', { phone: PHONE }],
    ['bsuid', { userId: USER_ID }],
  ] as const) {
    const token = await identityTokenOf(ctx, given)
    await ctx.objects.identity(token).point(stand.pins.personId)
    const row = { token, tenantId: ctx.tenantId, personId: stand.pins.personId, type, createdAtMs: stand.nowMs }
    await ctx.db.insert(personIdentities).values(row)
  }
  return stand
}

let nth = 0
function written(text: string, channel: Channel = 'sms', more: Partial<InboundMessage> = {}): InboundMessage {
  nth += 1
  return {
    channel,
    providerMessageId: `SM${nth}`,
    sender: { phone: PHONE, userId: null, name: null, username: null },
    line: channel === 'sms' ? SMS_LINE : LINE,
    sentAtMs: Date.now(),
    content: { type: 'text', text },
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
    ...more,
  }
}

const heeds = (stand: Stand, message: InboundMessage, receivedAtMs = stand.nowMs): Promise<boolean> =>
  stand.inside((outbox, handle) => {
    const provider = message.channel === 'sms' ? 'twilio' : 'whatsapp'
    return heed({ handle, outbox }, { messageId: `msg_${nth}`, provider, receivedAtMs, message }, stand.nowMs)
  })

const standing = async (stand: Stand) =>
  stand.inside(async (_, handle) => stopsOf(handle.storage).map(({ scope, endsBy }) => `${scope} until ${endsBy}`))

async function rowsOf({ pins }: Stand) {
  const sql = 'SELECT * FROM suppressions WHERE tenant_id = ? ORDER BY id'
  return (await env.DB.prepare(sql).bind(pins.tenantId).all<Record<string, string | number | null>>()).results
}
const optEvents = async ({ pins }: Stand) =>
  (await eventsOf(pins.tenantId)).map(({ type }) => type).filter((type) => type.startsWith('person.'))

describe('a stop', () => {
  test(`in ${RACES} races with a send: no send begins after it is there`, { timeout }, async () => {
    let late = 0
    let sent = 0
    const race = async (stand: Stand): Promise<void> => {
      const queued = await stand.enqueue()
      if (!queued.ok) throw new Error(queued.error.code)
      let isStopped = false
      stand.platform.answers(async () => {
        if (isStopped) late += 1
        sent += 1
        return { how: 'accepted', providerMessageId: crypto.randomUUID(), recipient: null }
      })
      const soon = (): Promise<void> => scheduler.wait(Math.floor(Math.random() * 25))
      const stopping = async (): Promise<void> => {
        await soon()
        await env.THREADS.getByName(stand.pins.personId).optOut(stand.nowMs)
        isStopped = true
      }
      await Promise.all([soon().then(() => stand.work()), stopping()])
      const isOver = async (): Promise<boolean> => {
        // All stands write by one line: who would be too fast for its pace waits for the clock.
        stand.nowMs += 50
        await stand.work()
        return ['sent', 'blocked'].includes(String((await messageRow(queued.value.id))?.['status']))
      }
      await vi.waitUntil(isOver, { timeout: 90_000, interval: 5 })
      stand.platform.forget()
      await stand.inside(async (_, { storage }) => storage.kv.delete('stops'))
      stand.nowMs += 10_000
    }
    const each = async (): Promise<void> => {
      const stand = aStand()
      await stand.opened(stand.nowMs)
      for (let nth = 0; nth < RACES / AT_A_TIME; nth += 1) await race(stand)
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, each))
    expect(late).toBe(0)
    // Races in which one side always won would have shown nothing.
    expect(sent).toBeGreaterThan(RACES / 50)
    expect(sent).toBeLessThan(RACES - RACES / 50)
  })

  test('put on a number holds for everything its person is known by, on every channel', async () => {
    const stand = await aKnownStand()
    const { created } = await suppress(stand.ctx(), { phone: PHONE, reason: 'asked_by_mail', source: 'api' })
    expect(created).toBe(true)
    expect(await suppress(stand.ctx(), { phone: { userId: USER_ID }, reason: 'again', source: 'api' })).toMatchObject({
      created: false,
    })
    expect(await rowsOf(stand)).toHaveLength(2)
    expect(await optEvents(stand)).toEqual(['person.opted_out'])
    for (const channel of ['sms', 'whatsapp'] as const)
      expect(await stand.enqueue({ channel, isConfirmation: false })).toMatchObject({ error: { code: 'suppressed' } })
  })

  test('put on a number before anybody was behind it holds for whoever is', async () => {
    const stand = aStand()
    await suppress(stand.ctx(), { phone: PHONE, reason: 'asked_by_mail', source: 'api' })
    const ctx = stand.ctx()
    const token = await identityTokenOf(ctx, { phone: PHONE })
    const row = { token, tenantId: ctx.tenantId, personId: stand.pins.personId, type: 'phone', createdAtMs: 0 } as const
    await ctx.db.insert(personIdentities).values(row)
    await stand.opened(stand.nowMs)
    expect(await stand.enqueue()).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await stand.inside((outbox) => outbox.mayContact(stand.nowMs))).toBe(false)
  })

  test('blocks what is waiting, and tells of it', async () => {
    const stand = await aKnownStand()
    const queued = await stand.enqueue()
    await suppress(stand.ctx(), { phone: PHONE, reason: 'asked', source: 'api' })
    await stand.workFor(MINUTE_MS)
    expect(stand.platform.got).toEqual([])
    if (!queued.ok) throw new Error('not queued')
    expect(await messageRow(queued.value.id)).toMatchObject({ status: 'blocked', error_code: 'suppressed' })
    const told = (await eventsOf(stand.pins.tenantId)).find(({ type }) => type === 'message.failed')
    expect(told?.data).toMatchObject({ reason: 'suppressed', status: 'blocked' })
  })
})

describe('somebody who writes STOP', () => {
  test.each(['STOP', 'stop please', 'Alto', 'unsubscribe'])(
    '%s: gets one confirmation, and nothing after it',
    async (word) => {
      const stand = await aKnownStand()
      const before = await stand.enqueue({ channel: 'sms', provider: 'twilio', line: SMS_LINE })
      expect(await heeds(stand, written(word))).toBe(true)
      expect(await heeds(stand, written(word))).toBe(true)
      await stand.workFor(DAY_MS)
      expect(stand.platform.got).toHaveLength(1)
      expect(stand.platform.texts()[0]).toMatch(/START/)
      if (before.ok) expect(await messageRow(before.value.id)).toMatchObject({ status: 'blocked' })
      expect(await heeds(stand, written(word))).toBe(true)
      await stand.workFor(DAY_MS)
      expect(stand.platform.got).toHaveLength(1)
      expect(await optEvents(stand)).toEqual(['person.opted_out'])
    },
  )

  test('is left alone from the moment it came in, before anybody has taken it up', async () => {
    const stand = await aKnownStand()
    await stand.enqueue()
    await stand.inside((_, handle) => receive(handle, stand.pins, [anItem(text('Please STOP'))]))
    await stand.work()
    expect(stand.platform.got).toEqual([])
    expect(await standing(stand)).toEqual(['all until start_whatsapp'])
  })

  test('and was answered by the carrier already gets no word from us', async () => {
    const stand = await aKnownStand()
    expect(await heeds(stand, written('STOP', 'sms', { keyword: { word: 'stop', answered: true } }))).toBe(true)
    await stand.workFor(DAY_MS)
    expect(stand.platform.got).toEqual([])
    expect(await standing(stand)).toEqual(['all until start_sms'])
  })

  test('gets the confirmation within five minutes, or not at all', async () => {
    const stand = await aKnownStand()
    await heeds(stand, written('STOP'))
    stand.platform.answers({ how: 'refused', error: { code: '30001', action: 'retry', retryAfterMs: 6 * MINUTE_MS } })
    await stand.workFor(DAY_MS)
    expect(stand.platform.got).toHaveLength(1)
  })

  test.each(['can we stop by at five?', 'cancel my appointment', 'Hello'])('"%s" stops nothing', async (words) => {
    const stand = await aKnownStand()
    expect(await heeds(stand, written(words))).toBe(false)
    expect(await standing(stand)).toEqual([])
  })
})

describe('START', () => {
  test('takes back a STOP of the same channel', async () => {
    const stand = await aKnownStand()
    await heeds(stand, written('STOP'))
    expect(await heeds(stand, written('START'))).toBe(true)
    expect(await standing(stand)).toEqual([])
    expect(await stand.enqueue()).toMatchObject({ ok: true })
    expect((await rowsOf(stand)).map((row) => row['ended_at_ms'] !== null)).toEqual([true, true])
    expect(await optEvents(stand)).toEqual(['person.opted_out', 'person.opted_in'])
    // And it can be stopped again, with one more confirmation.
    stand.nowMs += DAY_MS
    await heeds(stand, written('STOP'))
    expect(await stand.enqueue()).toMatchObject({ ok: false })
    expect(await optEvents(stand)).toEqual(['person.opted_out', 'person.opted_in', 'person.opted_out'])
  })

  test('takes back no STOP that came after it, however late it is taken up', async () => {
    const stand = await aKnownStand()
    await heeds(stand, written('STOP', 'whatsapp'))
    await stand.workFor(MINUTE_MS)
    const startedAtMs = stand.nowMs
    const stop = anItem(text('STOP'), { receivedAtMs: startedAtMs + 1, sentAtMs: startedAtMs })
    await stand.inside((_, handle) => receive(handle, stand.pins, [stop]))
    stand.nowMs += MINUTE_MS
    expect(await heeds(stand, written('START', 'whatsapp'), startedAtMs)).toBe(true)
    expect(await restore(stand.ctx(), stand.pins.personId, { by: 'start', channel: 'whatsapp' }, startedAtMs)).toBe(
      true,
    )
    expect(await standing(stand)).toEqual(['all until start_whatsapp'])
    expect(await stand.enqueue()).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    // The STOP is taken up, and has its place in the records again; the first START after it takes it back.
    await heeds(stand, written('STOP', 'whatsapp'), startedAtMs + 1)
    expect((await rowsOf(stand)).map((row) => row['ended_at_ms'] === null)).toEqual([false, false, true, true])
    await stand.workFor(DAY_MS)
    expect(stand.platform.got).toHaveLength(1)
    expect(await heeds(stand, written('START', 'whatsapp'))).toBe(true)
    expect(await stand.inside((outbox) => outbox.mayContact(stand.nowMs))).toBe(true)
  })

  test('that was waiting behind a STOP takes it back, as both were written', async () => {
    const stand = await aKnownStand()
    const stoppedAtMs = stand.nowMs
    stand.nowMs += MINUTE_MS
    await heeds(stand, written('STOP'), stoppedAtMs)
    expect(await heeds(stand, written('START'), stoppedAtMs + 1_000)).toBe(true)
    expect(await standing(stand)).toEqual([])
    expect(await stand.enqueue()).toMatchObject({ ok: true })
  })

  test.each([
    ['on another channel', (stand: Stand) => heeds(stand, written('STOP', 'whatsapp'))],
    ['after a wish in words', (stand: Stand) => heeds(stand, written('please never text me again'))],
    [
      'after what was said on the phone',
      (stand: Stand) => suppress(stand.ctx(), { phone: PHONE, reason: 'asked_on_call', source: 'voice' }),
    ],
    [
      'after what the business was told',
      (stand: Stand) => suppress(stand.ctx(), { phone: PHONE, reason: 'x', source: 'api' }),
    ],
  ])('takes back nothing %s', async (_, stop) => {
    const stand = await aKnownStand()
    await stop(stand)
    await heeds(stand, written('STOP'))
    expect(await heeds(stand, written('START'))).toBe(true)
    expect(await stand.enqueue()).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await optEvents(stand)).not.toContain('person.opted_in')
  })
})

test('promotions that are switched off and on again at the platform leave everything else as it is', async () => {
  // Noon where they are: at night nobody is sent an offer.
  const stand = await aKnownStand(Date.parse('2026-11-24T12:00:00-05:00'), (await aTenant()).id)
  await agreed(stand)
  const { personId } = stand.pins
  const person = { phone: PHONE, userId: null }
  const offer = { purpose: 'marketing', channel: 'sms', provider: 'twilio', line: SMS_LINE } as const
  await takePreference(stand.ctx(), personId, { person, marketing: 'stop', atMs: stand.nowMs })
  expect(await stand.enqueue(offer)).toMatchObject({ ok: false })
  expect(await stand.enqueue()).toMatchObject({ ok: true })
  await takePreference(stand.ctx(), personId, { person, marketing: 'resume', atMs: stand.nowMs - 1 })
  expect(await stand.enqueue(offer)).toMatchObject({ ok: false })
  await takePreference(stand.ctx(), personId, { person, marketing: 'resume', atMs: stand.nowMs })
  expect(await stand.enqueue(offer)).toMatchObject({ ok: true })

  await suppress(stand.ctx(), { phone: PHONE, reason: 'asked', source: 'api' })
  await takePreference(stand.ctx(), personId, { person, marketing: 'resume', atMs: stand.nowMs })
  expect(await stand.enqueue(offer)).toMatchObject({ ok: false })
})

test('somebody who is not to be contacted and writes all the same is left to people, and gets no answer', async () => {
  const stand = await aKnownStand()
  await suppress(stand.ctx(), { phone: PHONE, reason: 'asked', source: 'api' })
  expect(await heeds(stand, written('Are you open on Monday?'))).toBe(true)
  expect(await heeds(stand, written('Hello?'))).toBe(true)
  const tasks = await env.DB.prepare('SELECT kind FROM tasks WHERE tenant_id = ?').bind(stand.pins.tenantId).all()
  expect(tasks.results).toEqual([{ kind: 'message' }])
})

test('a channel that did not lead to them does when they write on it', async () => {
  const stand = await aKnownStand()
  await stand.enqueue()
  stand.platform.answers({ how: 'refused', error: { code: '131026', action: 'suppress', suppress: 'channel' } })
  await stand.workFor(MINUTE_MS)
  expect(await stand.enqueue()).toMatchObject({ ok: false })
  expect(await heeds(stand, written('Hello', 'whatsapp'))).toBe(false)
  expect(await stand.enqueue()).toMatchObject({ ok: true })
  expect(await optEvents(stand)).not.toContain('person.opted_in')
})
