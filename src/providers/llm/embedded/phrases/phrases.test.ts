import { expect, test } from 'vitest'
import { phrasesFor } from './phrases.ts'

const caller = { phoneKnown: true, name: null, returning: false } as const

test('whom we call is not thanked for calling, nor asked for a number they never called from', () => {
  const said = phrasesFor({ language: 'en-US', channel: 'voice', caller: { ...caller, wasCalled: true } })
  expect(said.goodbye('Bright Smile Dental')[0]).toContain('Thank you for your time')
  expect(said.offerCallerId()).toBe('Is the number I called you on the best one to reach you?')
  expect(said.thisNumber()).toBe('the number I called you on')
})
