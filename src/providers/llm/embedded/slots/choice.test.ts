import { describe, expect, test } from 'vitest'
import { plainOf } from '../../../../dialogue/capture/plain-of.ts'
import type { Option } from '../notes.ts'
import { readChoice } from './choice.ts'

const offer = (...says: string[]): Option[] => says.map((say, index) => ({ option: index + 1, say, with: null }))

const ONE_DAY = offer('Tuesday, November 24 at 10 AM', 'Tuesday, November 24 at 1:30 PM')
const TWO_DAYS = offer('tomorrow, Tuesday November 24, at 10 AM', 'Friday, November 27 at 4:30 PM')
const THREE = offer('Monday, December 7 at 9 AM', 'Tuesday, December 8 at 10:30 AM', 'Wednesday, December 9 at 2 PM')

/** What is said, and which option it chooses; 0: several, null: none, 'other': another time. */
type Row = readonly [string, number | null | 'other']

const ROWS: readonly (readonly [string, readonly Option[], readonly Row[]])[] = [
  [
    'two times of one day',
    ONE_DAY,
    [
      ['the first one', 1],
      ['the second', 2],
      ['the second one please', 2],
      ['first', 1],
      ['the later one', 2],
      ['the earlier one', 1],
      ['the last one', 2],
      ['ten works', 1],
      ['ten', 1],
      ["let's do ten", 1],
      ['10', 1],
      ['10 am please', 1],
      ['the one at 1:30', 2],
      ['one thirty', 2],
      ['half past one', 2],
      ["I'll take the ten o'clock", 1],
      ['the morning one', 1],
      ['afternoon is better', 2],
      ['either', 1],
      ['either one is fine', 1],
      ['whichever is earlier', 1],
      ['whichever is later', 2],
      ["it doesn't matter", 1],
      ['you choose', 1],
      ['option two', 2],
      ['number one', 1],
      ['the other one', 2],
      ['Tuesday', 0],
      ['Tuesday at ten', 1],
      ['yes', null],
      ['neither', null],
      ['none of those', null],
      ["I can't do either", null],
      ['no, Thursday', 'other'],
      ['do you have Thursday instead', 'other'],
      ['eleven', 'other'],
      ['what about three', 'other'],
      ['is there anything in the evening', 'other'],
      ['Wednesday at ten', 'other'],
      ["Tuesday doesn't work", 'other'],
      ["I can't do ten", 'other'],
      ['my name is Ann', null],
    ],
  ],
  [
    'two days',
    TWO_DAYS,
    [
      ['Tuesday', 1],
      ['the Tuesday one', 1],
      ['tomorrow', 1],
      ['tomorrow works', 1],
      ['Friday please', 2],
      ['the 27th', 2],
      ['the twenty seventh', 2],
      ['November 24', 1],
      ['four thirty', 2],
      ['4:30', 2],
      ['half past four on Friday', 2],
      ['the afternoon', 2],
      ['Friday at nine', 'other'],
      ['next Friday', 'other'],
      ['not Friday', 'other'],
      ['the following Tuesday', 'other'],
      ['today', 'other'],
    ],
  ],
  [
    'three of them',
    THREE,
    [
      ['the third one', 3],
      ['the middle of the week, Wednesday', 3],
      ['ten thirty', 2],
      ['nine', 1],
      ['two pm', 3],
      ['at two', 3],
      ['the eighth', 2],
      ['December 9', 3],
      ['morning', 0],
      ['the last one', 3],
      ['option three', 3],
    ],
  ],
]

describe.each(ROWS)('%s are offered, and the caller says', (_, options, rows) => {
  test.each(rows)('%s -> %s', (said, expected) => {
    const choice = readChoice(plainOf(said), options, () => false)
    if (expected === 'other') expect(choice.type).toBe('other')
    else if (expected === 0) expect(choice.type).toBe('several')
    else if (expected === null) expect(choice.type).toBe('none')
    else expect(choice).toEqual({ type: 'one', option: options[expected - 1] })
  })
})

test('a person named picks the time with them', () => {
  const options: Option[] = [
    { option: 1, say: 'Tuesday, November 24 at 10 AM', with: 'Dr. Patel' },
    { option: 2, say: 'Tuesday, November 24 at 10 AM', with: 'Dr. Kim' },
  ]
  const choice = readChoice(plainOf('with Dr. Kim please'), options, (option) => option.with === 'Dr. Kim')
  expect(choice).toEqual({ type: 'one', option: options[1] })
})
