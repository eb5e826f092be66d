import { expect, test } from 'vitest'
import { pepperVersionOf, readPeppers, tokenUnder } from './peppers.ts'

const SECRET = `${'A'.repeat(43)}=`

test('the newest pepper comes first, however they are listed', () => {
  expect(readPeppers('')).toEqual([])
  expect(readPeppers(`2:${SECRET}, 11:${SECRET},3:${SECRET}`)?.map(({ version }) => version)).toEqual([11, 3, 2])
})

test.each([`0:${SECRET}`, `2:${SECRET},2:${SECRET}`, '2:AAAA', SECRET, `2:${SECRET},`, `x:${SECRET}`])(
  '%s is no list of peppers',
  (setting) => {
    expect(readPeppers(setting)).toBeNull()
  },
)

test('a token says which pepper made it', () => {
  for (const version of [1, 2, 17]) expect(pepperVersionOf(tokenUnder(version, 'digest'))).toBe(version)
})
