import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Choices } from './choices.ts'
import { composeReply, split } from './compose-reply.ts'

const META = { channel: 'whatsapp', provider: 'whatsapp' } as const
const BY_SMS = { channel: 'sms', provider: 'twilio' } as const

const slots = (count: number, title = (n: number) => `Tue Nov 24 ${n} PM`): Choices => ({
  kind: 'slots',
  choices: Array.from({ length: count }, (_, index) => ({
    id: `s:${index}`,
    title: title(index + 1),
    description: 'Dr. Rivera',
  })),
})

describe('on WhatsApp', () => {
  test('up to three times are buttons', () => {
    const [only, ...more] = composeReply('Which would you like?', slots(2), META, 'en-US')
    expect(more).toEqual([])
    expect(only).toEqual({
      type: 'buttons',
      text: 'Which would you like?',
      buttons: [
        { id: 's:0', title: 'Tue Nov 24 1 PM' },
        { id: 's:1', title: 'Tue Nov 24 2 PM' },
      ],
    })
  })

  test('more are a list, and so are those that their titles do not tell apart', () => {
    expect(composeReply('Which?', slots(4), META, 'en-US')[0]).toMatchObject({ type: 'list', button: 'Choose' })
    const [same] = composeReply(
      'Which?',
      slots(2, () => 'Tue Nov 24 1 PM'),
      META,
      'en-US',
    )
    expect(same).toMatchObject({ type: 'list', rows: [{ description: 'Dr. Rivera' }, { description: 'Dr. Rivera' }] })
  })

  test('a long reply comes before its buttons', () => {
    const text = `${'A sentence that is long enough. '.repeat(60)}Which would you like?`
    const sent = composeReply(text, slots(2), META, 'en-US')
    expect(sent.at(-1)).toMatchObject({ type: 'buttons' })
    expect(
      sent
        .map(({ text: part }) => part)
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toBe(text.replace(/\s+/g, ' '))
  })
})

describe('by SMS', () => {
  test('what can be chosen is numbered', () => {
    const [only] = composeReply('Which would you like?', slots(2), BY_SMS, 'en-US')
    expect(only).toEqual({ type: 'text', text: 'Which would you like?\n1: Tue Nov 24 1 PM\n2: Tue Nov 24 2 PM' })
  })

  test('a yes or a no needs no number', () => {
    const yesNo: Choices = {
      kind: 'yes_no',
      choices: [
        { id: 'y:1.1', title: 'Yes' },
        { id: 'n:1.1', title: 'No' },
      ],
    }
    expect(composeReply('Shall I book that?', yesNo, BY_SMS, 'en-US')).toEqual([
      { type: 'text', text: 'Shall I book that?' },
    ])
  })
})

test('a part is never longer than the platform takes, and no word is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.integer({ min: 20, max: 200 }),
      (text, charsMax) => {
        const parts = split(text, charsMax)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(charsMax)
          expect(part.isWellFormed()).toBe(text.isWellFormed() || part.isWellFormed())
        }
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      },
    ),
  )
})

test('on WhatsApp by way of Twilio no message is longer than Twilio takes', () => {
  const by = { channel: 'whatsapp', provider: 'twilio' } as const
  const text = 'A sentence that is long enough to be one. '.repeat(90)
  for (const choices of [null, slots(2)]) {
    const sent = composeReply(text, choices, by, 'en-US')
    expect(sent.length).toBeGreaterThan(2)
    expect(Math.max(...sent.map((one) => one.text.length))).toBeLessThanOrEqual(1_600)
  }
})
