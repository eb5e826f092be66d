import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leadIn, NOT_BEGUN, type LeadDeed, type LeadFacts, type LeadInput, type LeadState } from './lead-in.ts'

const FACTS: LeadFacts = {
  matter: 'reminder',
  check: 'none',
  name: 'Ana Ortiz',
  birth: '1980-05-03',
  isAsked: true,
  clock: { nowMs: Date.parse('2026-11-23T15:00:00Z'), timeZone: 'America/New_York' },
}

const inputOf = (said: string): LeadInput =>
  said === '' ? { type: 'silent' } : /^\d$/.test(said) ? { type: 'pressed', digit: said } : { type: 'said', text: said }

/** What is done at each input; '' is silence, a digit a key. */
function deeds(facts: Partial<LeadFacts>, ...inputs: readonly string[]): readonly LeadDeed[] {
  let lead: LeadState = NOT_BEGUN
  return inputs.map((input) => {
    const step = leadIn(lead, inputOf(input), { ...FACTS, ...facts })
    lead = step.lead
    return step.does
  })
}

describe('with a person on the line', () => {
  test.each([
    ['a yes leads to the matter, and a yes to that confirms it', ['Yes', 'Yes'], ['tell_matter', 'confirm']],
    ['a hello is asked for a moment first', ['Hello?', 'Sure', '1'], ['ask_moment', 'tell_matter', 'confirm']],
    ['who calls is told to whoever asks', ['Who is this?', 'Okay', '2'], ['say_who', 'tell_matter', 'move']],
    ['a key cancels only once that was asked', ['Yes', '3', 'yes'], ['tell_matter', 'ask_cancel', 'cancel']],
    [
      'a cancellation may be thought better of',
      ['Yes', 'Cancel it', 'No', '1'],
      ['tell_matter', 'ask_cancel', 'ask_matter', 'confirm'],
    ],
    [
      'who would rather keep it when asked whether to cancel does, though it sounds like a yes',
      ['Yes', 'Cancel it', "Actually I'll keep it"],
      ['tell_matter', 'ask_cancel', 'confirm'],
    ],
    ['somebody busy is called back', ["I'm driving"], ['call_back']],
    ['not tomorrow but on Friday is a time to call', ["Don't call me tomorrow, call Friday"], ['call_back']],
    ['a wrong number is let go', ['Wrong number'], ['wrong_number']],
    ['whoever has no time is let go', ['No thanks'], ['declined']],
    ['nobody is asked for ever', ['', ''], ['ask_moment', 'goodbye']],
    ['whatever rules do not understand is the model’s', ['Yes', 'Where do I park?'], ['tell_matter', 'converse']],
    ['the time is said again', ['Yes', 'What time was that?', 'yes'], ['tell_matter', 'ask_matter', 'confirm']],
  ] as const)('%s', (_, said, done) => {
    expect(deeds({}, ...said)).toEqual(done)
  })

  test.each([
    ['a yes confirms it', ['Yes', 'Yes, I will be there'], ['tell_matter', 'confirm']],
    ['that they cannot come is asked once more', ['Yes', '3', 'yes'], ['tell_matter', 'ask_cancel', 'cancel']],
    ['another time is asked for, and passed on', ['Yes', '2', 'Any Friday'], ['tell_matter', 'ask_time', 'pass_on']],
    ['a time said at once is passed on', ['Yes', 'Can I move it to Thursday at three?'], ['tell_matter', 'pass_on']],
    ['nobody has to say when', ['Yes', 'Otra hora', '', ''], ['tell_matter', 'ask_time', 'ask_time', 'pass_on']],
    ['a yes is no time', ['Yes', '2', 'Okay', 'Hello?'], ['tell_matter', 'ask_time', 'ask_time', 'ask_time']],
    ['they may come after all', ['Yes', '2', '1'], ['tell_matter', 'ask_time', 'confirm']],
    ['or say so', ['Yes', '2', "Actually I'll keep it"], ['tell_matter', 'ask_time', 'confirm']],
    ['but not to another time', ['Yes', '2', 'I can make it Thursday at four'], ['tell_matter', 'ask_time', 'pass_on']],
    [
      'or not at all',
      ['Yes', '2', 'Just cancel it, then', '2', 'Tuesday'],
      ['tell_matter', 'ask_time', 'ask_cancel', 'ask_time', 'pass_on'],
    ],
  ] as const)('of an appointment that is in no diary of ours %s', (_, said, done) => {
    expect(deeds({ matter: 'listed' }, ...said)).toEqual(done)
  })

  test.each(['reminder', 'listed', 'refill', 'waitlist'] as const)(
    'nobody agrees to what they have not heard: %s',
    (matter) => {
      const { lead } = leadIn(NOT_BEGUN, inputOf('Yes'), { ...FACTS, matter })
      const cut = leadIn(lead, inputOf('Yes'), { ...FACTS, matter, isAsked: false })
      expect([cut.does, cut.lead.stage]).toEqual(['ask_matter', 'matter'])
    },
  )

  test('a refill is only ever asked for, and a slot taken by a yes', () => {
    expect(deeds({ matter: 'refill' }, 'Yes', 'Yes please')).toEqual(['tell_matter', 'refill'])
    expect(deeds({ matter: 'waitlist' }, 'Yes', '1')).toEqual(['tell_matter', 'take_slot'])
    expect(deeds({ matter: 'waitlist' }, 'Yes', 'No')).toEqual(['tell_matter', 'declined'])
  })
})

