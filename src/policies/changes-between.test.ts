import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from './changes-between.ts'

test('a reader sees what is said anew beside what is no longer said', () => {
  const before = '# Policy\n\nWe keep it 30 days.\n\n- names\n- numbers\n'
  const after = '# Policy\n\nWe keep it 20 days.\n\n- names\n- numbers\n- addresses\n'
  expect(changesBetween(before, after)).toEqual([
    { kind: 'same', text: '# Policy' },
    { kind: 'gone', text: 'We keep it 30 days.' },
    { kind: 'new', text: 'We keep it 20 days.' },
    { kind: 'same', text: '- names' },
    { kind: 'same', text: '- numbers' },
    { kind: 'new', text: '- addresses' },
  ])
})

test('whatever two versions say, the changes lead from one to the other and leave nothing out', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = changesBetween(before.join('\n\n'), after.join('\n\n'))
      const without = (kind: string) => changes.filter((one) => one.kind !== kind).map((one) => one.text)
      expect(without('new')).toEqual(before)
      expect(without('gone')).toEqual(after)
      if (before.join() === after.join()) expect(changes.every(({ kind }) => kind === 'same')).toBe(true)
    }),
  )
})
