const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? []

/** Of the words that were to be said, so many must have been; numbers are written one way and spoken another. */
const SHARE_MIN = 0.8
/** And so many more may have been. */
const SLACK_WORDS = 5
const LONGER_BY_MAX = 1.3

/** Whether `said` is what was to be said, as far as a transcript can tell. */
export function isFaithful(wanted: string, said: string): boolean {
  const expected = wordsOf(wanted)
  const heard = wordsOf(said)
  if (heard.length > expected.length * LONGER_BY_MAX + SLACK_WORDS) return false
  let at = 0
  let found = 0
  for (const word of expected) {
    const next = heard.indexOf(word, at)
    if (next < 0) continue
    found += 1
    at = next + 1
  }
  return found >= expected.length * SHARE_MIN
}
