import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksToStopInWriting } from '../opt-out-words.ts'
import { type Keyword, readKeyword } from './read-keyword.ts'

/** What 47 CFR 64.1200(a)(10), CTIA, Twilio, AWS and Canada's carriers name. */
const NAMED: readonly (readonly [Keyword, string])[] = [
  ['stop', 'STOP, QUIT, END, REVOKE, OPT OUT, CANCEL, UNSUBSCRIBE, STOPALL, OPTOUT, OPT-OUT, ARRET, ARRÊT, REMOVE, TD'],
  ['stop', 'ALTO, PARAR, CANCELAR, BAJA, NO MÁS, ABMELDEN, SAIR'],
  ['start', 'START, UNSTOP, RESUME'],
  ['help', 'HELP, INFO, AIDE, AYUDA'],
]
const KEYWORDS = NAMED.flatMap(([keyword, words]) => words.split(', ').map((word) => [word, keyword] as const))

test.each(KEYWORDS)('%s is the keyword "%s"', (word, keyword) => expect(readKeyword(word)).toBe(keyword))

test.each<[string, Keyword]>([
  ['stop', 'stop'],
  ['Stop.', 'stop'],
  ['STOP!!!', 'stop'],
  ['"STOP"', 'stop'],
  ['“Stop”', 'stop'],
  ['  stop \n', 'stop'],
  ['STOP 🛑', 'stop'],
  ['🛑🛑 stop ✋🏽', 'stop'],
  ['ＳＴＯＰ', 'stop'],
  ['𝐒𝐓𝐎𝐏', 'stop'],
  ['S\u200bTOP', 'stop'],
  ['stop stop stop', 'stop'],
  ['STOP please', 'stop'],
  ['please stop', 'stop'],
  ['Please, STOP. Thank you!', 'stop'],
  ['stop por favor', 'stop'],
  ['alto por favor', 'stop'],
  ['arrêt svp', 'stop'],
  ['cancel', 'stop'],
  ['Opt-out', 'stop'],
  ['unsubscribe me', 'stop'],
  ['Unsuscribe', 'stop'],
  ['STOP IT!', 'stop'],
  ['Start', 'start'],
  ['Unstop!', 'start'],
  ['help?', 'help'],
  ['help please', 'help'],
  ['¿Ayuda?', 'help'],
])('%j is the keyword "%s"', (text, keyword) => expect(readKeyword(text)).toBe(keyword))

const DOES_NOT = [
  'stop by at five',
  'can I stop by at five',
  'cancel my appointment',
  'please cancel my appointment',
  'cancel Tuesday',
  'yes',
  'YES',
  'ok',
  'y',
  'resume the visits next week',
  'start at nine',
  'when do you start',
  'the bleeding did not stop',
  'help me book',
  'can you help me',
  'I need info on whitening',
  'end of the month',
  'at the end',
  'opt out of fluoride',
  'remove my crown',
  'quiero cancelar mi cita',
  'cancelar mi cita',
  'necesito ayuda con mi cita',
  'para',
  'para el dolor',
  'para mañana',
  'la parada',
  'bus stop',
  'no stop yet',
  'my doctor said quit smoking',
  'TD Bank',
  'alto riesgo',
  '',
  '🛑',
  '...',
]

describe('no keyword is read', () => {
  test.each(DOES_NOT)('in: %j', (text) => expect(readKeyword(text)).toBeNull())

  test('in a text longer than anybody needs for one', () => {
    expect(readKeyword(`stop ${'please '.repeat(300)}`)).toBeNull()
  })
})

const decoration = array(
  constantFrom(' ', '\n', '\t', '.', '!', '?', ',', '"', "'", '“', '”', '¡', '…', '*', '🙏', '🛑', '\u00a0'),
  {
    maxLength: 6,
  },
).map((marks) => marks.join(''))

/** The word with each letter in upper, lower or full-width form. */
const written = (word: string, forms: readonly number[]): string =>
  [...word]
    .map((char, at) => {
      const form = forms[at % forms.length]
      if (form === 1) return char.toLowerCase()
      return form === 2 && /[A-Z]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char
    })
    .join('')

test('a keyword stays one in any case and width, with any marks, spaces and emoji around it', () => {
  const forms = array(integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 })
  assert(
    property(
      tuple(constantFrom(...KEYWORDS), forms, decoration, decoration),
      ([[word, keyword], how, before, after]) => {
        expect(readKeyword(`${before}${written(word, how)}${after}`)).toBe(keyword)
      },
    ),
  )
})

test('a keyword in a longer innocent message is none, however that is decorated', () => {
  assert(
    property(tuple(constantFrom(...DOES_NOT), decoration, decoration), ([text, before, after]) => {
      expect(readKeyword(`${before}${text}${after}`)).toBeNull()
    }),
  )
})

describe('a wish in writing not to be contacted again', () => {
  test.each(['STOP', 'Cancel', 'stop texting me', 'no me manden más mensajes', "n'appelez plus ce numéro", 'alto'])(
    'is read in: %s',
    (text) => expect(asksToStopInWriting(text)).toBe(true),
  )

  test.each([
    'cancel my appointment',
    'stop by at five',
    'HELP',
    'START',
    'yes',
    'no me llames mañana, llámame el viernes',
  ])('is not read in: %s', (text) => expect(asksToStopInWriting(text)).toBe(false))
})
