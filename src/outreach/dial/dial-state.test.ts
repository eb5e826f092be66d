import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceDial, newDial, type DialEvent, type DialState } from './dial-state.ts'

const NOW = Date.parse('2026-11-24T17:00:00Z')
const SID = 'CA1'

/** How a carrier may answer, and what else may happen, in any order. */
const placed = fc.constantFrom<DialEvent>(
  { type: 'answered', placed: { how: 'accepted', carrierCallId: SID } },
  { type: 'answered', placed: { how: 'unknown' } },
  { type: 'answered', placed: { how: 'refused', error: { code: '20429', action: 'retry', retryAfterMs: null } } },
  { type: 'answered', placed: { how: 'refused', error: { code: '21211', action: 'number', retryAfterMs: null } } },
)
const events = fc.oneof(
  placed,
  fc.constantFrom<DialEvent>(
    { type: 'started' },
    { type: 'overdue' },
    { type: 'looked', found: null },
    { type: 'looked', found: SID },
    { type: 'unreached' },
    { type: 'made', carrierCallId: SID },
    { type: 'unwanted', code: 'cancelled' },
    { type: 'let_go', isDone: true },
    { type: 'let_go', isDone: false },
    { type: 'over' },
    { type: 'nobody' },
    { type: 'turn', atMs: NOW, isGiven: true },
    { type: 'held', code: 'quiet_hours', nextAllowedAtMs: NOW + 3_600_000 },
  ),
)

/** How often the carrier was asked without anybody knowing what came of it, as the events tell. */
interface Walk {
  readonly state: DialState
  readonly creates: number
  readonly unanswered: number
  readonly putOff: number
}

function step({ state, creates, unanswered, putOff }: Walk, event: DialEvent, nowMs: number): Walk {
  const next = advanceDial(state, event, nowMs)
  return {
    state: next,
    creates: creates + (state.phase === 'waiting' && next.phase === 'dialling' ? 1 : 0),
    unanswered: unanswered + (state.phase === 'dialling' && next.phase === 'unknown' ? 1 : 0),
    putOff: putOff + (event.type === 'held' && next !== state && next.phase === 'waiting' ? 1 : 0),
  }
}

const walk = (given: readonly DialEvent[]): Walk =>
  given.reduce<Walk>((so, event, nth) => step(so, event, NOW + nth * 1_000), {
    state: newDial(NOW, NOW),
    creates: 0,
    unanswered: 0,
    putOff: 0,
  })

test('whatever happens in whatever order, nobody is asked for a third call after two that nobody answered for', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (given) => {
      const { state, creates, unanswered, putOff } = walk(given)
      expect(unanswered).toBeLessThanOrEqual(2)
      expect(creates).toBeLessThanOrEqual(2 + 4)
      expect(putOff).toBeLessThanOrEqual(1)
      // What is not over, and rings nobody yet, has a time at which it goes on.
      if (['waiting', 'dialling', 'unknown'].includes(state.phase)) expect(state.dueAtMs).not.toBeNull()
      if (state.phase === 'done') expect(state.dueAtMs).toBeNull()
    }),
    { numRuns: 2_000 },
  )
})

test('an event told again changes nothing, once the call is made or was given up', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), placed, (given, again) => {
      const { state } = walk(given)
      if (state.phase === 'placed' || state.phase === 'done') expect(advanceDial(state, again, NOW)).toBe(state)
    }),
    { numRuns: 2_000 },
  )
})

test('a call that is not wanted any more is let go as soon as it rings, and is never asked for again', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 20 }), fc.array(events, { maxLength: 20 }), (before, after) => {
      const unwanted = step(walk(before), { type: 'unwanted', code: 'cancelled' }, NOW)
      const later = after.reduce((so, event) => step(so, event, NOW), unwanted)
      expect(later.creates).toBe(unwanted.creates)
    }),
    { numRuns: 2_000 },
  )
  const ringing = walk([
    { type: 'started' },
    { type: 'unwanted', code: 'suppressed' },
    { type: 'answered', placed: { how: 'accepted', carrierCallId: SID } },
  ]).state
  expect(ringing).toMatchObject({ phase: 'placed', isUnwanted: true })
  expect(ringing.dueAtMs).not.toBeNull()
})

test('a call that was given up as unknown and rings after all is let go', () => {
  const given = walk([
    { type: 'started' },
    { type: 'answered', placed: { how: 'unknown' } },
    ...Array.from({ length: 3 }, (): DialEvent => ({ type: 'looked', found: null })),
    { type: 'started' },
    { type: 'answered', placed: { how: 'unknown' } },
    ...Array.from({ length: 3 }, (): DialEvent => ({ type: 'looked', found: null })),
  ]).state
  expect(given).toMatchObject({ phase: 'done', notMade: 'outcome_unknown' })
  expect(advanceDial(given, { type: 'made', carrierCallId: SID }, NOW)).toMatchObject({
    phase: 'placed',
    isUnwanted: true,
    dueAtMs: NOW,
  })
})
