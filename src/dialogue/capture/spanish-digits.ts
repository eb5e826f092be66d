/** Numbers as callers read them out in Spanish, where the one they call is asked for a card or a PIN. */
const DIGITS: ReadonlyMap<string, string> = new Map([
  ['cero', '0'],
  ['uno', '1'],
  ['una', '1'],
  ['dos', '2'],
  ['tres', '3'],
  ['cuatro', '4'],
  ['cinco', '5'],
  ['seis', '6'],
  ['siete', '7'],
  ['ocho', '8'],
  ['nueve', '9'],
])

const PAIRS: ReadonlyMap<string, string> = new Map(
  (
    'diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós ' +
    'veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'
  )
    .split(' ')
    .map((word, index) => [plain(word), String(index + 10)] as const),
)

const TENS: ReadonlyMap<string, number> = new Map(
  'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ').map((word, at) => [word, at + 3] as const),
)

/** Recognisers leave accents out as often as not. */
function plain(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

/** "Una" is an article, and "once" an English word: they are numbers beside another one. */
const DOUBTFUL: ReadonlySet<string> = new Set(['once', 'una'])

/** What stands among the words for a number that is masked already. */
export const A_MASK = '['

const isNumber = (word: string | undefined): boolean => {
  if (word === A_MASK) return true
  const one = plain(word ?? '')
  return !DOUBTFUL.has(one) && (DIGITS.has(one) || PAIRS.has(one) || TENS.has(one))
}

/** The Spanish number that begins at a word: "cuatro" is 4, "cuarenta y uno" 41. Null when none does. */
export function spanishAt(
  words: readonly string[],
  at: number,
): { readonly digits: string; readonly to: number } | null {
  const word = plain(words[at] ?? '')
  const isDoubtful = DOUBTFUL.has(word) && !isBeside(words, at)
  const one = isDoubtful ? undefined : (DIGITS.get(word) ?? PAIRS.get(word))
  if (one !== undefined) return { digits: one, to: at + 1 }
  const ten = TENS.get(word)
  if (ten === undefined) return null
  const unit = words[at + 1] === 'y' ? DIGITS.get(plain(words[at + 2] ?? '')) : undefined
  return unit === undefined ? { digits: String(ten * 10), to: at + 1 } : { digits: `${ten}${unit}`, to: at + 3 }
}

/** In a row of them ("once, once, once") the first that is none of them tells. Stops are dots here, and part nothing. */
function isBeside(words: readonly string[], at: number): boolean {
  const past = (step: 1 | -1): string | undefined => {
    let next = at + step
    while (words[next] === '.' || DOUBTFUL.has(plain(words[next] ?? ''))) next += step
    return words[next]
  }
  return isNumber(past(-1)) || isNumber(past(1))
}

/** Words of which everything read here holds one, for a pattern. */
export const SPANISH_NUMBER =
  'cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince|dieci\\p{L}+|veint\\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|once[ ,.]+once'
