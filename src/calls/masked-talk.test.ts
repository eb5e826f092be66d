import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hearMasked } from '../dialogue/capture/mask-talk.ts'
import { FRESH_MASKED, maskInput, maskReply, SECRETS, withReply } from './masked-talk.ts'

const WORDS =
  'my card is pin number social security code on the back four two one double five to for won twenty forty nineteen 4111 1111 111 4 2 7 oh zero triple hundred and then please tomorrow at nine cuatro uno once cuarenta y tarjeta clave código de seguridad'.split(
    ' ',
  )
const utterance = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((words) => words.join(' '))

test('whatever the close look would mask, the quick look does not pass over', () => {
  fc.assert(
    fc.property(fc.array(utterance, { minLength: 1, maxLength: 5 }), (said) => {
      let quick = FRESH_MASKED
      for (const text of said) {
        const step = hearMasked(quick.state, { speaker: 'caller', text }, SECRETS)
        const { input, talk } = maskInput(quick, { type: 'said', text })
        if (step.kept !== text) expect(input).not.toEqual({ type: 'said', text })
        quick = talk
      }
    }),
    { numRuns: 1_500 },
  )
})

test('what was kept of a number’s beginning is named with its turn, so that it can be taken back', () => {
  const first = maskInput(FRESH_MASKED, { type: 'said', text: 'It is four zero one two' })
  const talk = withReply(first.talk, 'What would you like?', 7)
  const second = maskInput(talk, { type: 'said', text: 'eight eight eight eight eight eight eight eight 1881' })
  expect(second.input).toEqual({ type: 'said', text: '[card number]' })
  expect(second.revisions).toEqual([
    { turn: 7, speaker: 'caller', before: 'It is four zero one two', after: 'It is [card number]' },
  ])
})

test('a reply that reads a card number back is not kept with it', () => {
  const { talk } = maskInput(FRESH_MASKED, { type: 'said', text: 'four zero one two' })
  expect(maskReply(talk, 'So 4012 8888 8888 1881.')).toBe('So [card number].')
})

test('the note of a secret is left as it is, and its count is no digit of another', () => {
  const talk = withReply(FRESH_MASKED, 'Member PIN, please?', 1)
  const noted = maskInput(talk, { type: 'said', text: '[3 digits entered, too few]' })
  expect(noted.input).toEqual({ type: 'said', text: '[3 digits entered, too few]' })
  expect(maskReply(noted.talk, 'I got 3 digits, and I need 4.')).toBe('I got 3 digits, and I need 4.')
})

test('a card number said one digit a turn, each answered, is taken back from every turn', () => {
  let talk = FRESH_MASKED
  const kept: (string | null)[] = []
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
  for (const [at, digit] of [...'4012888888881881'].entries()) {
    const step = maskInput(talk, { type: 'said', text: words[Number(digit)] ?? '' })
    kept[at] = step.input.type === 'said' ? step.input.text : null
    for (const { turn, after } of step.revisions) kept[turn - 1] = after
    talk = withReply(step.talk, 'I am sorry, what would you like to do today?', at + 1)
    expect(talk.turns).toHaveLength(talk.state.said.length)
  }
  expect(kept).toHaveLength(16)
  for (const text of kept) expect(text).toMatch(/^\[(?:card|social security) number\]$/)
})

test('a password is masked though there is no digit in it', () => {
  expect(maskInput(FRESH_MASKED, { type: 'said', text: 'my password is sunshine' }).input).toEqual({
    type: 'said',
    text: 'my password is [password]',
  })
})

test('a card number in Spanish, in pieces, is one', () => {
  const pieces = ['mi tarjeta es cuarenta y uno once', 'once once once', 'once once once']
  let talk = FRESH_MASKED
  const kept: (string | null)[] = []
  for (const [at, text] of pieces.entries()) {
    const step = maskInput(talk, { type: 'said', text })
    kept[at] = step.input.type === 'said' ? step.input.text : null
    for (const { turn, after } of step.revisions) kept[turn - 1] = after
    talk = withReply(step.talk, 'Claro.', at + 1)
  }
  expect(kept.join(' ')).not.toMatch(/once|cuarenta|uno/)
})

/** What is kept of a number that is told in several turns, the agent answering each. */
function keptOf(
  turns: readonly string[],
  asked = 'How can I help?',
  answer = 'I did not catch that. What would you like?',
) {
  let talk = withReply(FRESH_MASKED, asked, 1)
  const kept: string[] = []
  for (const [at, text] of turns.entries()) {
    const step = maskInput(talk, { type: 'said', text })
    kept.push(step.input.type === 'said' ? step.input.text : '')
    for (const { turn, speaker, after } of step.revisions) if (speaker === 'caller') kept[turn - 2] = after
    talk = withReply(step.talk, answer, at + 2)
  }
  return kept
}

test.each([
  [['my social is 136... one six', 'hmm let me start over, 136... one six', 'ninety sixty five']],
  [['it is my social, 448, two two', 'no, that was wrong, it is 448, two two', '8782']],
  [['my social is 489. one zero', 'oh I dropped it, one moment please', '489. one zero. eight zero six eight']],
  [['my card number is 4066 7313', 'no wait, that was 7312', '5693 0242']],
  [['it is 30 7 14 49 60 3 50 3 98 40 3 1', 'that is it']],
])('a number that is begun, put right and begun anew is masked in every turn: %j', (turns) => {
  expect(keptOf(turns).join(' / ')).not.toMatch(/\d{2}|\b(?:two|six|eight|ninety|sixty)\b/)
})

test.each([
  [['no wait, the 15th at 3 30', 'or 3 45'], 'Thank you. When would you like to come?'],
  [['2125550142 and 10006'], 'Your number and zip, please?'],
  [['we paid 30 7 for one, and 40 5 for the other'], 'How can I help?'],
])('what a business needs is left as it is said: %j', (turns, asked) => {
  expect(keptOf(turns, asked)).toEqual(turns)
})
