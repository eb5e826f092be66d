import { expect, test } from 'vitest'
import { asOpened } from './outreach-settings.ts'

test('a business that was just opened has signed nothing and goes without no rule', () => {
  expect(asOpened({ tenantId: 'ten_1', livemode: false }, 5)).toMatchObject({
    id: 'test:ten_1',
    updatedAtMs: 5,
    baaSignedAtMs: null,
    dncAsOfMs: null,
    waivers: [],
  })
})
