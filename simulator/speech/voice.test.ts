import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ear, FRAME_BYTES, isVoiced, join, silence, speak } from './voice.ts'

test('what is spoken is heard, in pieces of whatever length it comes', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 8 }), fc.integer({ min: 1, max: 500 }), (text, piece) => {
      const audio = join([silence(40), speak(text, 40), silence(100)])
      const ear = new Ear()
      for (let at = 0; at < audio.length; at += piece) ear.hear(audio.subarray(at, at + piece))
      expect(ear.take()).toBe(text)
      expect(ear.take()).toBe('')
    }),
  )
})

test('a word that is cut is not heard, and silence is silent', () => {
  const audio = speak('One two three', 100)
  const ear = new Ear()
  ear.hear(audio.subarray(0, audio.length - FRAME_BYTES))
  expect(ear.take().trim()).toBe('One two')
  expect(isVoiced(audio)).toBe(true)
  expect(isVoiced(silence(20))).toBe(false)
})
