import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceOutbox, type OutboxEvent } from './advance-outbox.ts'
import { newOutgone, type Outgone } from './outgone.ts'
import { SEND_ACTIONS, type SendError, type StatusReport } from './message.ts'

const DAY_MS = 86_400_000
const NOW_MS = 1_700_000_000_000
const SETTING = { nowMs: NOW_MS, random: 0, hasFallback: false }

const report = (status: StatusReport['status'], providerMessageId = 'wamid.1'): OutboxEvent => ({
  type: 'reported',
  report: {
    channel: 'whatsapp',
    line: '1',
    providerMessageId,
    messageId: null,
    recipient: { phone: null, userId: null },
    status,
    word: status,
    atMs: NOW_MS,
    error: null,
  },
})

const anError = fc.record({
  code: fc.constantFrom('131000', '131047', '190', '131050'),
  action: fc.constantFrom(...SEND_ACTIONS),
})
const anId = fc.constantFrom('wamid.1', 'wamid.2')
const aStatus = fc.constantFrom('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'blocked')
const anEvent: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.constant({ type: 'started' } as const),
  fc.constant({ type: 'overdue' } as const),
  fc.boolean().map((answers) => ({ type: 'asked', answers }) as const),
  anId.map((providerMessageId) => ({
    type: 'answered' as const,
    sent: { how: 'accepted' as const, providerMessageId, recipient: null },
  })),
  anError.map((error) => ({ type: 'answered' as const, sent: { how: 'refused' as const, error } })),
  fc.constant({ type: 'answered', sent: { how: 'unknown' } } as const),
  fc.record({ status: aStatus, id: anId, error: fc.option(anError) }).map(({ status, id, error }) => {
    const told = report(status, id)
    return told.type === 'reported' ? { ...told, report: { ...told.report, error } } : told
  }),
)

const RANK: Partial<Record<Outgone['status'], number>> = { sent: 1, delivered: 2, read: 3 }

/** An event only happens to a message where it can: a request starts when it waits, and is answered when it is out. */
const canBe = ({ phase }: Outgone, { type }: OutboxEvent): boolean =>
  type === 'started' ? phase === 'waiting' : type === 'answered' ? phase !== 'waiting' : true

describe('whatever happens to a message, in whatever order', () => {
  test('how far it came never goes back, and everything is told once', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 30 }), fc.boolean(), (events, hasFallback) => {
        let message = newOutgone(NOW_MS)
        const told: string[] = []
        for (const event of events) {
          if (!canBe(message, event)) continue
          const { next, effects } = advanceOutbox(message, event, { ...SETTING, hasFallback })
          const [was, is] = [RANK[message.status] ?? 0, RANK[next.status] ?? 0]
          if (was >= 2) expect(is).toBeGreaterThanOrEqual(was)
          for (const effect of effects) if (effect.do === 'tell') told.push(effect.what)
          if (next.phase === 'done') expect(next.dueAtMs).toBeNull()
          else expect(next.dueAtMs).not.toBeNull()
          expect(next.history.length).toBeLessThanOrEqual(20)
          message = next
        }
        expect(new Set(told).size).toBe(told.length)
      }),
    )
  })

  test('a request whose outcome nobody knows is made once more at most', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (answers) => {
        let message = newOutgone(NOW_MS)
        let requests = 0
        const go = (event: OutboxEvent): void => {
          message = advanceOutbox(message, event, SETTING).next
        }
        for (const answer of answers) {
          if (message.phase === 'waiting') {
            requests += 1
            go({ type: 'started' })
            go({ type: 'answered', sent: { how: 'unknown' } })
          } else go({ type: 'asked', answers: answer })
        }
        expect(requests).toBeLessThanOrEqual(2)
      }),
    )
  })
})

test('a platform that was away has a while to tell what it took before a request is made again', () => {
  const out = advanceOutbox(newOutgone(NOW_MS), { type: 'started' }, SETTING).next
  const unknown = advanceOutbox(out, { type: 'answered', sent: { how: 'unknown' } }, SETTING).next
  const away = advanceOutbox(unknown, { type: 'asked', answers: false }, SETTING).next
  const back = advanceOutbox(away, { type: 'asked', answers: true }, SETTING).next
  expect(back).toMatchObject({ phase: 'unknown', dueAtMs: NOW_MS + 60_000 })
  expect(advanceOutbox(back, { type: 'asked', answers: true }, SETTING).next).toMatchObject({ phase: 'waiting' })
})

