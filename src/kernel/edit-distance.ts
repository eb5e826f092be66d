/** Words longer than this are not compared letter by letter. */
const WORD_CHARS_MAX = 40

/** How many slips a word of this length may have and still be taken for the other. */
const slipsAllowed = (chars: number): number => (chars < 4 ? 0 : chars < 8 ? 1 : 2)

/**
 * Whether `heard` is `known` but for a slip or two: a letter wrong, missing, added, or two swapped.
 *
 * Short words must match exactly, because most of them are one letter from another word.
 */
export function isNearWord(heard: string, known: string): boolean {
  if (heard === known) return true
  const slips = Math.min(slipsAllowed(heard.length), slipsAllowed(known.length))
  if (slips === 0 || Math.abs(heard.length - known.length) > slips || heard.length > WORD_CHARS_MAX) return false
  return editDistance(heard, known) <= slips
}

/** Damerau-Levenshtein with adjacent swaps (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      const least = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current.push(swapped ? Math.min(least, at(before, column - 2) + 1) : least)
    }
    before = above
    above = current
  }
  return at(above, other.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? 0
