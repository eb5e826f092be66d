import { expect, test } from 'vitest'
import { isDistinctive } from './distinctive-name.ts'

test.each([
  'my data',
  'Please Delete My Data',
  'Stop Calling',
  '24/7',
  'The Clinic',
  '1 2 3',
  'Mis datos',
  'Mi',
  'Ace',
])('a business called "%s" is not named by who writes that', (name) => {
  expect(isDistinctive(name)).toBe(false)
})

test.each(['Harbour Clinic', 'Bright Smile Dental', 'Dr. Lee’s Otter Spa', 'Zahnarzt Weiß', 'Clínica Águila Real'])(
  'a business called "%s" is named by who writes that',
  (name) => {
    expect(isDistinctive(name)).toBe(true)
  },
)