test('what nobody knew the end of, and was given up, counts when it turns out to have arrived', () => {
  const given: Outgone = {
    ...newOutgone(NOW_MS),
    phase: 'done',
    status: 'failed',
    errorCode: 'outcome_unknown',
    dueAtMs: null,
  }
  expect(advanceOutbox(given, report('delivered'), SETTING).next).toMatchObject({
    status: 'delivered',
    errorCode: null,
  })
  const refused = { ...given, errorCode: '131000' }
  expect(advanceOutbox(refused, report('delivered'), SETTING).next).toMatchObject({ status: 'failed' })
})

test('a wait of a day is made twice, and then it is given up', () => {
  let message = newOutgone(NOW_MS)
  const error = { code: '131049', action: 'wait_long' } as const
  for (let nth = 0; nth < 3; nth += 1) {
    const out = advanceOutbox(message, { type: 'started' }, SETTING).next
    message = advanceOutbox(out, { type: 'answered', sent: { how: 'refused', error } }, SETTING).next
    if (nth < 2) expect(message).toMatchObject({ phase: 'waiting', parked: true, dueAtMs: NOW_MS + DAY_MS })
  }
  expect(message).toMatchObject({ status: 'failed', errorCode: '131049' })
})

test("the platform's own pace for one person is kept: 4, 16, 64 seconds", () => {
  let message = newOutgone(NOW_MS)
  const error = { code: '131056', action: 'retry', retryAfterMs: 4_000, backoffFactor: 4 } as const
  const waits = [0, 1, 2].map(() => {
    const out = advanceOutbox(message, { type: 'started' }, SETTING).next
    message = advanceOutbox(out, { type: 'answered', sent: { how: 'refused', error } }, SETTING).next
    return (message.dueAtMs ?? 0) - NOW_MS
  })
  expect(waits).toEqual([4_000, 16_000, 64_000])
})

describe('a failure that is told before the request is answered', () => {
  const error = (code: string, action: SendError['action']): SendError => ({ code, action })
  const quicker = (of: SendError): OutboxEvent => {
    const told = report('failed')
    return told.type === 'reported' ? { ...told, report: { ...told.report, error: of } } : told
  }
  const taken = (providerMessageId: string): OutboxEvent => ({
    type: 'answered',
    sent: { how: 'accepted', providerMessageId, recipient: null },
  })
  const after = (hasFallback: boolean, events: readonly OutboxEvent[]): Outgone =>
    events.reduce((one, event) => advanceOutbox(one, event, { ...SETTING, hasFallback }).next, newOutgone(NOW_MS))

  test('stands, whatever the answer says of the same attempt', () => {
    const failed = after(false, [{ type: 'started' }, quicker(error('131026', 'our_bug')), taken('wamid.1')])
    expect(failed).toMatchObject({ phase: 'done', status: 'failed', errorCode: '131026', dueAtMs: null })
    expect(failed.history.at(-1)).toMatchObject({ word: 'accepted' })
  })

  test('lets the fallback go, and what is said of the fallback counts', () => {
    const closed = [{ type: 'started' } as const, quicker(error('131047', 'needs_template')), taken('wamid.1')]
    const waiting = after(true, closed)
    expect(waiting).toMatchObject({ phase: 'waiting', asTemplate: true, providerMessageId: null })
    const sent = after(true, [...closed, { type: 'started' }, taken('wamid.2')])
    expect(sent).toMatchObject({ phase: 'done', status: 'sent', providerMessageId: 'wamid.2' })
  })
})

describe('a carrier that has answered a STOP itself blocks our confirmation of it', () => {
  const error: SendError = { code: '21610', action: 'suppress', suppress: 'all' }
  const blocked = { type: 'answered', sent: { how: 'refused', error } } as const
  const told = (isConfirmation: boolean, events: readonly OutboxEvent[]): readonly string[] => {
    let message = advanceOutbox(newOutgone(NOW_MS), { type: 'started' }, SETTING).next
    const effects = events.flatMap((event) => {
      const advanced = advanceOutbox(message, event, { ...SETTING, isConfirmation })
      message = advanced.next
      return advanced.effects
    })
    expect(message).toMatchObject({ status: 'blocked', errorCode: '21610' })
    return effects.map((effect) => (effect.do === 'tell' ? effect.what : effect.do))
  }

  test('which is their own wish, and no failure that the business is told of', () => {
    expect(told(true, [blocked, report('blocked')])).toEqual(['suppress'])
  })

  test('and of any other message it is told', () => {
    expect(told(false, [blocked])).toEqual(['suppress', 'failed'])
  })
})
