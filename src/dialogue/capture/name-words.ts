import { COMMON_WORDS } from './common-words.ts'

const NAME_WORDS_MAX = 4
const WORD_CHARS_MAX = 30
export const NAME_CHARS_MAX = 80

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Small words inside surnames: "de la Cruz", "van Dyke". Not names by themselves. */
const PARTICLES = setOf('de la del della di da dos van von der den bin ibn al el st ter le du mc')
const ALSO_NAMES = setOf('al di van della von')
const TITLES = setOf('mr mrs ms miss mister missus dr doctor sir madam maam professor reverend captain')
/** Names that are also months or plain words: names only where one is asked for, or introduced, or written like one. */
const BOTH = setOf(
  'april may june august will mark grace joy rose hope faith summer autumn bill rob sue pat art jack drew chase christian long ' +
    'price young white brown black green king love best moon wood stone early knight day guy dean earl frank robin ray gene skip ' +
    'dawn eve ivy lily olive penny ruby pearl amber crystal angel page case banks fields waters rivers field hill woods park lake ' +
    'short small little good noble wise swift weeks star violet scarlet forest glen dale brook brooks miles max gray rich ward ' +
    'wade lance cliff dusty sandy rusty heath heather holly basil ginger jasmine sage hall bell cross church wall west north ' +
    'power powers light law ball rice marsh reed fox wolf bush ford hunt cook baker parker walker bird bond fall hay kitchen',
)
/** Of those, the ones that lower case makes a verb or an adverb far more often than a surname. */
const RATHER_WORDS = setOf('will may hope love early best long good just case')
/** Whether a name is a plain word just as well: only its capital or its place makes it one. */
export const isAlsoWord = (lower: string): boolean => BOTH.has(lower) || COMMON_WORDS.has(lower)

/** Written with a capital for other reasons than being a name. */
const NEVER_NAMES = setOf(
  'i and or but the a an my your his her yes no yeah ok okay please thanks thank can could would will is are for with at on in to from of it that this so ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march july september october november december today tomorrow ' +
    'dr mr mrs ms hi hello what when where who how do does did am pm calling speaking here number phone name instead actually',
)

/** Words of sentences that a recogniser writes all with capitals. */
const NEVER_IN_CAPITALS = setOf(
  'next this last good great sounds sound first second later earlier any not none never mind hold wait one two three same other another right sorry cancel book next much very',
)

/**
 * The name that `text` begins with, as it should be written, or null.
 *
 * @param sure  the words were introduced as a name, so that lower case will do and "May" may be one.
 * @param whole  nothing but a name, and what people say after one, may stand here.
 */
export function nameAtStart(text: string, sure: boolean, whole = false): string | null {
  const all = text
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = all.findIndex((word) => !TITLES.has(bareOf(word).toLowerCase()))
  const words = first < 0 ? [] : all.slice(first)
  const given = whole ? writtenLikeOne(words) : null
  if (given !== null) return given
  const taken = nameWords(words, sure)
  const rest = words.slice(taken.length)
  const name = taken.length === 1 ? taken : withoutTrailing(taken)
  if (name.length === 0 || (name.length === 1 && (name[0] ?? '').length < 2)) return null
  if (whole && !isTail(rest)) return null
  return name.map(written).join(' ').slice(0, NAME_CHARS_MAX)
}

const MONTH_NAMES = setOf('april may june march august')

/** "Kay Fox", "Jo March": two or three words with capitals and nothing else, where a name was asked for. */
function writtenLikeOne(words: readonly string[]): string | null {
  const bare = words.map(bareOf)
  if (bare.length < 2 || bare.length > 3 || words.slice(0, -1).some((word) => /[,.;!?]$/.test(word))) return null
  const isOne = bare.every((word, at) => {
    const lower = word.toLowerCase()
    const plain = !NEVER_NAMES.has(lower) || (at > 0 && MONTH_NAMES.has(lower))
    return plain && /^\p{Lu}[\p{Ll}]+$/u.test(word) && !NEVER_IN_CAPITALS.has(lower)
  })
  return isOne ? bare.join(' ') : null
}

const bareOf = (word: string): string => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

function nameWords(words: readonly string[], sure: boolean): readonly string[] {
  const taken: string[] = []
  for (const word of words) {
    const bare = bareOf(word)
    if (!isNameWord(bare, sure, taken.length > 0)) break
    taken.push(bare)
    if (taken.length === NAME_WORDS_MAX || /[,.;!?]$/.test(word)) break
  }
  return taken
}

const withoutTrailing = (words: readonly string[]): readonly string[] =>
  words.slice(0, words.findLastIndex((word) => !PARTICLES.has(word.toLowerCase())) + 1)

const TAIL =
  /^(?:please|thanks|thank|here|speaking|is|that|and|for|as|with|spelled|spelling|actually|but|just|if|on|again|would|works|and|sir|maam|ma'am|miss|dear|honey|hon|sweetie|sweetheart|darling|buddy|boss|babe)$/i

/** Whether what follows a bare name can follow one: thanks, or an explanation, but not the rest of a sentence. */
const isTail = ([next]: readonly string[]): boolean => next === undefined || TAIL.test(next.replace(/[^a-z']/gi, ''))

/** "I'd", "it's", "can't": never part of a name, unlike "D'Angelo". */
const CONTRACTED = /'(?:s|d|ll|ve|re|m|t)$/i

/** @param following  the word before it is part of the name. */
function isNameWord(word: string, sure: boolean, following: boolean): boolean {
  if (!/^\p{L}[\p{L}'-]*$/u.test(word) || word.length > WORD_CHARS_MAX || CONTRACTED.test(word)) return false
  const lower = word.toLowerCase().replace(/'/g, '')
  const capital = /^\p{Lu}/u.test(word)
  if (PARTICLES.has(lower)) return following || capital || ALSO_NAMES.has(lower)
  if (following && capital) return !NEVER_NAMES.has(lower)
  return BOTH.has(lower) ? capital || isBothName(lower, sure, following) : isRareName(lower, sure || capital)
}

const VERBAL = /(?:ing|ed|ly|tion|ness|ful)$/

/** "Mark" in lower case, after "my name is". */
const isBothName = (lower: string, sure: boolean, following: boolean): boolean =>
  sure && !(following && RATHER_WORDS.has(lower))

const isRareName = (lower: string, likely: boolean): boolean =>
  !COMMON_WORDS.has(lower) && (likely || !VERBAL.test(lower))

/** "ann lee" as "Ann Lee"; what already has a capital stays: "McDonald". */
const written = (word: string): string =>
  PARTICLES.has(word) || /^\p{Lu}/u.test(word)
    ? calmed(word)
    : word.replace(/(^|['-])(\p{L})/gu, (_, mark: string, letter: string) => mark + letter.toUpperCase())

const calmed = (word: string): string =>
  word.length > 2 && word === word.toUpperCase() ? word.slice(0, 1) + word.slice(1).toLowerCase() : word
