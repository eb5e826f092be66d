import { TEXT_CHARS_MAX } from '../normalise.ts'
import { COMMON_WORDS } from './common-words.ts'
import { applySpelling } from './spelling.ts'

const NAME_WORDS_MAX = 4
export const NAME_CHARS_MAX = 80

/** Small words inside surnames: "de la Cruz", "van Dyke". Not names by themselves. */
const PARTICLES = new Set([
  'de',
  'la',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'van',
  'von',
  'der',
  'den',
  'bin',
  'ibn',
  'al',
  'el',
  'st',
  'ter',
  'le',
  'du',
])
const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mister',
  'missus',
  'dr',
  'doctor',
  'sir',
  'madam',
  'maam',
  'professor',
  'reverend',
  'captain',
])
/** Names that are also months or plain words; a name only where one is asked for or introduced. */
const BOTH = new Set([
  'april',
  'may',
  'june',
  'august',
  'will',
  'mark',
  'grace',
  'joy',
  'rose',
  'hope',
  'faith',
  'summer',
  'autumn',
  'bill',
  'rob',
  'sue',
  'pat',
  'art',
  'jack',
  'drew',
  'chase',
  'christian',
  'long',
  'price',
  'young',
  'white',
  'brown',
  'black',
  'green',
  'king',
  'love',
  'best',
  'moon',
  'wood',
  'stone',
  'early',
  'knight',
  'day',
  'friday',
  'sunday',
  'guy',
  'dean',
  'earl',
  'frank',
  'robin',
  'ray',
  'gene',
  'skip',
  'dawn',
  'eve',
  'ivy',
  'lily',
  'olive',
  'penny',
  'ruby',
  'pearl',
  'amber',
  'crystal',
  'angel',
  'august',
  'page',
  'case',
  'banks',
  'fields',
  'waters',
  'rivers',
  'field',
  'hill',
  'woods',
  'park',
  'lake',
  'short',
  'small',
  'little',
  'good',
  'noble',
  'wise',
  'swift',
  'weeks',
  'mann',
  'sales',
  'parent',
  'root',
  'crown',
  'canal',
])

