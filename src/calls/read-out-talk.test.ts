import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passesLuhn } from '../dialogue/capture/luhn.ts'
import { FRESH_MASKED, maskInput, maskReply, withReply, type MaskedTalk } from './masked-talk.ts'

interface Turn {
  readonly caller: string
  readonly agent: string
}

interface Kept {
  readonly callers: readonly string[]
  readonly agents: readonly string[]
  readonly talk: MaskedTalk
}

/** What is kept of a talk once it is over: every turn as its last revision. */
function keptOf(turns: readonly Turn[]): Kept {
  const callers: string[] = []
  const agents: string[] = []
  let talk = FRESH_MASKED
  for (const [at, { caller, agent }] of turns.entries()) {
    const step = maskInput(talk, { type: 'said', text: caller })
    callers.push(step.input.type === 'said' ? step.input.text : '')
    for (const { turn, speaker, before, after } of step.revisions) {
      const kept = speaker === 'caller' ? callers : agents
      expect(kept[turn - 1]?.endsWith(before)).toBe(true)
      kept[turn - 1] = (kept[turn - 1] ?? '').slice(0, -before.length) + after
    }
    const said = maskReply(step.talk, agent)
    agents.push(said)
    talk = JSON.parse(JSON.stringify(withReply(step.talk, said, at + 1))) as MaskedTalk
  }
  return { callers, agents, talk }
}

const ENGLISH = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const SPANISH = ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve']
const FIGURES = [...'0123456789']
const DIGIT = new RegExp(String.raw`\b(?:${[...ENGLISH, ...SPANISH].join('|')})\b|\d`, 'iu')

const ROUND_ABOUT: readonly ((digit: string) => string)[] = [
  (digit) => digit,
  (digit) => `${digit}.`,
  (digit) => `um, ${digit}`,
  (digit) => `and then ${digit}`,
  (digit) => `the next figure is ${digit}`,
  (digit) => `I think it's a ${digit}`,
  (digit) => `luego ${digit}`,
  (digit) => `y el siguiente es ${digit}`,
]
const ANSWERS = [
  'mm-hm',
  'Go on.',
  'I am sorry, what would you like to do today?',
  'I can book, move or cancel a visit, take a message, or have somebody call you back. What would you like to do?',
  'I did not quite get that. Would you like to book an appointment, or shall I have somebody text you about your account?',
  'Is that your phone number?',
  'Please do not give me your card number over the phone. What else can I do for you today?',
  'Perdone, no le entendí. ¿Quiere reservar una cita, o prefiere que alguien le llame por teléfono?',
]

const HEADS = ['4', '51', '55', '2221', '34', '37', '6011'] as const
const card = fc
  .tuple(fc.constantFrom(...HEADS), fc.array(fc.nat(9), { minLength: 15, maxLength: 15 }))
  .map(([head, rest]) => {
    const body = `${head}${rest.join('')}`.slice(0, head.startsWith('3') ? 14 : 15)
    return body + [...'0123456789'].find((check) => passesLuhn(body + check))
  })

test('a card number said one digit a turn is taken back from every turn, whatever is answered, in either language', () => {
  fc.assert(
    fc.property(
      card,
      fc.constantFrom(ENGLISH, SPANISH, FIGURES),
      fc.constantFrom(...ROUND_ABOUT),
      fc.array(fc.constantFrom(...ANSWERS), { minLength: 16, maxLength: 16 }),
      (digits, words, round, answers) => {
        const turns = [...digits].map((digit, at) => ({
          caller: round(words[Number(digit)] ?? ''),
          agent: answers[at] ?? '',
        }))
        const { callers, talk } = keptOf(turns)
        expect(callers.filter((text) => DIGIT.test(text))).toEqual([])
        expect(JSON.stringify(talk.state.said.map(({ text }) => text))).not.toMatch(DIGIT)
      },
    ),
    { numRuns: 100 },
  )
})

const pieces = fc
  .tuple(card, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 16, maxLength: 16 }))
  .map(([digits, sizes]) => {
    let from = 0
    return sizes.flatMap((size) => {
      const piece = digits.slice(from, from + size)
      from += size
      return piece === '' ? [] : [piece]
    })
  })

