/** The value that `share` of the values do not exceed, by nearest rank. @throws RangeError for no values. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values')
  if (!(share > 0 && share <= 1)) throw new RangeError('share must be above 0 and at most 1')
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.ceil(share * ordered.length) - 1]!
}

/** The middle value, or the mean of the two in the middle. @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values')
  const ordered = [...values].sort((a, b) => a - b)
  const middle = ordered.length / 2
  return Number.isInteger(middle) ? (ordered[middle - 1]! + ordered[middle]!) / 2 : ordered[Math.floor(middle)]!
}
