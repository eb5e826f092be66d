import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passesLuhn } from './luhn.ts'
import { maskSensitive } from './mask-sensitive.ts'

test.each([
  ['my card is 4111 1111 1111 1111 thanks', 'my card is [card number] thanks'],
  ['4111-1111-1111-1111', '[card number]'],
  ['it is four one one one one one one one one one one one one one one one', 'it is [card number]'],
  ['four one one one, um, eleven eleven, double one double one, then 1111', '[card number]'],
  ['forty one eleven 1111 eleven eleven one one one one', '[card number]'],
  ['for one one one one one one one one one one one one one one one', '[card number]'],
  ['4111 1111 hold on let me see 1111 1111', '[card number]'],
  ['my visa, 4111 1111 that was the first half and 1111 1111', 'my visa, [card number]'],
  ['3782 822463 10005', '[card number]'],
  ['4111/1111/1111/1111', '[card number]'],
  ['4111\u00A01111\u200B1111\u200D1111', '[card number]'],
  ['four one one one ... give me a sec ... one one one one one one one one one one one one', '[card number]'],
  ['3782 822463 oh yes 10005', '[card number]'],
  ['my card is 4111 1111, hold on, 1111 1111', 'my card is [card number]'],
  ['4111 1111 oh okay, one moment, 1111 1111', '[card number]'],
  ['four one one one, oh, one one one one, one one one one, one one one one', '[card number]'],
  ['four one one one then four ones then 1111 and 1111', '[card number]'],
  ['five five five five, four fives, four fives, four fours', '[card number]'],
  ['4111 1112 no sorry 1111 1111 1111', '[card number]'],
  ['4111 1111 2222, no, scratch that, 1111 1111', '[card number]'],
  ['4111 1111 1112 1111 no wait 4111 1111 1111 1111', '[card number]'],
  ['my card number is 4111 1111 1111 1112', 'my card number is [card number]'],
  ['I have 2. 4111111111111111', 'I have 2. [card number]'],
  ['my card ends in 4242', 'my card ends in 4242'],
  ['call me at 212 555 0142', 'call me at 212 555 0142'],
  ['two one two five five five oh one four two', 'two one two five five five oh one four two'],
  ['order number 1234 5678 9012 3456', 'order number 1234 5678 9012 3456'],
  ['415 555 0142, no, sorry, 415 555 0143', '415 555 0142, no, sorry, 415 555 0143'],
  ['212 555 0142 oh yes and at 10 30 on 11/24', '212 555 0142 oh yes and at 10 30 on 11/24'],
  ['it is 347 555 0116, no wait, two people at 10 30', 'it is 347 555 0116, no wait, two people at 10 30'],
])('cards: "%s" is kept as "%s"', (said, kept) => {
  expect(maskSensitive(said)).toBe(kept)
})

test.each([
  ['my social is 123-45-6789', 'my social is [social security number]'],
  ['123-45-6789', '[social security number]'],
  [
    'my social security number is one two three, four five, six seven eight nine',
    'my social security number is [social security number]',
  ],
  ['one two three four five six seven eight nine', '[social security number]'],
  ['the last four of my social are 6789', 'the last four of my social are [social security number]'],
  ['member id one two three four five six seven eight nine', 'member id one two three four five six seven eight nine'],
  ['my pin is 1234', 'my pin is [secret number]'],
  ['the pin number is, um, one two double three', 'the pin number is, um, [secret number]'],
  ['1234 is my pin', '[secret number] is my pin'],
  ['cvv 123', 'cvv [security code]'],
  ['the three digits on the back are nine oh one', 'the three digits on the back are [security code]'],
  [
    'the security code is 1234 and my phone is 212 555 0142',
    'the security code is [security code] and my phone is 212 555 0142',
  ],
  ['there are 1234 of us', 'there are 1234 of us'],
  ['I was born on March 5, 1980', 'I was born on [date of birth]'],
  ['date of birth oh three oh five nineteen eighty', 'date of birth [date of birth]'],
  ['can I come on March 5', 'can I come on March 5'],
])('other secrets: "%s" is kept as "%s"', (said, kept) => {
  expect(maskSensitive(said)).toBe(kept)
})

