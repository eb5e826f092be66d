import { expect, test } from 'vitest'
import { asOpened } from './outreach-settings.ts'
import { POLICY_IN_FORCE_AT_MS, POLICY_VERSION } from './policies.ts'

test('a business has accepted what stood when it was opened, and nothing that came into force later', () => {
  const business = { tenantId: 'ten_1', livemode: true }
  expect(asOpened(business, POLICY_IN_FORCE_AT_MS)).toMatchObject({ policyVersion: POLICY_VERSION })
  expect(asOpened(business, POLICY_IN_FORCE_AT_MS - 1)).toMatchObject({
    policyVersion: null,
    policyAcceptedAtMs: null,
  })
})
