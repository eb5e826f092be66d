import { expect, test } from 'vitest'
import { BEGINNING, entryHash, type AuditRow } from './chain.ts'
import { VIEW_PURPOSES, viewPurpose } from './view-purpose.ts'

const ROW: Omit<AuditRow, 'hash' | 'prevHash'> = {
  tenantId: 'ten_a',
  seq: 1,
  livemode: true,
  atMs: 1_000,
  actor: 'api_key:key_a',
  action: 'consent.recorded',
  subject: 'cns_a',
  detailHash: 'ab',
  expiresAtMs: 2_000,
  purpose: null,
}

// Chains that were begun before purposes were noted must go on holding.
test('an entry without a purpose has the hash it always had', async () => {
  expect(await entryHash(ROW, BEGINNING)).toBe('ec4f7501400fb88f6b74340ed1e2806bd1bc0f50c35da3bbb0c8c9a83c45016e')
})

test('what content was read for is bound by the hash like everything else', async () => {
  const hashes = await Promise.all([null, ...VIEW_PURPOSES].map((purpose) => entryHash({ ...ROW, purpose }, BEGINNING)))
  expect(new Set(hashes).size).toBe(VIEW_PURPOSES.length + 1)
})

test('content is read for the business’s own service unless another purpose is named, and for none that nobody knows', () => {
  expect(viewPurpose(undefined)).toBe('service')
  expect(viewPurpose('deliver')).toBe('deliver')
  expect(() => viewPurpose('marketing_partner')).toThrow(expect.objectContaining({ code: 'purpose_refused' }))
})