test.each([
  ['my routing number is 021000021', 'my routing number is [bank number]'],
  ['the routing number is zero two one zero zero zero zero two one', 'the routing number is [bank number]'],
  ['my bank account number is 000123456789', 'my bank account number is [bank number]'],
  ['my checking account is 12345678', 'my checking account is [bank number]'],
  [
    'routing number 021000021 and the account number is 44 55 66 77 88',
    'routing number [bank number] and the account number is [bank number]',
  ],
  [
    'my routing number is 021000021 and I want to come at 10 30',
    'my routing number is [bank number] and I want to come at 10 30',
  ],
  [
    'the routing number is 021000021 and my phone is 212 555 0142',
    'the routing number is [bank number] and my phone is 212 555 0142',
  ],
  ['mi número de ruta es 021000021', 'mi número de ruta es [bank number]'],
  ['mi cuenta de cheques es 12345678', 'mi cuenta de cheques es [bank number]'],
  ['la cuenta del banco es uno dos tres cuatro cinco seis siete', 'la cuenta del banco es [bank number]'],
  ['my password is sunshine42', 'my password is [password]'],
  ['my password is blue horse battery and I need help', 'my password is [password] and I need help'],
  ['the password is capital S, u, n, 4, 2. Thanks', 'the password is [password]. Thanks'],
  ['password: hunter2', 'password: [password]'],
  ['the password for the portal is Tiger22', 'the password for the portal is [password]'],
  ["my routing number's 021000021", "my routing number's [bank number]"],
  ["it's my email and the password's swordfish", "it's my email and the password's [password]"],
  ['mi contraseña es girasol', 'mi contraseña es [password]'],
  ['mi contrasena es girasol azul y no puedo entrar', 'mi contrasena es [password] y no puedo entrar'],
  ['mi password es girasol7', 'mi password es [password]'],
])('of a bank, and for a portal: "%s" is kept as "%s"', (said, kept) => {
  expect(maskSensitive(said)).toBe(kept)
  expect(maskSensitive(kept)).toBe(kept)
})

test.each([
  'my password is not working',
  'my password is expired',
  'the password for the portal is not working',
  'my password to the portal changed and 2 people are coming',
  'I forgot my password',
  'I do not know what my password is',
  'what is the password',
  'is the password the same',
  'the password is wrong and I am locked out',
  'I need to reset my password for the portal',
  'my account number is 12345678',
  'it is about my bank account, my number is 212 555 0142',
  'call me at 212 555 0142 about my bank account',
  'I paid from my checking account on March 5 at 10 30',
  'my savings account pays for 2 kids',
  'mi contraseña no funciona',
  'olvidé mi contraseña',
  'mi contraseña es incorrecta',
  'la cuenta son cuarenta y cinco dólares',
  'mi número de cuenta es 12345678',
  'quiero pagar con mi cuenta de banco el cinco de marzo',
])('nothing of a bank or a password is masked in: %s', (said) => {
  expect(maskSensitive(said, ['card', 'ssn', 'pin', 'cvv', 'bank', 'password'])).toBe(said)
})

test('a date is masked where a date of birth was asked for, and not otherwise', () => {
  expect(maskSensitive('March fifth nineteen eighty', ['dob'], { asked: 'dob' })).toBe('[date of birth]')
  expect(maskSensitive('March fifth nineteen eighty', ['dob'])).toBe('March fifth nineteen eighty')
  expect(maskSensitive('it is 4321', ['pin'], { asked: 'pin' })).toBe('it is [secret number]')
})

test('only the kinds asked for are masked', () => {
  expect(maskSensitive('card 4111111111111111, pin is 1234', ['pin'])).toBe(
    'card 4111111111111111, pin is [secret number]',
  )
})

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const FILLERS = [
  ' ',
  ' ',
  ' ',
  ', ',
  ' - ',
  ' um ',
  ' uh, ',
  '. ',
  ' and then ',
  ' okay ',
  ' hold on, ',
  '… ',
  ' let me see ',
  ' oh yes ',
  ', one moment, ',
  '\n',
]

/** A card number of a known issuer, sixteen digits or American Express's fifteen. */
const aCard = fc
  .tuple(
    fc.constantFrom('4', '51', '55', '2221', '37', '6011', '65', '35'),
    fc.array(fc.nat(9), { minLength: 16, maxLength: 16 }),
  )
  .map(([prefix, rest]) => {
    const length = prefix.startsWith('37') ? 15 : 16
    const head = (prefix + rest.join('')).slice(0, length - 1)
    return head + [...'0123456789'].find((check) => passesLuhn(head + check))
  })
  .filter((digits) => !/^(\d)\1+$/.test(digits))

