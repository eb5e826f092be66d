import { expect, test } from 'vitest'
import { isAnyAnswerHeard } from './answers-heard.ts'

const HOURS = "We're open today from 8 AM to 5 PM."
const AGENT = `${HOURS} Is there anything else I can help with?`
const answer = (heard: string) => ({ agent: AGENT, heard, answers: true as const })
const other = (agent: string, heard = agent) => ({ agent, heard })

test('an answer was heard when what comes after it was not', () => {
  expect(isAnyAnswerHeard([answer(AGENT)])).toBe(true)
  expect(isAnyAnswerHeard([answer(HOURS)])).toBe(true)
  expect(isAnyAnswerHeard([answer("We're open today"), answer(AGENT)])).toBe(true)
})

test('an answer that was cut off, or that nobody heard, answered nothing', () => {
  for (const heard of ['', "We're open", "We're open today from"]) {
    expect(isAnyAnswerHeard([answer(heard)])).toBe(false)
    expect(isAnyAnswerHeard([other('Hello.'), answer(heard), other('Goodbye.')])).toBe(false)
  }
})

test('an answer whose rest was said once its interruption was none was heard', () => {
  expect(isAnyAnswerHeard([answer("We're open"), other(AGENT)])).toBe(true)
  expect(isAnyAnswerHeard([answer("We're open"), other(AGENT, "We're")])).toBe(false)
})

test('of a call that did not note which turns were answers nothing is doubted', () => {
  expect(isAnyAnswerHeard([other(AGENT, '')])).toBe(true)
})
