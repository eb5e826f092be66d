import { captureBirth } from '../../dialogue/capture/capture-birth.ts'
import { readName } from '../../dialogue/capture/read-name.ts'
import type { WhenClock } from '../../dialogue/when/wish.ts'

/** What somebody said of who they are: it fits, it does not, or they said nothing of it. */
export type Fit = 'fits' | 'differs' | 'nothing_said'

/** How Spanish introduces a name; the rest is the reader's. */
const SPANISH_LEAD =
  /^(?:(?:sí|si|hola|bueno|buenos días|buenas tardes)[,. ]+)*(?:(?:soy|me llamo|mi nombre es|habla|le habla|está hablando con) )/iu

/**
 * Whether whoever says `said` is `known`, by name. A given name has to be theirs, and whatever further name they say:
 * "this is Ana" fits Ana Ortiz, "Ana Lopez" and "Mrs. Ortiz" do not. Nothing that anybody could say without knowing the
 * name is taken for one, as "speaking" or "yes, that's me"; nor is what is said to somebody of that name.
 */
export function fitsName(known: string, said: string): Fit {
  const heard = readName(said.replace(SPANISH_LEAD, 'my name is '), true)
  const theirs = partsOf(known)
  const [given] = theirs
  if (given === undefined) return 'nothing_said'
  const parts = partsOf(heard ?? '').filter((part) => !TITLES.has(part))
  if (OF_ANOTHER.test(said)) return 'differs'
  if (ASKS.test(said) || (GREETS.test(said) && !INTRODUCES.test(said))) return 'nothing_said'
  if (parts.length > 0 && !(parts[0] === given && parts.every((part) => theirs.includes(part)))) return 'differs'
  return clausesOf(said).some((clause) => isAllTheirs(clause, theirs)) ? 'fits' : 'nothing_said'
}

/** What is said of Ana, or to her, is more than her name: "Ana is asleep", "this is for Ana", "Ana's phone". */
const clausesOf = (said: string): readonly (readonly string[])[] =>
  said
    .replace(SPANISH_LEAD, 'soy ')
    .replace(/\b(?:it|that|this|name)['’]s\b|\byou(?:['’]re| are) (?:speaking|talking) (?:to|with)\b/gi, 'this is')
    .replace(/\b(?:mrs?|ms|dr)\./gi, '')
    .split(/[.,;:!¡¿]|\b(?:and|how|what|go ahead)\b/i)
    .filter((clause) => !/['’]s\b/i.test(clause))
    .map(partsOf)

/** "Her husband", "Ana isn't in": somebody else speaks. */
const OF_ANOTHER =
  /\b(?:husband|wife|son|daughter|mother|mom|mum|father|dad|brother|sister|partner|roommate|friend|assistant|secretary|esposo|esposa|marido|hij[oa]|herman[oa]|madre|padre|not|isn'?t|no est[aá]|no|out|who)\b/i

/** "Is this Ana?" and "hi Ana" are said to her, not by her. */
const ASKS = /\?|\b(?:is (?:this|it|that)|are you|eres|es usted)\b/i
const GREETS = /^\W*(?:hello|hi|hey|hola|good (?:morning|afternoon|evening)|buen[oa]s?(?: d[ií]as| tardes| noches)?)\b/i
const INTRODUCES = /\b(?:i am|i'?m|this is|it'?s|it is|my name|speaking|here|soy|habla|me llamo|mi nombre)\b/i

/** "Ana here" is nothing but her name. */
const AROUND: ReadonlySet<string> = new Set(
  'yes yeah hi hello hey good morning afternoon evening well ok okay sure um uh oh this is it its my name speaking here i am m soy habla me llamo mi nombre es yo si hola bueno buenos buenas dias tardes la el'.split(
    ' ',
  ),
)

const isAllTheirs = (said: readonly string[], theirs: readonly string[]): boolean => {
  // A name may be spelled.
  const names = said.filter((part) => !AROUND.has(part) && !TITLES.has(part) && part.length > 1)
  return names.length > 0 && names.every((part) => theirs.includes(part)) && names.includes(theirs[0] ?? '')
}

const TITLES: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'doctor', 'sir', 'senor', 'senora'])

const partsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')

/** Whether the day said is `known` (`YYYY-MM-DD`). One that may be two days fits neither. */
export function fitsBirth(known: string, said: string, clock: WhenClock): Fit {
  const heard = captureBirth(said, clock)
  if (heard.ok) return heard.value.value === known ? 'fits' : 'differs'
  return heard.error.reason === 'nothing_heard' ? 'nothing_said' : 'differs'
}
