import { assert, jsonValue, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findAnswer } from './find-answer.ts'
import { templates } from './templates/index.ts'
import { validateDocument } from './validate.ts'

const FIVE_LINES = {
  schema: 1,
  name: 'Front desk',
  business: 'Corner Bakery',
  hours: { tz: 'Europe/London', weekly: { mo: [['09:00', '17:00']] } },
  opening: { greeting: 'Hello!', aiDisclosure: "I'm an AI assistant." },
  skills: {},
}

const service = (fields: object = {}) => ({ id: 'cut', name: 'Cut', minutes: 30, resources: ['Ana'], ...fields })
const booking = (...services: object[]) => ({ ...FIVE_LINES, skills: { booking: { services } } })

/** The pointers and codes of what is wrong with a document. */
function wrongWith(json: unknown): string[] {
  const read = validateDocument(json)
  return read.ok ? [] : read.error.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('a document', () => {
  test('of five lines is valid, and has every default filled in', () => {
    const read = validateDocument(FIVE_LINES)
    expect(read).toMatchObject({
      ok: true,
      value: { vertical: 'general', voice: { maxMinutes: 10 }, guardrails: { optOut: true }, tests: [] },
    })
  })

  test('that has been read once is read back the same', () => {
    for (const { document } of templates) {
      const first = validateDocument(document)
      if (!first.ok) throw new Error(JSON.stringify(first.error))
      expect(validateDocument(JSON.parse(JSON.stringify(first.value)))).toEqual(first)
    }
  })

  test.each<[string, unknown, string[]]>([
    ['lacks what is required', { ...FIVE_LINES, business: undefined }, ['/business missing']],
    ['has a name nobody knows', { ...FIVE_LINES, skils: {} }, ['/skils unknown_field']],
    [
      'has a deep name nobody knows',
      booking(service({ minuts: 5 })),
      ['/skills/booking/services/0/minuts unknown_field'],
    ],
    ['lives in no time zone', { ...FIVE_LINES, hours: { tz: 'Mars/Base', weekly: {} } }, ['/hours/tz invalid']],
    [
      'ends before it begins',
      { ...FIVE_LINES, hours: { tz: 'UTC', weekly: { mo: [['17:00', '09:00']] } } },
      ['/hours/weekly/mo/0 invalid'],
    ],
    [
      'has a weekday of its own',
      { ...FIVE_LINES, hours: { tz: 'UTC', weekly: { xx: [] } } },
      ['/hours/weekly/xx unknown_field'],
    ],
    ['takes seven minutes', booking(service({ minutes: 7 })), ['/skills/booking/services/0/minutes not_a_multiple']],
    ['takes half a minute', booking(service({ minutes: 30.5 })), ['/skills/booking/services/0/minutes wrong_type']],
    [
      'names a resource twice',
      booking(service({ resources: ['Ana', 'ana'] })),
      ['/skills/booking/services/0/resources/1 repeated'],
    ],
    ['has two services of one id', booking(service(), service()), ['/skills/booking/services/1/id invalid']],
    [
      'has two services of one name to callers',
      booking(service({ aka: ['trim'] }), service({ id: 'beard', aka: ['Trim'] })),
      ['/skills/booking/services/1/aka/0 ambiguous'],
    ],
    [
      'could book but never opens',
      { ...booking(service()), hours: { tz: 'UTC', weekly: {} } },
      ['/hours/weekly never_open'],
    ],
    [
      'is health care without an emergency line',
      { ...FIVE_LINES, vertical: 'healthcare' },
      ['/guardrails/emergency invalid'],
    ],
    ['has a key that leads nowhere', { ...FIVE_LINES, dtmf: { 2: 'skill:refill' } }, ['/dtmf/2 skill_missing']],
    ['has a key that is none', { ...FIVE_LINES, dtmf: { 12: 'repeat' } }, ['/dtmf/12 wrong_name']],
    [
      'does not say what it is',
      { ...FIVE_LINES, opening: { greeting: 'Hi', aiDisclosure: 'Hello there!' } },
      ['/opening/aiDisclosure not_a_disclosure'],
    ],
    ['cannot be opted out of', { ...FIVE_LINES, guardrails: { optOut: false } }, ['/guardrails/optOut unknown_value']],
    [
      'has a text without its first language',
      { ...FIVE_LINES, opening: { ...FIVE_LINES.opening, greeting: { 'es-US': '¡Hola!' } } },
      ['/opening/greeting language_missing'],
    ],
    [
      'speaks a language that is none',
      { ...FIVE_LINES, languages: { default: 'english please' } },
      ['/languages/default unknown_language'],
    ],
    [
      'asks to choose from nothing',
      { ...FIVE_LINES, capture: [{ id: 'size', label: 'Size', type: 'enum' }] },
      ['/capture/0/options missing'],
    ],
    [
      'reads back what it shall not echo',
      {
        ...FIVE_LINES,
        capture: [{ id: 'cell', label: 'Cell', type: 'phone', confirm: 'none', confirmWhen: 'always' }],
      },
      ['/capture/0/confirmWhen contradicts'],
    ],
    [
      'confirms free words one by one',
      { ...FIVE_LINES, capture: [{ id: 'why', label: 'Why', type: 'text', confirmWhen: 'when_unsure' }] },
      ['/capture/0/confirmWhen not_supported'],
    ],
    [
      'has a test with a broken pattern',
      { ...FIVE_LINES, tests: [{ name: 'x', turns: [{ say: 'hi', expect: ['/(/'] }] }] },
      ['/tests/0/turns/0/expect/0 wrong_pattern'],
    ],
    [
      'has a test at no time',
      { ...FIVE_LINES, tests: [{ name: 'x', at: 'noon', turns: [{ say: 'hi' }] }] },
      ['/tests/0/at wrong_format'],
    ],
    [
      'has a test with an unknown end',
      { ...FIVE_LINES, tests: [{ name: 'x', outcome: 'won', turns: [{}] }] },
      ['/tests/0/outcome unknown_value'],
    ],
    [
      'routes to a number nobody can dial',
      { ...FIVE_LINES, routing: [{ intent: 'human', to: { kind: 'phone', number: '555' } }] },
      ['/routing/0/to/number wrong_format'],
    ],
    ['is not a document', 'hello', [' wrong_type']],
  ])('that %s is refused there', (_, json, errors) => {
    expect(wrongWith(json)).toEqual(errors)
  })

  test('with several things wrong is told all of them at once', () => {
    const errors = wrongWith({ ...FIVE_LINES, name: '', channels: ['fax'], extra: 1 })
    expect(errors.toSorted()).toEqual(['/channels/0 unknown_value', '/extra unknown_field', '/name too_small'])
  })

  test('in several languages needs only a language of the same family', () => {
    const greeting = { 'en-GB': 'Hello', 'es-US': 'Hola' }
    expect(wrongWith({ ...FIVE_LINES, opening: { ...FIVE_LINES.opening, greeting } })).toEqual([])
  })

  test('of any shape is refused without a throw', () => {
    assert(
      property(jsonValue(), (json) => {
        expect(validateDocument(json).ok).toBe(false)
      }),
    )
  })
})

describe('every template', () => {
  test.each(templates)('$slug is a valid document whose services use its own resources', ({ document, resources }) => {
    expect(wrongWith(document)).toEqual([])
    const names = new Set(resources.map(({ name }) => name))
    for (const used of document.skills.booking?.services.flatMap((one) => one.resources) ?? [])
      expect(names).toContain(used)
  })

  test.each(templates)('$slug answers its own questions', ({ document }) => {
    const read = validateDocument(document)
    if (!read.ok) throw new Error('not valid')
    for (const { q, a } of read.value.skills.qa?.entries ?? []) {
      for (const question of q) expect(findAnswer(read.value, question, 'en-US')?.answer, question).toBe(a)
    }
  })
})
