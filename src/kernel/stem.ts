const IRREGULAR = new Map([
  ['teeth', 'tooth'],
  ['feet', 'foot'],
  ['children', 'child'],
  ['women', 'woman'],
  ['womens', 'woman'],
  ['men', 'man'],
  ['mens', 'man'],
  ['people', 'person'],
])

/**
 * The word without its English ending, so that "cleaned", "cleaning" and "cleanings" are one word. Not a real word always:
 * only good for comparing with another stem.
 *
 * @param word  lower case, letters and digits only.
 */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 3) return word
  const singular = withoutPlural(word)
  const bare = withoutEnding(singular)
  return bare.length > 3 && bare.endsWith('e') ? bare.slice(0, -1) : bare
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (word.endsWith('sses') || word.endsWith('ches') || word.endsWith('shes')) return word.slice(0, -2)
  if (/[^sui]s$/.test(word)) return word.slice(0, -1)
  return word
}

function withoutEnding(word: string): string {
  const cut = word.endsWith('ing') ? 3 : word.endsWith('ed') ? 2 : 0
  if (cut === 0 || word.length - cut < 3) return word
  const bare = word.slice(0, -cut)
  const doubled = bare.at(-1) === bare.at(-2) && !/[lsz]$/.test(bare)
  return doubled ? bare.slice(0, -1) : bare
}
