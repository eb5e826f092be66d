import { expect, test } from 'vitest'
import { cutAt, cutReply, howMuchHeard, type Reply } from './heard.ts'

const reply = (text: string, sentAtMs: number): Reply => ({ text, sentAtMs, heard: text, cut: false })

const OLD = reply('I have Tuesday at 10 AM, or Wednesday at 2 PM. Which would you like?', 1_000)
const NEW = reply('That key does nothing here. Please just tell me.', 9_000)

test('an interruption cuts the reply whose words it reports', () => {
  expect(cutReply([OLD], 'I have Tuesday at', 1_500, 3_000)).toBe(0)
  expect(cutAt(OLD, 'I have Tuesday at')).toMatchObject({ heard: 'I have Tuesday at', cut: true })
})

test('a late interruption of the old speech leaves the new reply alone', () => {
  expect(cutReply([OLD, NEW], 'or Wednesday at', 3_400, 9_001)).toBe(0)
})

test('a report of speech that ran longer than the new reply has been out is not about the new reply', () => {
  const same = reply('I have Tuesday at 10 AM. Which would you like?', 9_000)
  expect(cutReply([OLD, same], 'I have Tuesday', 684, 9_001)).toBe(0)
  expect(cutReply([OLD, same], 'I have Tuesday', 684, 9_900)).toBe(1)
})

test('an interruption before the first word means that nothing was heard', () => {
  expect(cutReply([OLD], '', 200, 2_000)).toBe(0)
  expect(howMuchHeard(cutAt(OLD, ''))).toBe('none')
})

test('words that nobody said cut nothing', () => {
  expect(cutReply([OLD, NEW], 'completely different words', null, 20_000)).toBeNull()
})

test('punctuation and case of the report do not matter', () => {
  expect(cutAt(OLD, 'i have tuesday, at 10 am or').heard).toBe('I have Tuesday at 10 AM, or')
})

test('a reply that was cut once is not cut again', () => {
  expect(cutReply([cutAt(OLD, 'I have')], 'I have', 500, 9_000)).toBeNull()
})

test('a word that was cut in the middle is heard as far as it came', () => {
  expect(cutAt(OLD, 'have Tuesday at 10 AM, or Wednes').heard).toBe('I have Tuesday at 10 AM, or Wednes')
  expect(cutAt(OLD, 'Tues').heard).toBe('I have Tues')
})

test('a report of any length is read at once, and is no pattern', () => {
  for (const words of ['I ', 'have Tuesday ', '(a+)+$ ', '| ']) {
    const report = words.repeat(30_000).slice(0, 60_000)
    const startedAtMs = performance.now()
    cutReply([OLD, NEW], report, null, 20_000)
    cutAt(OLD, report)
    expect(performance.now() - startedAtMs, words).toBeLessThan(1_000)
  }
})
