import { describe, expect, test } from 'vitest'
import { clinic } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'

const HIDDEN = { phone: null }
const NAME = { id: 'name', label: 'name', type: 'name' }
const PIN = { id: 'pin', label: 'member PIN', type: 'number', digits: { min: 4, max: 6 } }

/** The clinic, with other fields in its messages. */
const taking = (...fields: readonly object[]) => ({
  ...clinic,
  skills: { message: { fields, route: { kind: 'task', queue: 'desk' } } },
})

describe('what is keyed in', () => {
  test('is the phone number that was asked for', async () => {
    const talk = await play(
      clinic,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'number'],
        ['[keyed in 2125550]', 'area code', 'What number'],
        ['[keyed in 212555014]', '9 digits, which is too few', 'What number'],
        ['[keyed in 2125550142]', 'I have 2 1 2, 5 5 5, 0 1 4 2. Is that right'],
        ['yes', 'pass on'],
        ['please call me', 'Shall I send'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toMatchObject({ phone: '+12125550142' })
  })

  test('is the date of birth that was asked for, and asked about when it is two days', async () => {
    const talk = await play(
      taking({ id: 'born', label: 'date of birth', type: 'dob' }),
      [
        ['leave a message', 'date of birth'],
        ['[keyed in 13451980]', 'no such day', 'date of birth'],
        ['[keyed in 03051980]', 'March 5, 1980 or May 3, 1980'],
        ['May', 'Shall I send'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toEqual({ born: '1980-05-03' })
  })

  test('is the date that was asked for', async () => {
    const talk = await play(
      taking({ id: 'day', label: 'day of the accident', type: 'date' }),
      [
        ['leave a message', 'day of the accident'],
        ['[keyed in 10152026]', 'October 15', 'Shall I send'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toEqual({ day: '2026-10-15' })
  })

  test('is a code with its zeros, and one of another length is asked for again', async () => {
    const talk = await play(
      taking(NAME, PIN),
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'member PIN'],
        ['[keyed in 004]', 'I got 3 digits, and I need 4 to 6', 'member PIN'],
        ['double oh four one', 'Shall I send'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toEqual({ name: 'Pat Brown', pin: '0041' })
  })
})

describe('a secret', () => {
  const secret = taking(NAME, { ...PIN, sensitive: true })

  test('is a note to the agent, which is not read back', async () => {
    const talk = await play(
      secret,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'member PIN'],
        ['[3 digits entered, too few]', 'I got 3 digits, and I need 4 to 6', 'member PIN'],
        ['[4 digits entered]', 'Shall I send', '!PIN,', '!4 digits'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toEqual({ name: 'Pat Brown', pin: '[4 digits entered]' })
  })

  test('that reaches the agent all the same is not kept by it', async () => {
    const talk = await play(
      secret,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'member PIN'],
        ['it is 4821', 'Shall I send', '!4821'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(JSON.stringify(talk.filed)).not.toContain('4821')
  })
})
