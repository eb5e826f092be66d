/** Fewer than this in a group could be told apart. */
export const GROUP_MIN = 10

interface Group {
  readonly count: number
}

/**
 * The groups that may be shown: none of fewer than {@link GROUP_MIN}, and none that lets a withheld one be worked out from a
 * total. Where any is withheld, so many of the next smallest are too that those withheld are at least two and come to
 * {@link GROUP_MIN}. The order stays.
 */
export function shownGroups<G extends Group>(groups: readonly G[]): readonly G[] {
  const bySize = groups.filter(({ count }) => count > 0).toSorted((one, other) => one.count - other.count)
  const withheld = new Set<G>()
  let sum = 0
  for (const group of bySize) {
    const isSmall = group.count < GROUP_MIN
    const isNeeded = withheld.size > 0 && (withheld.size < 2 || sum < GROUP_MIN)
    if (!isSmall && !isNeeded) break
    withheld.add(group)
    sum += group.count
  }
  return groups.filter((group) => group.count > 0 && !withheld.has(group))
}
