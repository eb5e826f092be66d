import { describe, expect, test } from 'vitest'
import { validateDocument } from './validate.ts'

const DOCUMENT = {
  schema: 1,
  name: 'Front desk',
  business: 'Corner Bakery',
  hours: { tz: 'Europe/London', weekly: { mo: [['09:00', '17:00']] } },
  opening: { greeting: 'Hello!', aiDisclosure: "I'm an AI assistant." },
  skills: {},
}
const DESK = { kind: 'phone', number: '+12125550190' }
const PIN = { id: 'pin', label: 'PIN', type: 'number', digits: { min: 4, max: 4 }, sensitive: true }
const asking = (field: object) => ({ ...DOCUMENT, capture: [field] })
const inEmergency = (thenTransfer: object) => ({
  ...DOCUMENT,
  guardrails: { emergency: { say: 'Call 911.', thenTransfer } },
})
const declining = (onDecline: string, more: object = {}) => ({
  ...DOCUMENT,
  opening: { ...DOCUMENT.opening, recording: { onDecline } },
  ...more,
})
const toDesk = { routing: [{ intent: 'human', to: DESK }] }

/** The pointers and codes of what is wrong with a document. */
function wrongWith(json: unknown): string[] {
  const read = validateDocument(json)
  return read.ok ? [] : read.error.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('a field', () => {
  test.each([
    ['a code of four digits', PIN],
    ['a code of some digits that is nobody’s secret', { ...PIN, sensitive: false, confirm: 'spell' }],
    ['a date of birth that nobody is to see', { id: 'dob', label: 'Date of birth', type: 'dob', sensitive: true }],
  ])('that asks for %s is taken', (_, field) => {
    expect(wrongWith(asking(field))).toEqual([])
  })

  test.each<[string, object, string[]]>([
    ['words kept from everybody', { ...PIN, type: 'text', digits: undefined }, ['/capture/0/sensitive not_supported']],
    ['a secret of no length', { ...PIN, digits: undefined }, ['/capture/0/digits missing']],
    ['a secret to be spelled out', { ...PIN, confirm: 'spell' }, ['/capture/0/confirm contradicts']],
    ['a secret to be read back', { ...PIN, confirmWhen: 'always' }, ['/capture/0/confirmWhen contradicts']],
    ['a secret to be saved elsewhere', { ...PIN, saveTo: 'contact.pin' }, ['/capture/0/saveTo contradicts']],
    ['more digits than at the most', { ...PIN, digits: { min: 5, max: 4 } }, ['/capture/0/digits/max wrong_order']],
    ['a name of four digits', { ...PIN, type: 'name', sensitive: false }, ['/capture/0/digits not_supported']],
    ['no digit at all', { ...PIN, digits: { min: 0, max: 4 } }, ['/capture/0/digits/min too_small']],
  ])('that asks for %s is refused there', (_, field, errors) => {
    expect(wrongWith(asking(field))).toEqual(errors)
  })
})

describe('passing callers on', () => {
  test.each<[string, object]>([
    ['to an extension', { ...DOCUMENT, routing: [{ intent: 'human', to: { ...DESK, sendDigits: 'ww204#' } }] }],
    ['to somebody in an emergency', inEmergency(DESK)],
    ['to the team in an emergency', inEmergency({ kind: 'task', queue: 'desk' })],
    ['to somebody, whoever will not be recorded', declining('transfer', toDesk)],
    ['to somebody, where the agent cannot go on', { ...DOCUMENT, ...toDesk, onFailure: 'person' }],
    ['to nobody, where the agent cannot go on', { ...DOCUMENT, onFailure: 'message' }],
  ])('%s is taken', (_, document) => {
    expect(wrongWith(document)).toEqual([])
  })

  test.each<[string, object, string[]]>([
    [
      'through a menu by name',
      { ...DOCUMENT, routing: [{ intent: 'human', to: { ...DESK, sendDigits: 'two' } }] },
      ['/routing/0/to/sendDigits wrong_format'],
    ],
    [
      'to a tape in an emergency',
      inEmergency({ kind: 'voicemail' }),
      ['/guardrails/emergency/thenTransfer/kind not_supported'],
    ],
    [
      'to nobody, whoever will not be recorded',
      declining('transfer'),
      ['/opening/recording/onDecline nobody_to_transfer_to'],
    ],
    [
      'to nobody, where the agent cannot go on',
      { ...DOCUMENT, onFailure: 'person' },
      ['/onFailure nobody_to_transfer_to'],
    ],
    [
      'to a tape that nobody keeps',
      { ...DOCUMENT, onFailure: 'voicemail', privacy: { store: 'metadata' } },
      ['/onFailure contradicts'],
    ],
    ['nowhere, by a word of its own', { ...DOCUMENT, onFailure: 'hope' }, ['/onFailure unknown_value']],
  ])('%s is refused there', (_, document, errors) => {
    expect(wrongWith(document)).toEqual(errors)
  })
})
