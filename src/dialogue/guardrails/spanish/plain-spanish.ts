/** Words that only add force or win time, politeness among them: between two words that matter they hide nothing. */
const FILLERS =
  /\b(?:por favor|por fa|porfa(?:vor|vorcito|s)?|favor de|eh+|em+|este(?= ,)|pues|o sea|mire|mira|oiga|oye|la verdad(?: es)?(?: que)?|es que|bueno|pinches?|maldit[oa]s?|put[oa]s?|carajo|chingad[oa]s?|fregad[oa]s?|de una (?:buena )?vez(?: por todas)?|usted(?:es)?|muy amable)\b/g

/** Four to eighteen, the ages and the digits of 911 that matter. "Once" is eleven here. */
const NUMBERS: ReadonlyMap<string, string> = new Map(
  'cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho'
    .split(' ')
    .map((word, index) => [word, String(index + 4)]),
)

/**
 * Plain words (see plain-words.ts) as the Spanish patterns want them: number words from four to eighteen as digits, what
 * Spanish fills its pauses with gone, "you" left out, which it mostly is.
 */
export const plainSpanish = (plain: string): string =>
  plain
    .replace(FILLERS, ' ')
    .replace(/\bdiez y (seis|siete|ocho)\b/g, 'dieci$1')
    .replace(/\b[a-z]+\b/g, (word) => NUMBERS.get(word) ?? word)
    .replace(/\b9 (?:11|(?:uno|1) (?:uno|1))\b/g, '911')
    .replace(/ +/g, ' ')
    .replace(/(?: ?, ?)+/g, ' , ')
    .replace(/^[ ,]+/, '')
    .trim()
