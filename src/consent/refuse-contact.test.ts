import { expect, test } from 'vitest'
import { contactRefusal } from './refuse-contact.ts'

test('what cannot be put on record is unavailable for a while, and no word of the person’s', () => {
  const refusal = contactRefusal({ code: 'not_kept', ruleIds: [] })
  expect(refusal).toMatchObject({ code: 'unavailable', status: 503, detail: { retryAfterSeconds: 60 } })
  expect(refusal.message).toMatch(/^Nothing was sent.*put on record\. Try again in a minute\.$/)
})

test('a refusal of the gate says by which rule, and when it may be asked again', () => {
  const nextAllowedAtMs = Date.parse('2026-11-25T13:00:00Z')
  expect(contactRefusal({ code: 'quiet_hours', ruleIds: ['R-7'], nextAllowedAtMs })).toMatchObject({
    code: 'quiet_hours',
    detail: { ruleIds: ['R-7'], extra: { next_allowed_at: '2026-11-25T13:00:00.000Z' } },
  })
})
