import fc from 'fast-check'
import { expect, test } from 'vitest'
import { REFUSAL_CODES } from '../../consent/contact.ts'
import { afterOutcome, afterRefusal, OUTCOMES, type Plan, type Progress } from './advance-member.ts'

const NOW = Date.parse('2026-12-01T15:00:00Z')
const MINUTE_MS = 60_000
const PLAN: Plan = {
  channels: ['voice', 'sms'],
  attemptsMax: 3,
  retryMinutes: { busy: 15, no_answer: 120, voicemail: 1_440, failed: 30 },
  endsAtMs: null,
}
const FIRST: Progress = { status: 'contacting', channelAt: 0, attempts: 1, nextAtMs: null, lastCode: null }

test('busy is the same line in a quarter of an hour; no answer is the next channel in two hours', () => {
  expect(afterOutcome(FIRST, 'busy', PLAN, NOW)).toMatchObject({ channelAt: 0, nextAtMs: NOW + 15 * MINUTE_MS })
  expect(afterOutcome(FIRST, 'no_answer', PLAN, NOW)).toMatchObject({ channelAt: 1, nextAtMs: NOW + 120 * MINUTE_MS })
})

test('attempts end; what was left on a machine counts as said', () => {
  const last = { ...FIRST, attempts: 3 }
  expect(afterOutcome(last, 'no_answer', PLAN, NOW)).toMatchObject({ status: 'exhausted', nextAtMs: null })
  expect(afterOutcome(last, 'voicemail', PLAN, NOW)).toMatchObject({ status: 'reached', lastCode: 'voicemail' })
  expect(afterOutcome(FIRST, 'no_answer', { ...PLAN, endsAtMs: NOW + MINUTE_MS }, NOW).status).toBe('exhausted')
})

test('what the clock refuses is due when the clock allows it, and is no attempt', () => {
  const refused = { code: 'quiet_hours', nextAllowedAtMs: NOW + 60 * MINUTE_MS } as const
  const after = afterRefusal(FIRST, refused, PLAN, NOW)
  expect(after).toEqual({
    ...FIRST,
    status: 'waiting',
    attempts: 0,
    nextAtMs: NOW + 60 * MINUTE_MS,
    lastCode: 'quiet_hours',
  })
})

test('whoever has not agreed to a call may have agreed to a text; whoever asked for silence has it on both', () => {
  const never = { nextAllowedAtMs: null }
  expect(afterRefusal(FIRST, { code: 'no_consent', ...never }, PLAN, NOW)).toMatchObject({
    status: 'waiting',
    channelAt: 1,
  })
  expect(afterRefusal({ ...FIRST, channelAt: 1 }, { code: 'no_consent', ...never }, PLAN, NOW).status).toBe('refused')
  expect(afterRefusal(FIRST, { code: 'suppressed', ...never }, PLAN, NOW).status).toBe('refused')
})

test('whatever comes, a member who waits is due, one who is done is not, and no attempts are made beyond the last', () => {
  const step = fc.oneof(
    fc.constantFrom(...OUTCOMES).map((outcome) => ({ outcome })),
    fc.record({ code: fc.constantFrom(...REFUSAL_CODES), inMs: fc.option(fc.integer({ min: 1, max: 1e9 })) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let member: Progress = { ...FIRST, status: 'waiting', attempts: 0, nextAtMs: NOW }
      let nowMs = NOW
      let begun = 0
      for (const one of steps) {
        if (member.status !== 'waiting') break
        nowMs = Math.max(nowMs, member.nextAtMs ?? Infinity)
        const claimed: Progress = { ...member, status: 'contacting', attempts: member.attempts + 1, nextAtMs: null }
        if ('outcome' in one) begun += 1
        member =
          'outcome' in one
            ? afterOutcome(claimed, one.outcome, PLAN, nowMs)
            : afterRefusal(
                claimed,
                { code: one.code, nextAllowedAtMs: one.inMs === null ? null : nowMs + one.inMs },
                PLAN,
                nowMs,
              )
        expect(member.status === 'waiting').toBe(member.nextAtMs !== null)
        expect(member.channelAt).toBeLessThan(PLAN.channels.length)
      }
      expect(begun).toBeLessThanOrEqual(PLAN.attemptsMax)
      expect(member.attempts).toBe(begun)
    }),
  )
})
