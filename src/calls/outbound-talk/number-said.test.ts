import { expect, test } from 'vitest'
import type { TurnEnd, TurnOut } from '../../dialogue/turn.ts'
import { FRESH_TALK } from '../../dialogue/talk-state.ts'
import { newProgress } from '../../dialogue/turn-setting.ts'
import { withNumber, type Talked } from './number-said.ts'

const talked: Talked = {
  ourNumber: '+12125550100',
  language: 'en',
  replies: [{ text: 'Anything else?', heard: '', cut: false }],
}
const NUMBER = 'Our number is 2 1 2, 5 5 5, 0 1 0 0.'

/** A turn as a vendor's model leads it: its last words are not known to be the last. */
async function* aTurn(words: readonly string[], ending: TurnEnd['ending']): AsyncGenerator<TurnOut> {
  for (const text of words) yield { type: 'say', text, last: false }
  yield { type: 'say', text: '', last: true }
  yield { type: 'end', ...newProgress(FRESH_TALK), ending, toolsCalled: [], rule: null }
}

async function heard(words: readonly string[], how: 'goodbye' | null, more: Partial<Talked> = {}): Promise<string[]> {
  const said: string[] = []
  const turn = aTurn(words, how === null ? null : { how })
  for await (const out of withNumber(turn, { ...talked, ...more })) said.push(out.type === 'say' ? out.text : 'end')
  return said
}

test('a model’s goodbye has the number to call before it', async () => {
  expect(await heard(['All set.', 'Have a good day.', 'Goodbye!'], 'goodbye')).toEqual([
    'All set.',
    NUMBER,
    'Have a good day.',
    'Goodbye!',
    '',
    'end',
  ])
  expect((await heard(['¡Adiós!'], 'goodbye', { language: 'es-US' }))[0]).toContain('Nuestro número es el')
  expect((await heard(['Que esté muy bien.'], 'goodbye'))[0]).toBe(NUMBER)
})

test('what is no goodbye goes out as it comes, and a call that goes on has no number said', async () => {
  expect(await heard(['All set.', 'Talk soon.'], 'goodbye')).toEqual(['All set.', 'Talk soon.', NUMBER, '', 'end'])
  expect(await heard(['Bye is what you said?', 'Anything else?'], null)).toEqual([
    'Bye is what you said?',
    'Anything else?',
    '',
    'end',
  ])
})

test('but none that was said, however it was, in this turn or before', async () => {
  for (const text of ['Call 2 1 2, 5 5 5, 0 1 0 0.', 'Call (212) 555-0100.', 'Call +1 212-555-0100 any time.']) {
    expect(await heard([text, 'Goodbye.'], 'goodbye')).toEqual([text, 'Goodbye.', '', 'end'])
    expect(await heard(['Goodbye.', text], 'goodbye')).toEqual(['Goodbye.', text, '', 'end'])
    const replies = [{ text, heard: text, cut: false }]
    expect(await heard(['Goodbye.'], 'goodbye', { replies })).toEqual(['Goodbye.', '', 'end'])
    const cut = [{ text, heard: 'Call', cut: true }]
    expect(await heard(['Goodbye.'], 'goodbye', { replies: cut })).toContain(NUMBER)
  }
})