test('and so is one in pieces of any few digits, with words in between that are none of it', () => {
  fc.assert(
    fc.property(
      pieces,
      fc.constantFrom(...ANSWERS),
      fc.constantFrom('hold on', 'sorry, where was I', 'are you still there'),
      fc.nat(3),
      (parts, agent, aside, at) => {
        const said = [...parts.slice(0, at), aside, ...parts.slice(at)]
        const { callers } = keptOf(said.map((caller) => ({ caller, agent })))
        expect((callers.join(' | ').match(/\d/g) ?? []).length).toBeLessThan(4)
      },
    ),
    // Its last three pieces are as those of a social security number.
    { numRuns: 100, examples: [[['40000', '00', '001', '10', '0009'], 'Go on.', 'hold on', 2]] },
  )
})

test('what the agent has repeated of it goes too, and nothing else that the agent said', () => {
  const turns = [...'4012888888881881'].map((digit) => ({
    caller: ENGLISH[Number(digit)] ?? '',
    agent: `So that is ${ENGLISH[Number(digit)]}. I can have somebody call you back. And the next?`,
  }))
  const { agents } = keptOf([{ caller: 'can I come at nine', agent: 'At nine I have nothing.' }, ...turns])
  expect(agents[0]).toBe('At nine I have nothing.')
  expect(agents.slice(1).filter((text) => DIGIT.test(text))).toEqual([])
  expect(agents[1]).toMatch(/^So that is \[.+ number\]\. I can have somebody call you back\. And the next\?$/)
})

test('what is said once the number is whole is nobody’s secret', () => {
  const turns = [...'4012888888881881'].map((digit) => ({
    caller: ENGLISH[Number(digit)] ?? '',
    agent: 'Is that your phone number?',
  }))
  const { callers } = keptOf([
    ...turns,
    { caller: 'two', agent: 'For what day?' },
    { caller: 'nine thirty', agent: 'Booked.' },
  ])
  expect(callers.slice(-2)).toEqual(['two', 'nine thirty'])
})

const ASKED: readonly (readonly [agent: string, answers: readonly string[]])[] = [
  [
    'What day would suit you?',
    ['Tuesday', 'the fifth', 'March 5', 'the 24th of November', 'el cinco de marzo', '11/24'],
  ],
  [
    'What time?',
    ['nine', 'ten thirty', 'at 3 pm', '2:15', 'half past four', 'a las nueve y media', 'nine thirty works', '10'],
  ],
  ['I have 9 or 10:30. Which one?', ['10:30', 'the second', 'nine', 'the first', 'las diez y media', 'ten']],
  ['How many people?', ['four', 'two adults and 3 kids', '2', 'somos cuatro personas']],
  ['What is your phone number?', ['212 555 0142', 'two one two five five five oh one four two', '(917) 555-0142']],
  ['And your zip code?', ['10001', 'one zero zero zero one', '94107']],
  [
    'What is your date of birth?',
    ['March fifth nineteen eighty', '03/05/1980', '12 24 1979', 'cinco de marzo de 1980'],
  ],
  ['Shall I book it?', ['yes please', 'sure', 'no', 'sí, gracias', 'wait, rather nine']],
  ['What would you like?', ['a cleaning please', 'I need to move my visit', 'una limpieza', 'I have a toothache']],
]
const benign = fc.array(
  fc
    .constantFrom(...ASKED)
    .chain(([agent, answers]) => fc.constantFrom(...answers).map((answer) => [agent, answer] as const)),
  { minLength: 1, maxLength: 14 },
)

test('times, days, counts and telephone numbers over any number of turns are next to never taken for a card', () => {
  // One talk in two thousand or so adds up to a number that a card could have: those are masked, to be safe.
  const seed = Date.now() % 2 ** 31
  const mistaken = fc.sample(benign, { numRuns: 1_000, seed }).filter((talk) => {
    const turns = talk.map(([, caller], at) => ({ caller, agent: talk[at + 1]?.[0] ?? 'Goodbye.' }))
    const { callers } = keptOf([{ caller: 'hello', agent: talk[0]?.[0] ?? '' }, ...turns])
    return turns.some(({ caller }, at) => callers[at + 1] !== caller)
  })
  expect(mistaken.length, `seed ${seed}: ${JSON.stringify(mistaken)}`).toBeLessThan(8)
})

test('however long somebody reads out figures, what is remembered of it is bounded', () => {
  const turns = Array.from({ length: 300 }, (_, at) => ({
    caller: `um, ${ENGLISH[at % 7] ?? ''}`,
    agent: 'Is that a 7?',
  }))
  expect(JSON.stringify(keptOf(turns).talk).length).toBeLessThan(12_000)
})