/** One way to read out `digits`: one by one or several at a time, in words, figures and doubles, with fillers between. */
const readOut = (digits: string) =>
  fc
    .array(fc.tuple(fc.nat(5), fc.constantFrom(...FILLERS)), { minLength: digits.length, maxLength: digits.length })
    .map((ways) => {
      let said = ''
      for (let at = 0; at < digits.length;) {
        const [way, filler] = ways[at] ?? [0, ' ']
        const same = digits[at] === digits[at + 1]
        const count = way === 1 ? 4 : way === 2 ? 2 : 1
        const figures = digits.slice(at, at + count)
        const word = WORDS[Number(digits[at])] ?? ''
        if (way === 5 && same) said += `double ${word}`
        else said += way >= 3 ? word : figures
        at += way === 5 && same ? 2 : way >= 3 ? 1 : figures.length
        said += filler
      }
      return said
    })

const digitsLeft = (text: string): number =>
  (text.toLowerCase().match(/\d|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b/g) ?? []).length

const aCardSaid = aCard.chain((digits) => readOut(digits))
const before = fc.constantFrom('', 'sure, it is ', 'my card number is ', 'visa, ', 'Okay. So. ', 'can I pay with ')

describe('whatever way a card number is read out', () => {
  test('nothing of it is left', () => {
    fc.assert(
      fc.property(before, aCardSaid, (lead, said) => {
        const kept = maskSensitive(`${lead}${said} thanks`)
        expect(kept).toContain('[card number]')
        expect(digitsLeft(kept), kept).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })

  test('masking twice is masking once', () => {
    fc.assert(
      fc.property(
        before,
        aCardSaid,
        fc.array(
          fc.constantFrom('my pin is', 'born', '1234', 'cvv', 'one', 'two', 'card', 'social', '5', 'and', '05/05/1980'),
        ),
        (lead, said, rest) => {
          const once = maskSensitive(`${lead}${said} ${rest.join(' ')}`)
          expect(maskSensitive(once)).toBe(once)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

test('phone numbers are left alone', () => {
  const aPhone = fc.integer({ min: 2_000_000, max: 9_999_999 }).map((rest) => `212${rest}`)
  fc.assert(
    fc.property(
      aPhone.chain((digits) => readOut(digits)),
      (said) => {
        expect(maskSensitive(`call me at ${said}`)).toBe(`call me at ${said}`)
      },
    ),
    { numRuns: 1000, examples: [['2 1 2 2 2 8 3 oh yes 89 oh yes 0, one moment, ']] },
  )
})

test('a long talk is masked in a moment', () => {
  const talk = 'my card is four one one and then 4111 double one no wait '.repeat(170)
  const startedAtMs = performance.now()
  maskSensitive(talk)
  expect(performance.now() - startedAtMs).toBeLessThan(3_000)
})

describe('in Spanish', () => {
  test.each([
    ['mi tarjeta es cuatro uno uno uno uno uno uno uno uno uno uno uno uno uno uno uno', 'mi tarjeta es [card number]'],
    ['cuarenta y uno once, ay perdón, once once, once once once once', '[card number]'],
    ['cuatro mil ciento once, mil ciento once, mil ciento once, mil ciento once', '[card number]'],
    ['cuatro triple uno, doble uno, doble uno, cuatro unos y cuatro unos', '[card number]'],
    ['3782 822463 ay sí 10005', '[card number]'],
    ['4111 1112, no, perdón, 1111, 1111 1111', '[card number]'],
    ['la tarjeta es cuarenta y uno once once once once once once once', 'la tarjeta es [card number]'],
    [
      'mi seguro social es uno dos tres cuatro cinco seis siete ocho nueve',
      'mi seguro social es [social security number]',
    ],
    ['mi clave es cuatro tres dos uno', 'mi clave es [secret number]'],
    ['el código de seguridad es 123', 'el código de seguridad es [security code]'],
    ['el código de seguridad es uno dos tres', 'el código de seguridad es [security code]'],
  ])('%s', (said, kept) => {
    expect(maskSensitive(said, ['card', 'ssn', 'pin', 'cvv'])).toBe(kept)
  })

  test.each([
    'quiero una cita para dos personas a las tres',
    'somos dos mil quinientas personas, y cuesta mil doscientos dólares',
    'mi teléfono es dos uno dos cinco cinco cinco cero uno cuatro dos, perdón, cuatro tres, a las once y media',
    'I was there once, and my card once failed.',
    'mi teléfono es dos uno dos cinco cinco cinco cero uno cuatro dos',
  ])('nothing is masked in: %s', (said) => {
    expect(maskSensitive(said, ['card', 'ssn', 'pin', 'cvv'])).toBe(said)
  })
})
