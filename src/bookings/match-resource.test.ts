import { expect, test } from 'vitest'
import { matchResources } from './match-resource.ts'

const RESOURCES = [
  'Dr. Patel',
  'Dr. Ann Kim',
  'Dr. Ann Lee',
  'José Núñez',
  'Chair 1',
  'Chair 2',
  "Siobhán O'Neill",
].map((name, index) => ({ id: `res_${index}`, name, hours: null }))

const matched = (said: string) => matchResources(said, RESOURCES).map(({ name }) => name)

test.each([
  ['Dr. Patel', ['Dr. Patel']],
  ['patel', ['Dr. Patel']],
  ['doctor patell', ['Dr. Patel']],
  ['the doctor Patel', ['Dr. Patel']],
  ['Ann', ['Dr. Ann Kim', 'Dr. Ann Lee']],
  ['ann lee', ['Dr. Ann Lee']],
  ['Doctor Kim', ['Dr. Ann Kim']],
  ['jose nunez', ['José Núñez']],
  ['oneill', ["Siobhán O'Neill"]],
  ['chair 2', ['Chair 2']],
  ['chair', ['Chair 1', 'Chair 2']],
  ['res_4', ['Chair 1']],
])('"%s" is %j', (said, names) => {
  expect(matched(said)).toEqual(names)
})

test.each(['', 'doctor', 'Dr. Who', 'chair 3', 'Kam', 'Patel Lee', '!!!'])('"%s" is nobody', (said) => {
  expect(matched(said)).toEqual([])
})
