import { expect, test } from 'vitest'
import { unabbreviated } from './plain-texting.ts'

test.each([
  ['can u do tmrw w/ Ana? thx', 'can you do tomorrow with Ana? thanks'],
  ['r u open 2nite', 'are you open tonight'],
  ['table 4 ppl pls', 'table 4 people please'],
  ['Y', 'yes'],
  ['n', 'no'],
])('%s', (typed, meant) => expect(unabbreviated(typed)).toBe(meant))

test.each([
  'U Thant',
  'u@example.com',
  'Apt 4, 12 R Street',
  'my son R. J.',
  'I am in unit k-2',
  'Ty Burrell',
  "it's fine",
  'mañana y tarde',
])('stays as it is: %s', (text) => expect(unabbreviated(text)).toBe(text))
