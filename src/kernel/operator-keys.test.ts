import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOperatorKeys } from './operator-keys.ts'

const ONE = 'k'.repeat(24)
const OTHER = 'q'.repeat(24)

test('operators are read with their keys, whatever is in a key but a comma', () => {
  const key = fc.stringMatching(/^[\x21-\x2b\x2d-\x7e]{24,60}$/)
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{1,20}$/).filter((each) => each !== 'operator')
  const given = fc.uniqueArray(fc.record({ name, key }), {
    comparator: (one, two) => one.name === two.name || one.key === two.key,
    minLength: 1,
    maxLength: 50,
  })
  fc.assert(
    fc.property(given, fc.constantFrom(',', '\n', ', '), (operators, between) => {
      expect(readOperatorKeys(operators.map((one) => `${one.name}:${one.key}`).join(between))).toEqual(operators)
    }),
  )
})

test.each([
  ['nothing', ''],
  ['no name', ONE],
  ['an empty name', `:${ONE}`],
  ['a name that is none', `Ann Lee:${ONE}`],
  ['the name of the key of nobody', `operator:${ONE}`],
  ['a short key', 'ann.lee:short'],
  ['no key', 'ann.lee'],
  ['a name twice', `ann.lee:${ONE},ann.lee:${OTHER}`],
  ['a key twice', `ann.lee:${ONE},bo.ray:${ONE}`],
  ['an end that is missing', `ann.lee:${ONE},`],
  ['too many', Array.from({ length: 51 }, (_, nth) => `op${nth}:${ONE}${nth}`).join(',')],
])('%s is not read', (_what, text) => {
  expect(readOperatorKeys(text)).toBeNull()
})