describe('where they have to show who they are', () => {
  test.each([
    [
      'a name said before they were asked shows nothing, for greetings begin so',
      ['Hi, this is Ana Ortiz', 'This is Ana Ortiz'],
      ['ask_name', 'tell_matter'],
    ],
    ['a name is asked for', ['Yes?', 'Ana'], ['ask_name', 'tell_matter']],
    ['another name twice is told nothing', ['Hello', 'This is Bob', 'Bob Smith'], ['ask_name', 'ask_name', 'not_them']],
    ['"speaking" is no name', ['Hello', 'Speaking', 'Yes'], ['ask_name', 'ask_name', 'not_them']],
    [
      'somebody is fetched, and asked anew',
      ['Hello', 'Hold on', 'Hello?', 'Ana'],
      ['ask_name', 'wait_for_them', 'ask_name', 'tell_matter'],
    ],
    ['who calls is told without what for', ['Hello', 'Who is this?', 'Ana'], ['ask_name', 'say_who', 'tell_matter']],
  ] as const)('%s', (_, said, done) => {
    expect(deeds({ check: 'name' }, ...said)).toEqual(done)
  })

  test('it may be their birthday', () => {
    const check = 'date_of_birth' as const
    expect(deeds({ check }, 'Yes', 'May third 1980')).toEqual(['ask_birth', 'tell_matter'])
    expect(deeds({ check }, 'Yes', 'May fourth 1980', 'June 1st 1981')).toEqual(['ask_birth', 'ask_birth', 'not_them'])
  })

  test('what is said into the question answers it no more than a recording would', () => {
    const asked = leadIn(NOT_BEGUN, inputOf('Hi, this is'), { ...FACTS, check: 'name' })
    const cut = leadIn(asked.lead, inputOf('Ana Ortiz'), { ...FACTS, check: 'name', isAsked: false })
    expect([asked.does, cut.does, cut.lead.isOpen]).toEqual(['ask_name', 'ask_name', false])
  })

  test('nobody can show it whom the business does not know by that', () => {
    expect(deeds({ check: 'name', name: null }, 'Hi, this is Ana')).toEqual(['not_them'])
    expect(deeds({ check: 'date_of_birth', birth: null }, 'Yes')).toEqual(['not_them'])
  })
})

const PRIVATE: ReadonlySet<LeadDeed> = new Set<LeadDeed>([
  'tell_matter',
  'ask_matter',
  'confirm',
  'move',
  'ask_cancel',
  'cancel',
  'refill',
  'take_slot',
  'converse',
])

describe('whatever is said, in whatever order', () => {
  const anything = fc.constantFrom(
    '',
    '1',
    '2',
    '3',
    '5',
    'Yes',
    'Hello?',
    'Who is this?',
    'Cancel it',
    'Speaking',
    'This is Bob',
    'What time?',
    'Hold on',
    'My appointment is at ten, right?',
    'I want to move it',
    'No',
  )

  test('nothing private is said, and no model asked, before they have given their name', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 30 }), fc.constantFrom('name', 'date_of_birth'), (said, check) => {
        for (const deed of deeds({ check: check as 'name' }, ...said)) expect(PRIVATE.has(deed)).toBe(false)
      }),
    )
  })

  test('every call comes to an end or to the model', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 40, maxLength: 40 }), (said) => {
        const done = deeds({ check: 'name' }, ...said)
        expect(done.some((deed) => deed === 'goodbye' || deed === 'not_them' || deed === 'declined')).toBe(true)
      }),
    )
  })
})
