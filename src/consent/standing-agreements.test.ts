import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONTACT_CHANNELS, PURPOSES } from './contact.ts'
import { standingOf, type LedgerRow } from './standing-agreements.ts'

const row = (fields: Partial<LedgerRow>): LedgerRow => ({
  id: 'cns_1',
  action: 'granted',
  level: 'express',
  purposes: ['appointment_reminder', 'refill'],
  channels: ['voice', 'sms'],
  capturedAtMs: 1_000,
  createdAtMs: 1_000,
  identityToken: 'name-of-0142',
  ...fields,
})

test('what a part was taken back of stands in the rest, channel by channel', () => {
  const revoked = row({ id: 'cns_2', action: 'revoked', purposes: ['refill'], channels: ['sms'], capturedAtMs: 2_000 })
  expect(standingOf([row({}), { ...revoked, createdAtMs: 2_000 }])).toEqual([
    expect.objectContaining({ id: 'cns_1', purposes: ['appointment_reminder', 'refill'], channels: ['voice'] }),
    expect.objectContaining({ id: 'cns_1', purposes: ['appointment_reminder'], channels: ['sms'] }),
  ])
})

test('a consent whose clock ran ahead is taken back by a revocation that came after it', () => {
  const ahead = row({ capturedAtMs: 200_000, createdAtMs: 1_000 })
  const all = { purposes: [...PURPOSES], channels: [...CONTACT_CHANNELS] }
  expect(standingOf([ahead, row({ ...all, action: 'revoked', capturedAtMs: 2_000, createdAtMs: 2_000 })])).toEqual([])
})

const someOf = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 })
const anyRow = fc.record({
  id: fc.constantFrom('cns_1', 'cns_2', 'cns_3'),
  action: fc.constantFrom('granted' as const, 'revoked' as const),
  level: fc.constantFrom('express' as const, 'written' as const),
  purposes: someOf(PURPOSES),
  channels: someOf(CONTACT_CHANNELS),
  capturedAtMs: fc.nat(20),
  createdAtMs: fc.nat(20),
  identityToken: fc.constantFrom('name-of-0142', 'name-of-0143'),
})

test('a purpose stands on a channel when it was granted there after it was last taken back, in whatever order it was told', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
      const standing = standingOf(rows)
      for (const purpose of PURPOSES)
        for (const channel of CONTACT_CHANNELS) {
          const about = rows.filter((one) => one.purposes.includes(purpose) && one.channels.includes(channel))
          const lastMs = (action: string) =>
            Math.max(
              -1,
              ...about.filter((one) => one.action === action).map((one) => Math.min(one.capturedAtMs, one.createdAtMs)),
            )
          const stands = standing.some((one) => one.purposes.includes(purpose) && one.channels.includes(channel))
          expect(stands).toBe(lastMs('granted') > lastMs('revoked'))
        }
    }),
  )
})
