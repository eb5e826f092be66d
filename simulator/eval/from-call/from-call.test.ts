import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../../src/agents/agent-document.ts'
import { runEval } from '../../../src/agents/evals/run-eval.ts'
import { resourcesNamed } from '../../../src/agents/evals/sandbox-desk.ts'
import { dentalClinic } from '../../../src/agents/templates/dental-clinic.ts'
import { validateDocument } from '../../../src/agents/validate.ts'
import { weekdayOf } from '../../../src/dialogue/when/civil-day.ts'
import { localOf } from '../../../src/dialogue/when/zone-clock.ts'
import { embedded } from '../../../src/providers/llm/embedded/index.ts'
import { readCallExport, type CallExport } from './call-export.ts'
import { leftovers } from './leftovers.ts'
import { scriptOf } from './script-of.ts'

const CLINIC = AgentDocument.parse(dentalClinic.document)
/** A Tuesday, ten in the morning in New York. */
const AT = '2026-11-10T15:00:00Z'

const callOf = (...lines: readonly string[]): CallExport => ({
  outcome: null,
  turns: lines.map((text, at) => ({ speaker: at % 2 === 0 ? 'caller' : 'agent', text, heard_text: null, at: AT })),
})
const saysOf = (call: CallExport): readonly string[] => scriptOf(CLINIC, call).script.turns.map(({ say = '' }) => say)
const validated = (call: CallExport) => {
  const { script } = scriptOf(CLINIC, call)
  const read = validateDocument({ ...dentalClinic.document, tests: [script] })
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

describe('a call becomes a test', () => {
  test('in which the same name stays the same, however it is said', () => {
    const [first = '', second = '', third = ''] = saysOf(
      callOf('Hi, this is Rosalind Frankel.', 'Hello!', 'R O S A L I N D, Frankel', 'Thanks.', 'Ms. Frankel is fine.'),
    )
    const [, given = '', family = ''] = /this is (\w+) (\w+)/.exec(first) ?? []
    expect(second).toBe(`${given.toUpperCase().split('').join('-')}, ${family}`)
    expect(third).toBe(`Ms. ${family} is fine.`)
    expect(`${first}${second}${third}`).not.toMatch(/rosalind|frankel/i)
  })

  test('in which a number is the same written and spoken, and nobody has it', () => {
    const [written = '', spoken = ''] = saysOf(
      callOf('My number is (617) 867-5309.', 'Ok.', 'six one seven, eight six seven, five three oh nine'),
    )
    const digits = /\((212)\) (555)-(01\d\d)/.exec(written)?.slice(1).join('') ?? ''
    expect(digits).toHaveLength(10)
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
    expect(spoken).toBe([...digits].map((digit) => words[Number(digit)]).join(' '))
  })

  test('in which a number in pieces is replaced piece by piece, and so is one that is keyed in', () => {
    const says = saysOf(callOf('six one seven', 'Mm-hm.', 'eight six seven', 'Go on.', 'five three oh nine'))
    expect(says.map((say) => say.replaceAll(' ', '').length)).toEqual([3, 3, 4])
    expect(says.join(' ').replaceAll(' ', '')).toMatch(/^21255501\d\d$/)
    const keys = [...'6178675309'].flatMap((digit) => [`[pressed ${digit}]`, 'Thank you.'])
    const keyed = scriptOf(CLINIC, callOf(...keys)).script.turns.map(({ dtmf }) => dtmf)
    expect(keyed.join('')).toMatch(/^21255501\d\d$/)
  })

  test('in which days stay as far away as they were, and weekdays what they were', () => {
    const call = callOf('A cleaning on November 17th at ten, or the 24th, or 11/18, or next Thursday.', 'Sure.')
    const { script } = scriptOf(CLINIC, call)
    const [say = ''] = saysOf(call)
    const at = localOf(Date.parse(script.at ?? ''), CLINIC.hours.tz)
    expect([weekdayOf(at.day), at.minutes]).toEqual([2, 10 * 60])
    expect(script.at).toBe('2027-04-20T14:00:00.000Z')
    expect(say).toBe('A cleaning on April 27th at ten, or the 4th, or 4/28, or next Thursday.')
  })

  test('in which e-mail, street and date of birth are invented, and card numbers masked', () => {
    const [say = ''] = saysOf(
      callOf('Mail ann.frankel@corp.io, I live at 42 Wallaby Way, born July 4th 1976, card 4242 4242 4242 4242.'),
    )
    expect(say).toBe('Mail caller1@example.com, I live at 100 Sample Street, born March 5th, 1980, card [card number].')
  })

  test('in which silences and keys are what they were', () => {
    const [call] = [callOf('Hello?', 'How can I help?')]
    const turns = [
      ...call!.turns,
      { speaker: 'agent' as const, text: 'Are you still there?', heard_text: null, at: AT },
      { speaker: 'caller' as const, text: '[pressed 1]', heard_text: null, at: AT },
    ]
    expect(scriptOf(CLINIC, { ...call!, turns }).script.turns).toEqual([
      { say: 'Hello?', expect: [] },
      { expect: [] },
      { dtmf: '1', expect: [] },
    ])
  })

  test('in which the names of the business stay', () => {
    const [say = ''] = saysOf(
      callOf('Is Dr. Patel at Bright Smile Dental in on Maple Street, do you take Delta Dental?'),
    )
    expect(say).toContain('Dr. Patel at Bright Smile Dental')
    expect(say).toContain('Delta Dental')
  })

  test('in which a name that nobody introduced is seen by its capital', () => {
    const says = saysOf(callOf('please ask Grace Young, or tell Mark about it', 'Ok.', 'Beatrix said so. I mean it.'))
    expect(says).toEqual(['please ask Ann Omar, or tell Clara about it', 'Felix said so. I mean it.'])
    const [same = ''] = saysOf(callOf('Do you speak English, and can I see Jordan next Tuesday in May at 3 PM?'))
    expect(same).toBe('Do you speak English, and can I see Jordan next Tuesday in May at 3 PM?')
  })

  test('that expects what the agent took from the caller, and runs', async () => {
    const call = callOf(
      "Hi, this is Rosalind Frankel, I'd like a cleaning next Tuesday at ten",
      'I have Tuesday, November 17 at 10 AM with Jordan. Shall I book it?',
      'yes please',
      "You're booked: a cleaning, Tuesday, November 17 at 10 AM, under the name Rosalind Frankel.",
      "no, that's all, goodbye",
      'Goodbye!',
    )
    const document = validated({ ...call, outcome: 'booked' })
    expect(document.tests[0]).toMatchObject({ name: 'From a call: booked', outcome: 'booked' })
    expect(document.tests[0]?.turns.map((turn) => turn.expect)).toEqual([
      ['10 AM'],
      ['Ann', 'Lee', 'Cleaning', '10 AM'],
      [],
    ])
    const model = embedded.open({})!
    const setting = { document, model, resources: resourcesNamed(document), nowMs: 0 }
    const report = await runEval(setting, document.tests[0]!)
    expect(report, JSON.stringify(report, null, 2)).toMatchObject({ passed: true, outcome: 'booked' })
  })
})

test('what is no transcript is refused without a word of it', () => {
  const json = { turns: [{ speaker: 'Rosalind', text: 'secret', at: AT }] }
  expect(() => readCallExport(json)).toThrow('/turns/0/speaker')
  expect(() => readCallExport(json)).not.toThrow(/Rosalind|secret/)
  expect(
    readCallExport({ object: 'transcript', call_id: 'call_x', livemode: true, turns: callOf('Hi.').turns }),
  ).toEqual({
    turns: callOf('Hi.').turns,
  })
})

describe('nothing of the original is left', () => {
  const given = fc.constantFrom('Rosalind', 'Beatrix', 'Thaddeus', 'Ngozi', 'Siobhan', 'Wolfgang', 'Ximena')
  const family = fc.constantFrom('Frankel', 'Kowalczyk', 'Abernathy', 'Vasquez', 'Oyelaran', 'Zielinski')
  const digits = fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/).filter((number) => !number.startsWith('212555'))
  const spoken = (number: string): string =>
    [...number].map((digit) => 'zero one two three four five six seven eight nine'.split(' ')[Number(digit)]).join(' ')
  const formOf = fc.constantFrom<(number: string) => string>(
    (number) => number,
    (number) => `+1${number}`,
    (number) => `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`,
    spoken,
    (number) => spoken(number).replaceAll('zero', 'oh'),
  )
  const planted = fc.record({ given, family, number: digits, form: formOf, house: fc.integer({ min: 11, max: 999 }) })
  const forms = fc.shuffledSubarray(
    [
      ({ given: one, family: other }) => `Hi, this is ${one} ${other}, I want a cleaning.`,
      ({ given: one }) => `My name is ${one}, that is ${one.toUpperCase().split('').join(' ')}.`,
      ({ number, form }) => `You can call me at ${form(number)}.`,
      ({ given: one, family: other }) =>
        `My e-mail is ${one.toLowerCase()} dot ${other.toLowerCase()} at gmail dot com.`,
      ({ given: one, family: other }) => `Write to ${one}.${other}@corp.io please.`,
      ({ house, family: other }) => `I live at ${house} ${other} Street.`,
      ({ given: one }) => `It is for my daughter ${one}, born June 3rd, 1994.`,
      ({ family: other }) => `Tell Mrs. ${other} that I will come on November 19th.`,
      ({ given: one, family: other }) => `yes ${one.toLowerCase()} ${other.toLowerCase()} is right`,
      () => 'Tomorrow at ten, or next Tuesday.',
    ] as ((person: PlantedPerson) => string)[],
    { minLength: 2 },
  )
  interface PlantedPerson {
    readonly given: string
    readonly family: string
    readonly number: string
    readonly form: (number: string) => string
    readonly house: number
  }

  test('whoever called and however they said it', () => {
    fc.assert(
      fc.property(planted, forms, (person, lines) => {
        const introduced = [`Hello, my name is ${person.given} ${person.family}.`, ...lines.map((line) => line(person))]
        const call = callOf(...introduced.flatMap((line) => [line, `Thank you, ${person.given}.`]))
        const made = scriptOf(CLINIC, call)
        const text = JSON.stringify(made.script)
        for (const name of [person.given, person.family]) expect(text.toLowerCase()).not.toContain(name.toLowerCase())
        for (const name of [person.given, person.family])
          expect(text.replaceAll(/[ -]/g, '').toLowerCase()).not.toContain(name.toLowerCase())
        const said = made.script.turns.map(({ say = '' }) => say).join('\n')
        expect(said.replaceAll(/\D/g, '')).not.toContain(person.number)
        expect(said).not.toContain(spoken(person.number))
        expect(said).not.toMatch(/corp\.io|gmail|June 3|1994|November 19/)
        expect(said).not.toContain(`${person.house} `)
        expect(leftovers(made)).toEqual([])
        validated(call)
      }),
      { numRuns: 60 },
    )
  })

  test('of a number that comes in pieces, spoken or keyed in', () => {
    const cuts = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 5, max: 7 }))
    const listening = fc.constantFrom('Mm-hm.', 'Go on.', 'Okay.', 'I have that, and the rest?')
    fc.assert(
      fc.property(digits, cuts, listening, fc.boolean(), (number, [first, second], reply, isKeyed) => {
        const parts = isKeyed
          ? [...number]
          : [number.slice(0, first), number.slice(first, second), number.slice(second)]
        const said = parts.map((part) => (isKeyed ? `[pressed ${part}]` : spoken(part)))
        const made = scriptOf(
          CLINIC,
          callOf('Please call me back.', 'Gladly.', ...said.flatMap((part) => [part, reply])),
        )
        const all = made.script.turns.map(({ say = '', dtmf = '' }) => say + dtmf).join('')
        expect(all.replaceAll(/\D/g, '')).toMatch(/^21255501\d\d$/)
        expect(all).not.toContain('seven')
        expect(leftovers(made)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('and what is left is seen', () => {
    const made = scriptOf(
      CLINIC,
      callOf('Hi, this is Rosalind Frankel. Mail x@corp.io. I was born 7/4/1976. Call 617 867 5309.'),
    )
    const withSay = (say: string) => ({ ...made, script: { ...made.script, turns: [{ say }] } })
    expect(leftovers(made)).toEqual([])
    expect(leftovers(withSay('it is rosalind'))).toContain('name')
    expect(leftovers(withSay('R-O-S-A-L-I-N-D'))).toContain('name')
    expect(leftovers(withSay('six one seven eight six seven five three oh nine'))).toContain('number')
    expect(leftovers(withSay('x at corp dot io'))).toContain('email')
    expect(leftovers(withSay('Write to Ann.Lee@corp.io'))).toContain('email')
    expect(leftovers(withSay('I live at 42 Wallaby Way'))).toContain('address')
    expect(leftovers(withSay('born 7/4/1976'))).toContain('birth')
    expect(leftovers(withSay('This is Beatrix Abernathy calling'))).toContain('name')
    expect(leftovers(withSay('call 415 273 9164'))).toContain('phone')
  })
})
