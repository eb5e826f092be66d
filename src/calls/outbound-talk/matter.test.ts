import { expect, test } from 'vitest'
import { matterKind } from './matter.ts'

const ofBooking = { about: { bookingId: 'bkg_1' }, isOfCampaign: false } as const

test('a call about an appointment reminds of it only where that is what it is for', () => {
  expect(matterKind({ ...ofBooking, purpose: 'appointment_reminder' })).toBe('reminder')
  expect(matterKind({ ...ofBooking, purpose: 'refill' })).toBe('refill')
  expect(matterKind({ ...ofBooking, purpose: 'care' })).toBe('other')
  expect(matterKind({ ...ofBooking, purpose: 'marketing' })).toBe('other')
})
