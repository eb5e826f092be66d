import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMON_WORDS } from '../../dialogue/capture/common-words.ts'
import { redacted, type Whose } from './third-parties.ts'

const WHOSE: Whose = {
  names: ['Ann Lee'],
  phones: ['+12125550142'],
  emails: ['ann@example.com'],
  staff: ['Dr. Patel'],
  vocabulary: new Set(['delta', 'aetna']),
  ownNumbers: ['+12125550100'],
}

const of = (text: string): string => redacted({ text }, WHOSE).text

/** A name that nobody has: no word of any language it is spoken in. */
const aName = fc
  .array(fc.constantFrom('ba', 'ke', 'zu', 'mo', 'ri', 'tav', 'lin', 'dor', 'vex', 'quil'), {
    minLength: 2,
    maxLength: 4,
  })
  .map((parts) => parts.join(''))
  .map((name) => name.charAt(0).toUpperCase() + name.slice(1))
  .filter((name) => !COMMON_WORDS.has(name.toLowerCase()))

const WAYS: readonly ((name: string) => string)[] = [
  (name) => `My husband ${name} is here with me.`,
  (name) => `my wife ${name.toLowerCase()} will come too`,
  (name) => `Hi, this is ${name} now.`,
  (name) => `Her name is ${name}.`,
  (name) => `It is for my daughter ${name} Quilvex.`,
  (name) => `${name} would like to come on Monday.`,
  (name) => `You can give it to ${name} or to me.`,
  (name) => `I spoke with ${name}'s doctor.`,
  (name) => `Mi hermana ${name} también viene.`,
]

const NUMBERS = [
  (nth: number) => `+1 212 555 01${nth}`,
  (nth: number) => `(212) 555-01${nth}`,
  (nth: number) =>
    `two one two five five five zero one ${[...String(nth)].map((digit) => 'zero one two three four five six seven eight nine'.split(' ')[Number(digit)]).join(' ')}`,
]

describe('what a record says of other people', () => {
  test('a second person on a call is in no word of it, however they are spoken of', () => {
    const turn = fc.record({
      way: fc.constantFrom(...WAYS),
      number: fc.constantFrom(...NUMBERS),
      nth: fc.integer({ min: 60, max: 89 }),
    })
    fc.assert(
      fc.property(aName, fc.array(turn, { minLength: 1, maxLength: 5 }), (name, turns) => {
        const texts = turns.flatMap(({ way, number, nth }) => [
          way(name),
          `You can reach them at ${number(nth)}, or at ${name.toLowerCase()}@example.org.`,
          `Thank you, ${name}.`,
        ])
        const left = JSON.stringify(redacted({ turns: texts.map((text) => ({ text })) }, WHOSE)).toLowerCase()
        expect(left).not.toContain(name.toLowerCase())
        for (const { nth } of turns) expect(left.replace(/\D/g, '')).not.toContain(`55501${nth}`)
        expect(left).not.toContain('example.org')
      }),
    )
  })

  test('their own name, number and address stay, and so do the people of the business', () => {
    const text =
      'My name is Ann Lee, my number is +1 212 555 0142 and ann@example.com. I see Dr. Patel on Monday at ten.'
    expect(of(text)).toBe(text)
    expect(of('Thank you, Ann. Dr. Patel takes Delta and Aetna. Our number is (212) 555-0100.')).toBe(
      'Thank you, Ann. Dr. Patel takes Delta and Aetna. Our number is (212) 555-0100.',
    )
  })

  test('prices, days and plain words stay as they were said', () => {
    for (const text of [
      'A filling starts at 180 dollars, and we open at 8:30 in the morning.',
      'I would like to come on Tuesday, December 1, in the afternoon.',
      'Yes, please. That works for me.',
    ])
      expect(of(text)).toBe(text)
  })

  test('a name that is known in one sentence is masked in all of them, and nothing else of the record changes', () => {
    const record = { id: 'call_1', seconds: 12, turns: ['My son Tavlin is nine.', 'Will Tavlin come alone?'] }
    expect(redacted(record, WHOSE)).toEqual({
      id: 'call_1',
      seconds: 12,
      turns: ['My son [name] is nine.', 'Will [name] come alone?'],
    })
  })
})
