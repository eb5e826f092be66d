import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passesLuhn } from './luhn.ts'
import { FRESH_MASK, hearMasked, type MaskState, type Said } from './mask-talk.ts'

const caller = (text: string): Said => ({ speaker: 'caller', text })
const agent = (text: string): Said => ({ speaker: 'agent', text })

/** What is kept of a talk once it is over: each thing said as its last revision. */
function keptOf(talk: readonly Said[]): readonly string[] {
  const kept: string[] = []
  let state: MaskState = FRESH_MASK
  for (const said of talk) {
    const step = hearMasked(state, said)
    kept.push(step.kept)
    for (const { back, kept: revised } of step.revised) kept[kept.length - 1 - back] = revised
    state = JSON.parse(JSON.stringify(step.state)) as MaskState
  }
  return kept
}

test('a card number in four pieces is masked in all of them', () => {
  const talk = [
    caller('four one one one'),
    agent('mm-hm'),
    caller('eleven eleven'),
    agent('Go on.'),
    caller('1111'),
    caller('1111'),
  ]
  expect(keptOf(talk)).toEqual(['[card number]', 'mm-hm', '[card number]', 'Go on.', '[card number]', '[card number]'])
})

test('an announced card is masked before its last piece is said', () => {
  const first = hearMasked(FRESH_MASK, caller('my card number is four one one one one one'))
  expect(first.kept).toBe('my card number is [card number]')
})

test('what the agent asks for announces the answer', () => {
  expect(keptOf([agent('What are the last four digits of your social security number?'), caller('6789')])[1]).toBe(
    '[social security number]',
  )
  expect(keptOf([agent('And your date of birth?'), caller('March fifth nineteen eighty')])[1]).toBe('[date of birth]')
  expect(keptOf([agent('Please tell me your PIN.'), caller("it's four three two one")])[1]).toBe("it's [secret number]")
})

test('a phone number and then a date are no card', () => {
  const talk = [
    agent('What number is best to reach you?'),
    caller('415 555 0142'),
    agent('And what is your zip code?'),
    caller('94107'),
    agent('What shall I pass on?'),
    caller('5 people at 7'),
  ]
  expect(keptOf(talk)).toEqual(talk.map(({ text }) => text))
})

test('the state holds no number once it is known for one', () => {
  const { state } = hearMasked(FRESH_MASK, caller('it is 4111 1111 1111 1111'))
  expect(JSON.stringify(state)).not.toMatch(/\d{4}/)
})

test('the state is bounded, however long the talk', () => {
  let state: MaskState = FRESH_MASK
  // Twice as long as what is remembered, of the long and of the short: from then on a turn is like another.
  for (let turn = 0; turn < 16; turn += 1) state = hearMasked(state, agent('word '.repeat(500))).state
  expect(state.said).toHaveLength(8)
  expect(JSON.stringify(state).length).toBeLessThan(4_000)
  for (let turn = 0; turn < 100; turn += 1) {
    state = hearMasked(state, turn % 2 ? agent('Go on, please, I am listening.') : caller('let me see')).state
    expect(JSON.stringify(state).length).toBeLessThan(5_000)
  }
  expect(state.said).toHaveLength(48)
})

test('a card number read out one digit at a time is masked in every turn', () => {
  for (const digits of ['4111111111111111', '4012888888881881', '378282246310005', '6011000990139424']) {
    for (const answer of ['mm-hm', 'Okay, go on.', '']) {
      const talk = [...digits].flatMap((digit) => [
        caller(WORDS[Number(digit)] ?? ''),
        ...(answer === '' ? [] : [agent(answer)]),
      ])
      const kept = keptOf([agent('How can I help?'), ...talk]).slice(1)
      const said = kept.filter((text) => text !== answer)
      expect(said).toHaveLength(digits.length)
      for (const text of said) expect(text).toMatch(/^\[(?:card|social security) number\]$/)
    }
  }
})

test('what is said after a number in three pieces is not taken for more of it', () => {
  const talk = [caller('one two three'), caller('four five'), caller('six seven eight nine'), agent('How many people?')]
  const kept = keptOf([...talk, caller('two')])
  expect(kept[0]).toBe('[social security number]')
  expect(kept.at(-1)).toBe('two')
})

test('a password after a pause is masked', () => {
  expect(keptOf([caller('my password is'), caller('blue horse 42')])[1]).toBe('[password]')
})

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const aVisa = fc.array(fc.nat(9), { minLength: 14, maxLength: 14 }).map((rest) => {
  const head = `4${rest.join('')}`
  return head + [...'0123456789'].find((check) => passesLuhn(head + check))
})
const aSplitCard = fc
  .tuple(aVisa, fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 5 }), fc.boolean())
  .map(([digits, cuts, inWords]) => {
    const ends = [...cuts.toSorted((a, b) => a - b), 16]
    const parts = ends.map((end, index) => digits.slice(ends[index - 1] ?? 0, end))
    return parts.map((part) => (inWords ? [...part].map((digit) => WORDS[Number(digit)]).join(' ') : part))
  })

test('wherever a card number is split, nothing of it is kept', () => {
  const between = fc.constantFrom<readonly Said[]>(
    [],
    [agent('mm-hm')],
    [agent('Okay, go on.')],
    [caller('um, hold on')],
  )
  fc.assert(
    fc.property(aSplitCard, between, fc.boolean(), (parts, pause, announced) => {
      const lead = announced ? [agent('What is the card number?')] : [caller('hello there')]
      const talk = [
        ...lead,
        ...parts.flatMap((part, index) =>
          index === 0 ? [caller(part)] : [...(parts.length < 4 ? pause : []), caller(part)],
        ),
      ]
      const kept = keptOf(talk).slice(1).join(' ')
      const left = kept.match(/\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b/g) ?? []
      expect(left.length, kept).toBeLessThan(5)
    }),
    { numRuns: 1000 },
  )
})
