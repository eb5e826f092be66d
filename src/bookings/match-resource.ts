import type { ResourceRule } from './booking.ts'

const TITLES = new Set([
  'dr',
  'doctor',
  'mr',
  'mister',
  'mrs',
  'missus',
  'ms',
  'miss',
  'prof',
  'professor',
  'nurse',
  'the',
])

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word))

/** Letters that must change to make one word of the other, counted no further than 2. */
function editsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 1) return 2
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return Math.min(2, row[b.length] ?? 2)
}

/** A word as heard: one letter may be wrong where the word is long enough to be known all the same. */
const sounds = (said: string, word: string): boolean =>
  said === word || (Math.min(said.length, word.length) >= 4 && editsBetween(said, word) <= 1)

/**
 * The resources a caller may mean by a name: "Patel", "doctor patel" and "Dr. Patell" are Dr. Patel.
 *
 * Those with the very name if there are any, else those that have every word that was said. None when nobody is so called.
 */
export function matchResources(said: string, resources: readonly ResourceRule[]): readonly ResourceRule[] {
  const spoken = wordsOf(said)
  if (spoken.length === 0) return []
  const named = resources.filter(({ id, name }) => id === said || wordsOf(name).join(' ') === spoken.join(' '))
  if (named.length > 0) return named
  return resources.filter(({ name }) => {
    const words = wordsOf(name)
    return spoken.every((one) => words.some((word) => sounds(one, word)))
  })
}
