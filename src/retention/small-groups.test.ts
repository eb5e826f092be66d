import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GROUP_MIN, shownGroups } from './small-groups.ts'

const groups = (...counts: number[]) => counts.map((count, nth) => ({ name: `group ${nth}`, count }))
const counts = (...given: number[]) => shownGroups(groups(...given)).map(({ count }) => count)

test('nine are withheld, ten are shown', () => {
  expect(counts(9)).toEqual([])
  expect(counts(10)).toEqual([10])
})

test('one that is withheld cannot be worked out from a total: another is withheld with it', () => {
  expect(counts(9, 40, 25)).toEqual([40])
  expect(counts(40, 4, 3, 3)).toEqual([40])
  expect(counts(40, 2, 3)).toEqual([])
})

test('whatever the groups are, none below the bound is shown, and those withheld are several and come to it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 12 }), (sizes) => {
      const all = groups(...sizes)
      const shown = shownGroups(all)
      for (const { count } of shown) expect(count).toBeGreaterThanOrEqual(GROUP_MIN)
      const withheld = all.filter((group) => group.count > 0 && !shown.includes(group))
      if (withheld.length === 0 || shown.length === 0) return
      expect(withheld.length).toBeGreaterThanOrEqual(2)
      expect(withheld.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(GROUP_MIN)
    }),
  )
})
