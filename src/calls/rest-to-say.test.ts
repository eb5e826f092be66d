import { expect, test } from 'vitest'
import { restToSay } from './rest-to-say.ts'
import { Speech } from './speech.ts'

const TEXT = 'We are open from nine to five. On Saturday we close at one. Is there anything else?'
const cutAfter = (heard: string) => ({ text: TEXT, sentAtMs: 0, heard, cut: true })
const said = (text: string) => ({ type: 'said', text }) as const

test.each(['Mm-hm.', 'uh huh', 'Okay.', 'yeah, right', 'I see.', 'Go on'])(
  '“%s” does not take the floor: what was cut off is said from its sentence on',
  (text) => {
    expect(restToSay(said(text), cutAfter('We are open from nine to five. On Sat'))).toBe(
      'On Saturday we close at one. Is there anything else?',
    )
  },
)

test('a noise, after which nobody says anything, is no interruption either', () => {
  expect(restToSay({ type: 'silent', nth: 1 }, cutAfter('We are'))).toBe(TEXT)
  expect(restToSay({ type: 'silent', nth: 2 }, cutAfter('We are'))).toBeNull()
})

test('whoever says something has the floor', () => {
  for (const text of ['Stop.', 'Yes but on Sunday?', 'No', 'okay, book it for Friday'])
    expect(restToSay(said(text), cutAfter('We are open from'))).toBeNull()
})

test('a yes to a question that was heard is an answer, and a reply that was not cut has no rest', () => {
  expect(restToSay(said('Yeah.'), cutAfter(TEXT))).toBeNull()
  expect(restToSay(said('Okay.'), { text: TEXT, sentAtMs: 0, heard: TEXT, cut: false })).toBeNull()
  expect(restToSay(said('Okay.'), undefined)).toBeNull()
})

test('an interruption of what is being said cuts it, and one of older speech does not', () => {
  const speech = new Speech()
  expect(speech.cut('We are', 400, 0)).toBe(false)
  speech.say('Tuesday at ten is free.', 10_000)
  speech.say('Shall I book it?', 10_005)
  expect(speech.cut('We are open from', 3_000, 10_200)).toBe(false)
  expect(speech.cut('Tuesday at', 900, 10_400)).toBe(false)
  expect(speech.cut('Tuesday at', 900, 11_000)).toBe(true)
  expect(speech.heard).toBe('Tuesday at')
  expect(speech.cut('Tuesday at', 900, 11_100)).toBe(false)
})
