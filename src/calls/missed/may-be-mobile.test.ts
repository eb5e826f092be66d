import { expect, test } from 'vitest'
import { mayBeMobile } from './may-be-mobile.ts'

test.each([
  ['+12125550142', '+12125550100', true],
  ['+18005550142', '+12125550100', false],
  ['+18885550142', '+12125550100', false],
  ['+19005550142', '+12125550100', false],
  // An island that shares the code, and not the price.
  ['+18765550142', '+12125550100', false],
  ['+447400123456', '+442079460000', true],
  ['+442079460001', '+442079460000', false],
  ['+447012345678', '+442079460000', false],
  ['+34612345678', '+34912345678', true],
  ['+34912345679', '+34912345678', false],
  ['+447400123456', '+12125550100', false],
] as const)('a text to %s from %s: %s', (phone, ourNumber, may) => {
  expect(mayBeMobile(phone, ourNumber)).toBe(may)
})
