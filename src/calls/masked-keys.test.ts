import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDocument } from '../../test/builders/model-turn.ts'
import { awaitKeys, type KeyState } from '../dialogue/capture/keys.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import { askedFor, gathered, keyIn, type AskedFor, type KeyedIn, type KeySetting } from './masked-keys.ts'

const document = aDocument({
  skills: {
    message: {
      fields: [
        { id: 'phone', label: 'phone number', type: 'phone' },
        { id: 'party', label: 'number of people', type: 'number' },
        { id: 'pin', label: 'member PIN', type: 'number', digits: { min: 4, max: 6 }, sensitive: true },
      ],
      route: { kind: 'task', queue: 'desk' },
    },
  },
  dtmf: { 1: 'repeat', '#': 'repeat' },
})
const CAPTURE = { nowMs: Date.UTC(2026, 11, 1), timeZone: 'America/New_York', country: 'US' } as const

function asking(words: string): { readonly asked: AskedFor; readonly setting: KeySetting } {
  const asked = askedFor(document, words)
  if (asked === null) throw new Error('nothing is asked for')
  return { asked, setting: { field: asked.field, menu: document.dtmf, capture: CAPTURE, silences: 2 } }
}
const PHONE = asking('What number is best to reach you?')
const PARTY = asking('The number of people, please?')
const PIN = asking('Member PIN, please?')
const CARD = asking('Please enter your card number on the keypad.')

const pressed = (digit: string): CallerInput => ({ type: 'pressed', digit })
const SILENT: CallerInput = { type: 'silent', nth: 1 }

/** Presses keys with waits before them, in milliseconds; the clock rings when it is time, and in the end. */
function play({ asked, setting }: typeof PHONE, keys: readonly (readonly [string, number])[]): KeyedIn[] {
  let keyed: KeyState | null = awaitKeys(asked.plan, 0)
  let nowMs = 0
  const steps: KeyedIn[] = []
  const take = (input: CallerInput): void => {
    if (keyed === null) return
    // As it is between two keys: in storage, sealed.
    const step: KeyedIn = keyIn(JSON.parse(JSON.stringify(keyed)) as KeyState, input, setting, nowMs)
    keyed = step.keys
    steps.push(step)
  }
  for (const [key, waitMs] of keys) {
    const dueAtMs: number = keyed?.dueAtMs ?? Infinity
    nowMs += waitMs
    if (nowMs >= dueAtMs) take(SILENT)
    take(pressed(key))
  }
  nowMs += 60_000
  take(SILENT)
  return steps
}

const typed = (digits: string, waitMs = 500): [string, number][] => [...digits].map((key) => [key, waitMs])
const ending = (steps: readonly KeyedIn[]) => steps.find(({ keys }) => keys === null)

describe('keys that answer what was asked for', () => {
  test('are one number, ended by the pound key, by a pause, or by being enough', () => {
    for (const keys of [typed('2125550142#'), typed('2125550142'), typed('12125550142')])
      expect(ending(play(PHONE, keys))?.input).toEqual({
        type: 'said',
        text: expect.stringMatching(/^\[keyed in 1?2125550142\]$/) as string,
      })
  })

  test('are taken back by the star key', () => {
    expect(ending(play(PHONE, [...typed('999*'), ...typed('2125550142#')]))?.input).toEqual({
      type: 'said',
      text: '[keyed in 2125550142]',
    })
  })

  test('mean the menu where one alone is pressed that is in it, and could be no number', () => {
    expect(ending(play(PHONE, typed('1')))?.input).toEqual(pressed('1'))
    expect(ending(play(PARTY, typed('1')))?.input).toEqual({ type: 'said', text: '[keyed in 1]' })
    expect(ending(play(PHONE, typed('7')))?.input).toEqual({ type: 'said', text: '[keyed in 7]' })
  })

  test('that were taken back and not followed by others are a silence like any other', () => {
    expect(ending(play(PHONE, typed('12*')))?.input).toEqual({ type: 'silent', nth: 3 })
    expect(ending(play(PHONE, typed('12*#')))?.input).toEqual(pressed('#'))
  })

  test('of a secret give a note, and its digits to nobody but the seal', () => {
    expect(ending(play(PIN, typed('4821#')))).toEqual({
      keys: null,
      input: { type: 'said', text: '[4 digits entered]' },
      secret: { id: 'pin', value: '4821' },
    })
    expect(ending(play(PIN, typed('482#')))).toEqual({
      keys: null,
      input: { type: 'said', text: '[3 digits entered, too few]' },
    })
  })

  test('of a secret that no field is for are kept by nobody', () => {
    expect(ending(play(CARD, typed('4111111111111111#')))).toEqual({
      keys: null,
      input: { type: 'said', text: '[16 digits entered]' },
    })
  })
})

const key = fc.constantFrom(...'0123456789*#')
const pause = fc.integer({ min: 0, max: 12_000 })
const keys = fc.array(fc.tuple(key, pause), { minLength: 1, maxLength: 40 })

test('whatever is pressed, and however slowly, it comes to one answer; and of a secret no digit is in it', () => {
  fc.assert(
    fc.property(fc.constantFrom(PHONE, PARTY, PIN, CARD), keys, (asks, presses) => {
      const steps = play(asks, presses)
      const answers = steps.filter(({ input }) => input !== null)
      expect(answers).toHaveLength(1)
      const [answer] = answers
      expect(answer?.keys).toBeNull()
      const isSecret = asks === PIN || asks === CARD
      if (!isSecret || answer?.input?.type !== 'said') return
      expect(answer.input.text).toMatch(/^\[\d+ digits? entered(?:, too (?:few|many))?\]$/)
      if (answer.secret !== undefined) expect(answer.secret.value).toMatch(/^\d{4,6}$/)
      if (asks === CARD) expect(answer.secret).toBeUndefined()
    }),
    { numRuns: 1_000 },
  )
})

test('keys that the carrier has collected mean what the same keys mean one by one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(PHONE, PARTY, PIN, CARD),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 }),
      ({ asked, setting }, digits) => {
        const last = ending(play({ asked, setting }, typed(`${digits}#`, 100)))
        expect({ ...gathered(asked, digits, setting, 0), keys: null }).toEqual(last)
      },
    ),
  )
})
