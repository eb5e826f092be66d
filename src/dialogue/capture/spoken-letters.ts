/** The alphabets that are read out: NATO's, and the one of the old telephone books for the letters it has otherwise. */
const CALLED: ReadonlyMap<string, string> = new Map(
  (
    'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec ' +
    'romeo sierra tango uniform victor whiskey whisky xray yankee zulu'
  )
    .split(' ')
    .map((word) => [word, word[0] ?? ''] as const),
)

/** How recognisers write a letter's own name. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bee: 'b',
    cee: 'c',
    dee: 'd',
    ee: 'e',
    eff: 'f',
    gee: 'g',
    aitch: 'h',
    jay: 'j',
    kay: 'k',
    ell: 'l',
    em: 'm',
    en: 'n',
    pee: 'p',
    cue: 'q',
    queue: 'q',
    ar: 'r',
    ess: 's',
    tee: 't',
    vee: 'v',
    ex: 'x',
    wye: 'y',
    zee: 'z',
    zed: 'z',
  }),
)

/** The letter that a word of a spelling alphabet stands for, or null. "Mike" is also a name: the asker must know. */
export const calledLetter = (word: string): string | null => CALLED.get(word) ?? null

/** The letter a word is when letters are read out: itself, its name, "double-u"; or null. */
export const letterOf = (word: string): string | null =>
  /^[a-z]$/.test(word) ? word : word === 'doubleu' ? 'w' : (NAMED.get(word) ?? null)

/** Letters that are mistaken for one another on the phone, whichever of a row was said. */
const ALIKE: readonly string[] = [
  'bdegptvzc3',
  'mn',
  'fsx',
  'ajk',
  'iy',
  'qu',
  'ckqs',
  'uw',
  'ao',
  'oe',
  'ei',
  'lr',
  'jg',
  'hr',
  'td',
]

/** Whether two letters are easily mistaken for one another. */
export const soundAlike = (one: string, other: string): boolean =>
  one !== other && ALIKE.some((row) => row.includes(one) && row.includes(other))