const TRAILING = String.raw`(?=$|[.,;!?]|\s)`
const INTRODUCED: readonly RegExp[] = [
  /\b(?:(?:my|the|our|his|her|their|patient(?:['’]?s)?|son(?:['’]?s)?|daughter(?:['’]?s)?|wife(?:['’]?s)?|husband(?:['’]?s)?|child(?:['’]?s)?|mother(?:['’]?s)?|father(?:['’]?s)?|mom(?:['’]?s)?|dad(?:['’]?s)?|full|last|first) )?(?:full |first |last |family |given )?name(?: is|['’]?s| would be| should be| will be| it['’]?s under is|:)\s+(?:actually |just |um |uh |that['’]?s )?(.+)/i,
  /\bfirst name(?: is|['’]?s|:)?\s+(.+)/i,
  /\b(?:under|in) (?:the )?name(?:s)?(?: of)?\s+(.+)/i,
  /\b(?:put|book|make|have|leave|place|do|get|list|file) (?:it|me|that|this|the (?:appointment|booking|reservation)|us|him|her)?\s*(?:down )?(?:under|as|in for|down as|for)\s+(?!me\b|us\b)(.+)/i,
  /\b(?:call me|they call me|you can call me|i go by|known as)\s+(?!back|on|at|when|if|later|again)(.+)/i,
  /\b(?:this is|this['’]s|this be|it is|you['’]?re (?:speaking|talking) (?:to|with))\s+(.+)/i,
  /\b(?:i am|i['’]?m)\s+(.+)/i,
]
const AFTER = new RegExp(
  String.raw`^(?:hi|hello|hey|good (?:morning|afternoon|evening)|yes|yeah|um|uh|[,. ])*((?:[\p{L}'’-]+ ){1,3}?)(?:here|speaking|calling)${TRAILING}`,
  'iu',
)

/** How an answer to "what name" begins. */
const LEAD =
  /^(?:\s|[.,!?;:-]|\b(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|please|of course|certainly|absolutely|perfect|great|good|fine|well|so|um+|uh+|er+m?|hmm+|oh|ah|hi|hello|no|nope|sorry|actually|right|correct|thanks|thank you|that works|that['’]?s fine|it['’]?s|it is|it['’]?ll be|it would be|that would be|that['’]?d be|that is|that['’]?s|this is|i['’]?m|i am|the name|my name|name is|is|its|the|put it under|put|under|under the name of?|for|use|just|make it|let['’]?s say|let['’]?s use|spell(?:ed|t|ing)?(?: it| that)?|you can (?:put|use|call me)|in the name of|by the name of|called|go with)\b)+/i

/**
 * The name somebody gives, as it should be written, or null.
 *
 * @param asked  whether a name was just asked for. Then the whole answer may be one; otherwise only what is introduced as one
 *   ("my name is", "this is", "under the name of") counts, so that "I'm calling" or "this is urgent" is nobody.
 */
export function readName(text: string, asked: boolean): string | null {
  const spelled = applySpelling(text.slice(0, TEXT_CHARS_MAX).replace(/[’`´]/g, "'"))
  return readIntroduced(spelled) ?? (asked ? readBare(spelled) : null)
}

/** A name someone else is to be booked under: "for my son Tommy", "it's for my wife, Ann Lee". */
export function readWhose(text: string): { readonly whose: string; readonly name: string | null } | null {
  const match = WHOSE.exec(text.slice(0, TEXT_CHARS_MAX))
  if (!match?.[1]) return null
  const rest = (match[2] ?? '').replace(
    /^[\s,.]*(?:(?:and )?(?:his|her|their) name(?: is|['’]?s)|called|named|who is called)?\s*/i,
    '',
  )
  return { whose: match[1].toLowerCase(), name: nameAtStart(applySpelling(rest), true) }
}

const WHOSE =
  /\b(?:for|on behalf of|it['’]?s|about|is for) my (son|daughter|wife|husband|partner|spouse|child|kid|baby|mother|mom|mum|father|dad|brother|sister|friend|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|niece|nephew|boyfriend|girlfriend|fianc[eé]e?|roommate|boss|aunt|uncle|cousin|little one|toddler)\b(?!['’]?s (?:birthday|school|insurance))(.*)/i

function readIntroduced(text: string): string | null {
  const twoParts =
    /\bfirst name(?: is|'?s|:)?\s+([\p{L}'-]+)[\s,.]+(?:and )?(?:the |my )?(?:last|family|sur) ?name(?: is|'?s|:)?\s+([\p{L}'-]+)/iu.exec(
      text,
    )
  if (twoParts) return nameAtStart(`${twoParts[1]} ${twoParts[2]}`, true)
  for (const [index, pattern] of INTRODUCED.entries()) {
    const match = pattern.exec(text)
    const sure = index < INTRODUCED.length - 3
    const name = match?.[1] === undefined ? null : nameAtStart(match[1].replace(LEAD, ''), sure)
    if (name !== null) return name
  }
  const after = AFTER.exec(text)
  return after?.[1] === undefined ? null : nameAtStart(after[1].replace(LEAD, ''), false)
}

function readBare(text: string): string | null {
  const bare = text.replace(LEAD, '').trim()
  const parts = bare.split(/[.;!?]+\s+|,\s*/).map((part) => nameAtStart(part.replace(LEAD, ''), true, true))
  const names = parts.filter((part) => part !== null)
  const [first, second] = names
  if (first === undefined) return null
  // "Lee. Ann Lee." is one name said twice; "Ann, Lee" is one name in two breaths.
  if (second === undefined) return first
  if (
    second.toLowerCase().endsWith(` ${first.toLowerCase()}`) ||
    second.toLowerCase().startsWith(`${first.toLowerCase()} `)
  )
    return second
  const words = `${first} ${second}`.split(' ')
  return first.toLowerCase() === second.toLowerCase() || words.length > NAME_WORDS_MAX ? first : words.join(' ')
}

/**
 * @param sure  the words were introduced as a name, so that lower case will do and "May" may be one.
 * @param whole  nothing but a name, and what people say after one, may stand here.
 */
function nameAtStart(text: string, sure: boolean, whole = false): string | null {
  const words = text.trim().split(/\s+/)
  const taken: string[] = []
  for (const word of words) {
    const bare = word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    if (taken.length === 0 && TITLES.has(bare.toLowerCase())) continue
    if (!isNameWord(bare, sure, taken.length > 0)) break
    taken.push(bare)
    if (taken.length === NAME_WORDS_MAX || /[,.;!?]$/.test(word)) break
  }
  while (taken.length > 0 && PARTICLES.has((taken.at(-1) ?? '').toLowerCase())) taken.pop()
  if (taken.length === 0 || (taken.length === 1 && (taken[0] ?? '').length < 2)) return null
  if (whole && !isTail(words.slice(taken.length))) return null
  return taken.map(written).join(' ').slice(0, NAME_CHARS_MAX)
}

/** Whether what follows a bare name can follow one: thanks, or an explanation, but not the rest of a sentence. */
const isTail = (rest: readonly string[]): boolean =>
  rest.length === 0 ||
  /^(?:please|thanks|thank|here|speaking|is|that|and|for|as|with|spelled|actually|but|just|if|on|again|would|works|will)$/i.test(
    (rest[0] ?? '').replace(/[^a-z]/gi, ''),
  ) ||
  TITLES.has((rest[0] ?? '').toLowerCase())

function isNameWord(word: string, sure: boolean, following: boolean): boolean {
  if (!/^\p{L}[\p{L}'-]*$/u.test(word) || word.length > 30) return false
  const lower = word.toLowerCase().replace(/'/g, '')
  const capital = /^\p{Lu}/u.test(word)
  if (PARTICLES.has(lower)) return true
  if (BOTH.has(lower)) return following ? capital || !COMMON_WORDS.has(lower) : sure || capital
  if (COMMON_WORDS.has(lower)) return false
  if (following && !capital && /^(?:on|at|my|no)$/.test(lower)) return false
  return sure || capital || !/(?:ing|ed|ly|tion|ness|ful)$/.test(lower)
}

/** "ann lee" as "Ann Lee"; what already has a capital stays: "McDonald". */
const written = (word: string): string =>
  PARTICLES.has(word) || /\p{Lu}/u.test(word.slice(0, 1))
    ? shouted(word)
    : word.replace(/(^|['-])(\p{L})/gu, (_, mark: string, letter: string) => mark + letter.toUpperCase())

const shouted = (word: string): string =>
  word.length > 2 && word === word.toUpperCase() ? word.slice(0, 1) + word.slice(1).toLowerCase() : word
