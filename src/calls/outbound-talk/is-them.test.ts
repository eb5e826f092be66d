import { describe, expect, test } from 'vitest'
import { fitsBirth, fitsName } from './is-them.ts'

const clock = { nowMs: Date.parse('2026-11-23T15:00:00Z'), timeZone: 'America/New_York' }

describe('whoever says who they are', () => {
  test.each([
    'This is Ana.',
    'Ana Ortiz',
    "It's Ana Ortiz",
    'My name is Ana',
    'Ana speaking',
    'Yes, this is Ana Ortiz',
    'ana',
    'Soy Ana',
    'Habla Ana Ortiz',
    'Me llamo Ana',
    'Hello, good morning, this is Ana, how can I help you',
    "Yes, you're speaking with Ana Ortiz",
    'Hola, buenas tardes, soy Ana',
    "It's Mrs. Ana Ortiz",
    'Ana here',
  ])('is Ana Ortiz who says: %s', (said) => {
    expect(fitsName('Ana Ortiz', said)).toBe('fits')
  })

  test.each([
    'This is Bob.',
    'Ana Lopez',
    "This is Ana's husband Mike",
    'My name is Maria Ortiz',
    'Soy Pedro',
    'Can I tell Ana who is calling?',
    'Ana is not here',
    'Ana no está',
    'Hello, Ana?',
    'Is this Ana?',
    'Hello? Ana, is it you?',
    'Hi Ana',
    'Hola, Ana.',
    'Ana is sleeping',
    'This is for Ana',
    "I'm with Ana",
    "Ana's here",
    "This is Ana's phone",
    'Ana can call you later',
    'Ana está dormida',
  ])('is not Ana Ortiz who says: %s', (said) => {
    expect(fitsName('Ana Ortiz', said)).not.toBe('fits')
  })

  test.each(['Speaking.', "Yes, that's me.", 'Yes', 'Who is this?', 'This is she.', 'Sí, soy yo.'])(
    'has not said a name with: %s',
    (said) => {
      expect(fitsName('Ana Ortiz', said)).not.toBe('fits')
    },
  )

  test('is told from others by accents no more than by case', () => {
    expect(fitsName('José Núñez', 'this is jose nunez')).toBe('fits')
  })

  test('has the right birthday, another one, or says none', () => {
    expect(fitsBirth('1980-05-03', 'May third, nineteen eighty', clock)).toBe('fits')
    expect(fitsBirth('1980-05-03', 'May fourth, nineteen eighty', clock)).toBe('differs')
    expect(fitsBirth('1980-05-03', 'why do you want to know', clock)).toBe('nothing_said')
  })
})
