/** Words of a name, without accents, titles of one letter and punctuation. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1)

/**
 * Whether two names may be one person's: they share a word, or one says nothing. Where they share none, a number may have
 * changed hands since it was known.
 */
export function areSameName(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  return words.length === 0 || others.length === 0 || words.some((word) => others.includes(word))
}
