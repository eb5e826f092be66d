/** A paragraph of a policy, and whether both versions have it. */
export interface Change {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** Policies are far shorter; more would take too long to compare. */
const PARAGRAPHS_MAX = 2_000

/**
 * How one text became another, by paragraphs and items of lists, in reading order: the longest common sequence stays.
 *
 * @throws RangeError over {@link PARAGRAPHS_MAX} of them.
 */
export function changesBetween(before: string, after: string): readonly Change[] {
  const [old, now] = [partsOf(before), partsOf(after)]
  if (old.length > PARAGRAPHS_MAX || now.length > PARAGRAPHS_MAX) throw new RangeError('too long to compare')
  const common = commonLengths(old, now)
  const changes: Change[] = []
  let [at, to] = [0, 0]
  while (at < old.length || to < now.length) {
    const [gone, added] = [old[at], now[to]]
    if (gone !== undefined && gone === added) {
      changes.push({ kind: 'same', text: gone })
      at += 1
      to += 1
    } else if (
      added === undefined ||
      (gone !== undefined && lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1))
    ) {
      changes.push({ kind: 'gone', text: gone ?? '' })
      at += 1
    } else {
      changes.push({ kind: 'new', text: added })
      to += 1
    }
  }
  return changes
}

const partsOf = (text: string): readonly string[] => text.split(/\n+/).filter((part) => part.trim() !== '')

const lengthAt = (common: readonly (readonly number[])[], at: number, to: number): number => common[at]?.[to] ?? 0

/** `[at][to]`: how much of what is left of both, from there on, is common. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const common: number[][] = Array.from({ length: old.length + 1 }, () => [])
  for (let at = old.length - 1; at >= 0; at -= 1) {
    const row = common[at] ?? []
    for (let to = now.length - 1; to >= 0; to -= 1)
      row[to] =
        old[at] === now[to]
          ? lengthAt(common, at + 1, to + 1) + 1
          : Math.max(lengthAt(common, at + 1, to), lengthAt([row], 0, to + 1))
  }
  return common
}
