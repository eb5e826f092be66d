import { expect, test } from 'vitest'
import { numberLeftToSay } from './number-said.ts'

const talked = { ourNumber: '+12125550100', language: 'en', replies: [{ text: 'Anything else?' }] }

test('a model’s goodbye is followed by the number to call', () => {
  expect(numberLeftToSay(talked, 'Have a good day. Goodbye!')).toBe('Our number is 2 1 2, 5 5 5, 0 1 0 0.')
  expect(numberLeftToSay({ ...talked, language: 'es-US' }, '¡Adiós!')).toContain('Nuestro número es el')
})

test('but by none that was said, however it was', () => {
  for (const text of ['Call 2 1 2, 5 5 5, 0 1 0 0.', 'Call (212) 555-0100.', 'Call +1 212-555-0100 any time.']) {
    expect(numberLeftToSay(talked, text)).toBe('')
    expect(numberLeftToSay({ ...talked, replies: [{ text }] }, 'Goodbye.')).toBe('')
  }
})
