import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captureName } from './capture-name.ts'
import { correctLetters } from './correct-letters.ts'
import { spellOut } from './say-captured.ts'

const valueOf = (text: string) => {
  const captured = captureName(text)
  return captured.ok ? captured.value.value : captured.error.reason
}

test.each([
  ["it's Ann Lee", 'Ann Lee'],
  ['Smith, S M Y T H E', 'Smythe'],
  ['M as in Mary, I, double L, E, R', 'Miller'],
  ['A double N A', 'Anna'],
  ['Dangelo, capital D apostrophe capital A N G E L O', "D'Angelo"],
  ['O apostrophe B R I E N', "O'Brien"],
  ['S M I T H hyphen J O N E S', 'Smith-Jones'],
  ['M C capital D O N A L D', 'McDonald'],
  ['W I L double L I A M', 'Willliam'],
  ['double u I L S O N', 'Wilson'],
  ['november oscar romeo alpha', 'Nora'],
  ['B for Bob, O, B', 'Bob'],
  ['D, A, T, A', 'Data'],
  ['no thank you, what are your hours', 'nothing_heard'],
])('"%s" is %s', (said, name) => {
  expect(valueOf(said)).toBe(name)
})

test.each([
  ['Nora Quinn', 'sure'],
  ['nora quinn', 'sure'],
  ['S M Y T H E', 'sure'],
  ['mark', 'unsure'],
  ['Krzk', 'unsure'],
  ['it is Nora, I think', 'unsure'],
])('of "%s" we are %s', (said, confidence) => {
  expect(captureName(said)).toMatchObject({ ok: true, value: { confidence } })
})

test.each([
  ['Dob', "no, it's B as in boy", 'Bob'],
  ['Nick', "no, it's M as in Mary", 'Mick'],
  ['Catherine', 'with a K', 'Katherine'],
  ['Smith', 'with a Y', 'Smyth'],
  ['Ana', 'double n', 'Anna'],
  ['Ana', "with two n's", 'Anna'],
  ['Philipp', 'only one p', 'Philip'],
  ['Ann', 'with an e at the end', 'Anne'],
  ['Sarah', 'without the h', 'Sara'],
  ['Pat', 'B, not P', 'Bat'],
  ['Pat', 'not P but B', 'Bat'],
  ['Carl', 'it starts with a K', 'Karl'],
  ['Ann Lee', "that's wrong", null],
  ['Ann Lee', 'no', null],
  ['Ann', 'I have a question', null],
])('%s is put right by "%s"', (name, said, right) => {
  expect(correctLetters(name, said)).toBe(right)
})

const VOWELS = [...'aeiou']
const CONSONANTS = [...'bdfgklmnprstvz']
const syllable = fc.tuple(fc.constantFrom(...CONSONANTS), fc.constantFrom(...VOWELS)).map((letters) => letters.join(''))
const plainName = fc
  .array(syllable, { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join(''))
  // Words that open an answer are dropped before a hyphen, spelled or not.
  .filter((word) => !/^(?:fine|nope|sure)$/.test(word))
  .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
const aName = fc.oneof(
  plainName,
  plainName.map((name) => `O'${name}`),
  fc.tuple(plainName, plainName).map((names) => names.join('-')),
)

test('a name that is spelled back is the same name', () => {
  fc.assert(
    fc.property(aName, (name) => {
      expect(valueOf(spellOut(name)), spellOut(name)).toBe(name)
    }),
    { numRuns: 500 },
  )
})

test('a letter put right changes nothing else', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
  fc.assert(
    fc.property(plainName, letter, (name, right) => {
      const corrected = correctLetters(name, `no, it's ${right} as in something`)
      if (corrected === null) return
      expect(corrected).toHaveLength(name.length)
      expect([...corrected].filter((known, index) => known !== name[index])).toHaveLength(1)
    }),
  )
})
