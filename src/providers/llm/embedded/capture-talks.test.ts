import { describe, expect, test } from 'vitest'
import { clinic, practice } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'

const HIDDEN = { phone: null }

/** The clinic, with other fields in its messages. */
const taking = (...fields: readonly object[]) => ({
  ...clinic,
  skills: { message: { fields, route: { kind: 'task', queue: 'desk' } } },
})
const EMAIL = { id: 'email', label: 'email address', type: 'email' }
const NAME = { id: 'name', label: 'name', type: 'name' }
const WHY = { id: 'why', label: 'message', type: 'text', ask: 'What shall I pass on?' }

describe('a phone number', () => {
  test('is read back in groups, and put right in part', async () => {
    const talk = await play(
      clinic,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'number'],
        ['212 555 0142', 'I have 2 1 2, 5 5 5, 0 1 4 2. Is that right'],
        ['no, the last four are 0143', '2 1 2, 5 5 5, 0 1 4 3. Is that right'],
        ['yes', 'pass on'],
        ['please call me', 'Shall I send'],
        ['yes', 'passed'],
      ],
      HIDDEN,
    )
    expect(talk.filed[0]?.details).toMatchObject({ phone: '+12125550143' })
  })

  test('that is wrong is asked for again', async () => {
    await play(
      clinic,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'number'],
        ['212 555 0142', 'Is that right'],
        ['no', 'once more', 'What number'],
        ['646 555 0177', '6 4 6'],
        ['yes', 'pass on'],
      ],
      HIDDEN,
    )
  })

  test('that lacks something is told what', async () => {
    await play(
      clinic,
      [
        ['leave a message', 'name'],
        ['Pat Brown', 'number'],
        ['555 0142', 'area code', 'What number'],
        ['212 555 014', '9 digits, which is too few'],
        ['212 555 0142', 'Is that right'],
      ],
      HIDDEN,
    )
  })

  test('that nobody can make out leads to help, not in circles', async () => {
    await play(
      clinic,
      [
        ['leave a message'],
        ['Pat Brown'],
        ['555 0142'],
        ['555 0142'],
        ['555 0142'],
        ['555 0142', 'message|person|someone|team'],
      ],
      HIDDEN,
    )
  })

  test('is not taken for right when its read-back was not heard', async () => {
    await play(
      clinic,
      [
        ['leave a message'],
        ['Pat Brown'],
        ['212 555 0142', 'Is that right'],
        ['(none) yes', '2 1 2, 5 5 5, 0 1 4 2. Is that right', '!pass on'],
        ['yes', 'pass on'],
      ],
      HIDDEN,
    )
  })

  test('can be asked about by the way', async () => {
    await play(
      clinic,
      [
        ['leave a message'],
        ['Pat Brown'],
        ['212 555 0142', 'Is that right'],
        ['do you take insurance?', 'Delta', '2 1 2, 5 5 5, 0 1 4 2. Is that right'],
        ['yes', 'pass on'],
      ],
      HIDDEN,
    )
  })

  test('of the one who calls needs no confirming', async () => {
    await play(clinic, [['leave a message'], ['Pat Brown', 'calling from'], ['yes', 'pass on']])
  })
})

test('an e-mail address is spelled back, and put right by a letter', async () => {
  const talk = await play(taking(EMAIL, WHY), [
    ['leave a message', 'email'],
    ['ann dot lee example dot com', 'at sign', 'email'],
    ['dob at example dot com', 'D, O, B at example dot com. Is that right'],
    ["no, it's B as in boy", 'B, O, B at example dot com. Is that right'],
    ['no, dot org', 'B, O, B at example dot org'],
    ['perfect', 'pass on'],
    ['please write to me', 'Shall I send', '!example'],
    ['yes', 'passed'],
  ])
  expect(talk.filed[0]?.details).toMatchObject({ email: 'bob@example.org' })
})

describe('a date of birth', () => {
  test('that is to come is told so', async () => {
    await play(practice, [
      ['I need a refill of my lisinopril'],
      ['Ann Lee', 'birth'],
      ['May third 2090', 'still to come', 'birth'],
      ['May third', 'year', 'birth'],
      ['May third seventy two', 'May 3, 1972'],
      ['no, the fourth', 'May 4, 1972'],
      ['yes', 'pharmacy'],
    ])
  })

  test('of two possible days is the one that is chosen', async () => {
    const talk = await play(practice, [
      ['I need a refill of my lisinopril'],
      ['Ann Lee', 'birth'],
      ['3/5/80', 'March 5, 1980 or May 3, 1980'],
      ['the second one', 'pharmacy'],
      ['CVS', 'number'],
      ['yes', 'Shall I send'],
      ['yes', 'two working days'],
    ])
    expect(talk.filed[0]?.details).toMatchObject({ dob: '1980-05-03' })
  })
})

describe('a name', () => {
  test('is confirmed when it may be a plain word, and spelled when asked', async () => {
    const talk = await play(taking({ ...NAME, ask: 'What is your name?' }, WHY), [
      ['leave a message', 'name'],
      ['mark', 'I have Mark. Is that right'],
      ['how did you spell that', 'M, A, R, K'],
      ['no, with a c at the end', 'Marc'],
      ['yes', 'pass on'],
      ['call me', 'Shall I send'],
      ['yes', 'passed'],
    ])
    expect(talk.filed[0]?.details).toMatchObject({ name: 'Marc' })
  })

  test('is confirmed always where the document says so, spelled where it says that', async () => {
    await play(taking({ ...NAME, confirm: 'spell', confirmWhen: 'always' }, WHY), [
      ['leave a message', 'name'],
      ['Nora Quinn', 'Nora Quinn, spelled N, O, R, A, Q, U, I, N, N. Is that right'],
      ['no, Q W I N N', 'Nora Qwinn'],
      ['yes', 'pass on'],
    ])
  })
})

test('nothing is confirmed where the document says never', async () => {
  await play(taking({ ...EMAIL, confirmWhen: 'never' }, WHY), [
    ['leave a message', 'email'],
    ['ann at example dot com', 'pass on', '!Is that right'],
    ['call me', 'A, N, N at example dot com', 'Shall I send'],
  ])
})
