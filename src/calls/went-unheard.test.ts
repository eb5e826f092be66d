import { expect, test } from 'vitest'
import { speechMs } from '../dialogue/heard.ts'
import { wentUnheard } from './went-unheard.ts'

const TEXT = "You're booked for Monday at nine. Is there anything else?"
const SENT_AT_MS = 1_000_000
const talked = { replies: [{ text: TEXT, sentAtMs: SENT_AT_MS, heard: TEXT, cut: false, turn: 3 }], pending: null }
const state = { status: 'in_progress', playReported: false } as const
const dead = (afterMs: number, unseen = false, played = '') => ({ played, unseen, nowMs: SENT_AT_MS + afterMs })

test('a reply that was being spoken as its line went dead was not heard, and one that had been spoken was', () => {
  expect(wentUnheard(talked, state, dead(500))).toBe(true)
  expect(wentUnheard(talked, state, dead(speechMs(TEXT)))).toBe(false)
})

test('where nobody saw the line go dead, what was said last may have been lost, for as long as a restart takes', () => {
  expect(wentUnheard(talked, state, dead(30_000, true))).toBe(true)
  expect(wentUnheard(talked, state, dead(120_000, true))).toBe(false)
})

test('whoever has answered it, or had all of it played to them, has heard it', () => {
  const answered = { ...talked, pending: { type: 'said', text: 'No, thank you.' } } as const
  expect(wentUnheard(answered, state, dead(30_000, true))).toBe(false)
  expect(wentUnheard(talked, { ...state, playReported: true }, dead(500, false, TEXT))).toBe(false)
  expect(wentUnheard(talked, { ...state, playReported: true }, dead(500, false, "You're booked"))).toBe(true)
})

test('nothing is cut twice, and nothing where nothing was said', () => {
  const cut = { ...talked, replies: talked.replies.map((reply) => ({ ...reply, cut: true })) }
  expect(wentUnheard(cut, state, dead(500))).toBe(false)
  expect(wentUnheard({ replies: [], pending: null }, state, dead(500))).toBe(false)
})
