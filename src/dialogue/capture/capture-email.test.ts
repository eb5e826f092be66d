import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captureEmail } from './capture-email.ts'

const valueOf = (text: string) => {
  const captured = captureEmail(text)
  return captured.ok ? captured.value.value : captured.error.reason
}

test.each([
  ['ann@example.com', 'ann@example.com'],
  ['My email is Ann.Lee@Example.com.', 'ann.lee@example.com'],
  ['ann dot lee at example dot com', 'ann.lee@example.com'],
  ["it's ann underscore lee at example dot com please", 'ann_lee@example.com'],
  ['a n n at example dot com', 'ann@example.com'],
  ['A, N, N, dash, L, E, E at example dot org', 'ann-lee@example.org'],
  ['a double n l double e at gmail dot com', 'annlee@gmail.com'],
  ['bob forty two at gmail', 'bob42@gmail.com'],
  ['b as in boy, o, b as in bravo at hotmail dot com', 'bob@hotmail.com'],
  ['m for mary o e at example dot net', 'moe@example.net'],
  ['bravo oscar bravo at example dot com', 'bob@example.com'],
  ['jane one nine eight oh at yahoo dot com', 'jane1980@yahoo.com'],
  ['ann plus news at example dot co dot uk', 'ann+news@example.co.uk'],
  ['sure, you can use front desk at elm dash street dot dental thanks', 'frontdesk@elm-street.dental'],
  ['ann at g mail dot com', 'ann@gmail.com'],
  ['ann at gmail com', 'ann@gmail.com'],
  ['ann at example dot com, all lowercase, one word', 'ann@example.com'],
  ['ann at example dot com, no sorry, anna at example dot com', 'anna@example.com'],
])('"%s" is %s', (said, address) => {
  expect(valueOf(said)).toBe(address)
})

test.each([
  ['I am at work', 'nothing_heard'],
  ['I do not have one', 'nothing_heard'],
  ['ann lee example dot com', 'no_at_sign'],
  ['ann lee at example', 'no_domain'],
  ['ann at dot', 'no_domain'],
])('"%s" is none: %s', (said, reason) => {
  expect([reason, ...(reason === 'no_domain' ? ['nothing_heard'] : [])]).toContain(valueOf(said))
})

test('words that had to be joined leave a doubt, a spelling does not', () => {
  expect(captureEmail('ann lee at example dot com')).toMatchObject({
    value: { value: 'annlee@example.com', confidence: 'unsure' },
  })
  expect(captureEmail('a n n l e e at example dot com')).toMatchObject({ value: { confidence: 'sure' } })
})

const aLocal = fc
  .array(fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((parts) => fc.constantFrom('.', '_', '-', '+').map((mark) => parts.join(mark)))
const aDomain = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxyz'), minLength: 3, maxLength: 10 }),
    fc.constantFrom('com', 'org', 'net', 'co.uk'),
  )
  .map(([name, ending]) => `${name}.${ending}`)

test('an address that is read back letter by letter is the same address', () => {
  fc.assert(
    fc.property(
      aLocal,
      fc.oneof(aDomain, fc.constantFrom('gmail.com', 'example.com', 'icloud.com')),
      (local, domain) => {
        const captured = captureEmail(`${local}@${domain}`)
        if (!captured.ok) return
        expect(captureEmail(captured.value.readBack), captured.value.readBack).toEqual(captured)
      },
    ),
    { numRuns: 500 },
  )
})

test('whatever is said, what is captured is an address', () => {
  const anything = fc
    .array(
      fc.constantFrom(
        'ann',
        'at',
        'dot',
        'com',
        'a',
        'b',
        '@',
        '.',
        'double',
        'underscore',
        'one',
        "it's",
        'x',
        '-',
        ',',
      ),
    )
    .map((words) => words.join(' '))
  fc.assert(
    fc.property(anything, (text) => {
      const captured = captureEmail(text)
      if (captured.ok) expect(captured.value.value).toMatch(/^[^\s@]+@[^\s@]+\.[a-z]{2,24}$/)
    }),
    { numRuns: 500 },
  )
})
