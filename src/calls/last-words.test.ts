import { expect, test } from 'vitest'
import { PINS } from '../../test/builders/pinned-call.ts'
import { admitted, connected } from './advance.ts'
import type { CallState } from './call-state.ts'
import { endsBy, goesAlong, reopened, stirred } from './last-words.ts'

const talking = (timers: CallState['timers']): CallState => ({
  ...connected(admitted('call_1', PINS, 0), 1, 0),
  timers,
})
const leaving = (stands = false): CallState => ({
  ...talking({ hangUp: 12_000 }),
  endedBy: 'agent',
  endReason: 'transferred',
  ending: { handoff: JSON.stringify({ reason: 'transfer', to: '+12125550190' }), speechSeen: true, stands },
})

test('whoever makes a noise and says nothing is prompted all the same, a little later', () => {
  const { timers } = stirred(talking({ idle: 11_000 }), 10_000)
  expect(timers.idle).toBeGreaterThan(11_000)
  expect(timers.idle).toBeLessThanOrEqual(20_000)
})

test('whoever goes on speaking is not prompted meanwhile', () => {
  let state = talking({ idle: 11_000 })
  for (let nowMs = 10_000; nowMs < 60_000; nowMs += 300) {
    state = stirred(state, nowMs)
    expect(state.timers.idle).toBeGreaterThan(nowMs + 300)
  }
})

test('a noise during the last words puts off the end of the call, and takes nothing back', () => {
  const noise = stirred(leaving(), 10_000)
  expect(noise.ending).toEqual(leaving().ending)
  expect(noise.timers.hangUp).toBeGreaterThan(12_000)
  expect(endsBy(noise, 13_000)).toEqual({ ...noise, timers: { hangUp: 13_000 } })
})

test('words take the end back, unless it stands whatever is said', () => {
  const open = reopened(leaving(), 10_000)
  expect(open).toMatchObject({ ending: null, endedBy: null, endReason: null })
  expect(open.timers.hangUp).toBeUndefined()
  expect(open.timers.idle).toBeGreaterThan(10_000)
  for (const change of [stirred, reopened, endsBy]) expect(change(leaving(true), 10_000)).toEqual(leaving(true))
})

const said = (text: string) => ({ type: 'said', text }) as const
const ending = (reason: string): string => JSON.stringify({ reason })

test.each(['Okay.', 'Thank you so much, bye-bye!', 'Great, thanks.', 'Gracias, adiós.', 'You too. Have a good one.'])(
  '“%s” is no reason to stay',
  (text) => {
    for (const reason of ['transfer', 'goodbye', 'voicemail']) expect(goesAlong(said(text), ending(reason))).toBe(true)
  },
)

test.each(['Yes, please.', "Sure, I'll hold.", 'Sí, por favor.'])('“%s” lets a caller be put through', (text) => {
  expect(goesAlong(said(text), ending('transfer'))).toBe(true)
  expect(goesAlong(said(text), ending('goodbye'))).toBe(false)
})

test.each(['No wait, cancel that', 'Okay, but one more thing', 'Thanks, and what are your hours?', ''])(
  '“%s” is something to be answered',
  (text) => expect(goesAlong(said(text), ending('transfer'))).toBe(false),
)

test('a caller who was taken to be gone, and a key, are always answered', () => {
  expect(goesAlong(said('Okay.'), ending('silence'))).toBe(false)
  expect(goesAlong({ type: 'pressed', digit: '1' }, ending('transfer'))).toBe(false)
})
