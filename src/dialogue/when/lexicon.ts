const WEEKDAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const named = (words: string, value: number) => words.split(' ').map((word) => [word, value] as const)

/** Weekday by name or by an abbreviation that is no other word. ISO, 1 is Monday. */
export const WEEKDAY: ReadonlyMap<string, number> = new Map([
  ...WEEKDAY_NAMES.map((name, index) => [name, index + 1] as const),
  ...named('tue tues teusday tuseday', 2),
  ...named('weds wednsday wensday wedensday', 3),
  ...named('thu thur thurs thrusday', 4),
  ...named('fri', 5),
  ...named('saterday', 6),
])

/** Abbreviations that are also words ("he sat down"): only beside something that makes them days. */
export const WEEKDAY_SHORT: ReadonlyMap<string, number> = new Map([
  ['mon', 1],
  ['wed', 3],
  ['sat', 6],
  ['sun', 7],
])

/** "Mondays": every one of them. */
export const WEEKDAY_PLURAL: ReadonlyMap<string, number> = new Map(
  WEEKDAY_NAMES.map((name, index) => [`${name}s`, index + 1] as const),
)

/** Month by name or abbreviation, January is 1. */
export const MONTH: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.map((name, index) => [name, index + 1] as const),
  ...'jan feb mar apr - jun jul aug sep oct nov dec'.split(' ').map((name, index) => [name, index + 1] as const),
  ['sept', 9],
])

/** Months that are nobody's name and no verb, so that the bare word is enough. */
export const MONTH_PLAIN: ReadonlySet<string> = new Set(
  'january february july september october november december'.split(' '),
)

/** Words that may follow a bare hour or a bare ordinal. Anything else is likely the noun it counts. */
const FOLLOWERS: ReadonlySet<string> = new Set(
  (
    "please would works work worked is was if on at and or but because i i'm i'd i'll i've we we'd we're you " +
    "thanks thank for with that that's this these in should could can can't will won't might sounds sound good great " +
    "fine ok okay instead then though although suits about it it's it'll so since when as from to until till til " +
    "through thru after before by of sharp exactly ish the my he she they does do doesn't don't did are be again " +
    'right yeah yes yep no not nope actually have has any anything better best everyone look looks seems next every ' +
    "sorry wait either too also only around tops local eastern pacific central mountain your his her let let's ma'am " +
    "sir hopefully otherwise unless whenever alright perfect lovely cool bye hi hello how what what's where preferably " +
    'rather today tomorrow tonight morning mornings afternoon afternoons evening evenings night noon am pm oclock ' +
    "week sometime somewhere anytime dash - onwards onward earliest latest than now isn't there there's while which " +
    "book schedule put would've maybe i'm you're both well hmm all during until later earlier last " +
    'between starting ending beginning early late unfortunately honestly whether who why were tell give need want get ' +
    'come go see call bring take make me him them us everybody anybody someone doctor dr mr mrs ms'
  ).split(' '),
)

/** Whether a word names a weekday, a month or a part of one: the kind of word that may stand next to a date. */
export const isCalendarWord = (word: string): boolean =>
  WEEKDAY.has(word) || WEEKDAY_PLURAL.has(word) || MONTH.has(word)

/** Whether a bare hour or ordinal may be followed by this word and still be one. */
export const mayFollow = (word: string): boolean => FOLLOWERS.has(word) || isCalendarWord(word)

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** "Tuesday" for 2. */
export const weekdayName = (weekday: number): string => titled(WEEKDAY_NAMES[weekday - 1] ?? '')

/** "November" for 11. */
export const monthName = (month: number): string => titled(MONTH_NAMES[month - 1] ?? '')
