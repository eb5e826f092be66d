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

const HUNDREDS: ReadonlyMap<string, number> = new Map([
  ...'cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'
    .split(' ')
    .map((word, at) => [word, (at + 1) * 100] as const),
  ['ciento', 100],
])

/** "Una" is an article, and "once" an English word: they are numbers beside another one, and "once" where Spanish ones are said. */
const DOUBTFUL: ReadonlySet<string> = new Set(['once', 'una'])

/** What stands among the words for a number that is masked already. */
export const A_MASK = '['

/** No word of these is anything else in English. */
const SURE: ReadonlySet<string> = new Set(
  [...DIGITS.keys(), ...PAIRS.keys(), ...TENS.keys()].filter((word) => !DOUBTFUL.has(word)),
)

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
  if (word === 'mil') {
    const thousand = above(words, at + 1, 1000)
    return isMoney(words, thousand) ? null : thousand
  }
  const hundreds = HUNDREDS.get(word)
  const below = hundreds === undefined ? underHundred(words, at, word) : above(words, at + 1, hundreds)
  if (hundreds !== undefined && isMoney(words, below)) return null
  const isThousands = below !== null && words[below.to] === 'mil' && below.digits.length <= 3
  return isThousands ? above(words, below.to + 1, Number(below.digits) * 1000) : below
}

/** "Mil doscientos dólares" are no digits of anybody's. */
const isMoney = (words: readonly string[], number: Spanish): boolean =>
  number !== null && MONEY.has(plain(words[number.to] ?? ''))

const MONEY: ReadonlySet<string> = new Set(['dolares', 'pesos', 'euros', 'personas'])

type Spanish = ReturnType<typeof spanishAt>

/** A round number, and what is said of it behind: "mil" and "ciento once" are 1111. */
function above(words: readonly string[], at: number, round: number): Spanish {
  const word = plain(words[at] ?? '')
  const hundreds = round >= 1000 ? HUNDREDS.get(word) : undefined
  const rest = hundreds === undefined ? underHundred(words, at, word, true) : above(words, at + 1, hundreds)
  return rest === null
    ? { digits: String(round), to: at }
    : { digits: String(round + Number(rest.digits)), to: rest.to }
}

function underHundred(words: readonly string[], at: number, word: string, isSure = false): Spanish {
  const isDoubtful = DOUBTFUL.has(word) && !isSure && !isBeside(words, at)
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
  return isNumber(past(-1)) || isNumber(past(1)) || (words[at] === 'once' && words.some((word) => SURE.has(word)))
}

/** Words of which everything read here holds one, for a pattern. */
export const SPANISH_NUMBER =
  'cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince|dieci\\p{L}+|veint\\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|ciento?|\\p{L}+cient[oa]s|quinientos|mil|once[ ,.]+once'
