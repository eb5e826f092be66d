import { expect, test } from 'vitest'
import { FRESH_MASKED, maskInput, withReply } from './masked-talk.ts'

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const DIGIT = new RegExp(String.raw`\b(?:${WORDS.join('|')})\b|\d`, 'iu')

/** What is kept of a card number once it has been read out, a piece a turn. */
function keptOf(pieces: readonly string[], answer: string): readonly string[] {
  const kept: string[] = []
  let talk = FRESH_MASKED
  for (const [at, text] of pieces.entries()) {
    const step = maskInput(talk, { type: 'said', text })
    kept.push(step.input.type === 'said' ? step.input.text : '')
    for (const { turn, speaker, before, after } of step.revisions)
      if (speaker === 'caller') kept[turn - 1] = (kept[turn - 1] ?? '').slice(0, -before.length) + after
    talk = withReply(step.talk, answer, at + 1)
  }
  return kept
}

test.each([
  (digits: string) => `I need my glasses for this, hold on, I believe it is ${digits}`,
  (digits: string) => `let me see, where was I, oh yes, now it is ${digits} if I read it right`,
  (digits: string) => `sorry dear I had to put my glasses on, these things are so small nowadays, but it's ${digits}`,
  (digits: string) => `and then, unless I am very much mistaken, it should be ${digits}, yes, that is what it says`,
  (digits: string) => `perdone que no veo bien sin los lentes, pero me parece que el que sigue es ${digits}`,
])('however many words somebody makes about the digits of a card, nothing of it is kept (%#)', (phrase) => {
  for (const answer of ['mm-hm', 'I can book, move or cancel a visit. What would you like to do?'])
    for (const size of [1, 2, 4]) {
      const pieces = '4012888888881881'.match(new RegExp(`.{${size}}`, 'g')) ?? []
      const spoken = pieces.map((piece) => [...piece].map((digit) => WORDS[Number(digit)]).join(' '))
      for (const parts of [pieces, spoken])
        expect(keptOf(parts.map(phrase), answer).filter((text) => DIGIT.test(text))).toEqual([])
    }
})

test.each([
  '4012 8888 oh wait 8888 1881',
  '4012 8888 Oh, my glasses 8888 1881',
  'four zero one two, oh well, 8888 8888 1881',
])('a sigh in the middle of a card is no digit of it: %s', (said) =>
  expect(maskInput(FRESH_MASKED, { type: 'said', text: said }).input).toEqual({ type: 'said', text: '[card number]' }),
)

test.each([
  // A piece of it was masked when it came, because a card had just been spoken of: nobody knows its digits any more.
  [['2223', 'let me get my glasses', '4852', 'can you hear me?', '28210795'], "Sorry, I can't take card numbers."],
  [['put it on my visa, 4 4 0 3 0 2 3 3 1 2 7', 'it is 73.', 'and 887'], 'Go on.'],
  // A piece of it is as long as a telephone number.
  [['6011', 'wait a second', '7', 'can you hear me?', '10516007398'], 'Go on.'],
  [['my card is 6011', '7', 'can you hear me?', '10516007398'], 'Go on.'],
  [['five one six eight zero seven two', 'hold on', 'nine five eight eight seven', '7827'], 'I did not get that.'],
])('of a card that is read out with pauses nothing is kept, whatever each piece is taken for: %j', (pieces, answer) =>
  expect(keptOf(pieces, answer).filter((text) => DIGIT.test(text))).toEqual([]),
)

test.each([
  [['my zip is 60601', 'hold on', '2125550142'], 'What is the best number to reach you?'],
  [['at 10 30', 'wait', 'for 4 people', '2125550142'], 'Okay.'],
  [['my card is 6011', 'never mind', '2125550142'], 'What is the best number to reach you?'],
])('a telephone number said after other figures is kept: %j', (pieces, answer) =>
  expect(keptOf(pieces, answer).at(-1)).toBe('2125550142'),
)
