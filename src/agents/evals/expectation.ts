/** `/pattern/` or `/pattern/flags`. */
const WRITTEN_PATTERN = /^\/(?<source>.+)\/(?<flags>[imsu]*)$/s

/** What an expectation of an eval means: words to be found in any case, or a regular expression. Null for a broken one. */
export function patternOf(expectation: string): RegExp | null {
  const written = WRITTEN_PATTERN.exec(expectation)?.groups
  if (!written) return new RegExp(inWords(expectation), 'i')
  try {
    return new RegExp(written['source'] ?? '', `${(written['flags'] ?? '').replace('i', '')}i`)
  } catch {
    return null
  }
}

/** Words as they stand, but any run of white space is as good as another. */
const inWords = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+')
