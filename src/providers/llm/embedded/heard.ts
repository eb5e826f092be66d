import { readIntent, type Intent } from './intents.ts'
import { plainOf, TEXT_CHARS_MAX } from '../../../dialogue/capture/plain-of.ts'
import { type Found, findNames } from './slots/closed-names.ts'
import { refusedIn, withoutRefused } from './slots/refused.ts'
import { readParty, withCountSaid } from './slots/party.ts'
import { readWhenWords } from './slots/when-words.ts'
import { readYesNo, type YesNo } from '../../../dialogue/capture/yes-no.ts'
import { isQuestion, readTopic, type Topic } from './topics.ts'
import type { World } from './world.ts'

/** One utterance, and everything that can be understood of it by itself. Worked out when first asked for. */
export interface Heard {
  readonly raw: string
  readonly plain: string
  yesNo(): YesNo | null
  topic(): Topic | null
  intent(): Intent | null
  /** The words that wish for a time. */
  when(): string | null
  /** The utterance without its words about time. */
  timeless(): string
  services(): Found
  /** A person or thing to be booked, by its name in the document. */
  resource(): string | null
  /** One of these that the caller does not want: "anyone but Marcus". */
  refusedResource(): string | null
  /** How many people come, where a service counts them. */
  party(): number | null
  question(): boolean
}

/** Said without naming it; "the one after" would be an hour. */
const NEXT_WEEK =
  /\bnot this(?: coming)? week,?\s+(?:but )?(?:maybe )?(?:the )?(?:one|week|next(?: one| week)?|following(?: one| week)?)(?: after(?: that)?)?\b/gi

/** "Eightish", "eight thirty ish". */
const ISH = /\b(\d+(?::\d\d)?|[a-z]+(?: thirty)?)[ -]ish\b/gi

/** "Two babies" are no hour. */
const COUNTED =
  /\b(?:one|two|three|four|five|[1-5]) (bab(?:y|ies)|infants?|toddlers?|high ?chairs?|wheelchairs?|strollers?|boosters?|dogs?|cats?|questions?|things?|cavit(?:y|ies)|(?:front |back |wisdom )?t(?:oo|ee)th)\b/gi

/** "I'm away until the first": what comes after is meant, not what comes before. */
const AWAY_UNTIL =
  /\b(away|out of (?:town|state)|on (?:vacation|a trip)|travell?ing|not (?:back|free|available|here)|(?:can't|cannot) (?:come|make it)|abroad) (?:until|till) /gi

/** "Okay, and would there be a fee" asks before it agrees. */
const ASKS_FIRST =
  /^(?:(?:yes|yeah|ok|okay|sure|alright|all right|right|fine) )+(?:and |but |so |well )*(?:would|will|can|could|may|is|are|does|do|what|whats|how|when|where|why|who) (?!you\b|it$|that$)\w+ \w+/

/** "Have my teeth looked at", in words no list of services has. */
const LOOKED_AT = /\b(?:looked at|looked over|checked(?: out| over)?)\b/

/** "212 555 0133", "five five five oh one three three": no hour. */
const TELEPHONE =
  /(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|(?:\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d)\b[ ,.-]*){7,}/gi

export function hear(world: World, text: string): Heard {
  const said = text
    .slice(0, TEXT_CHARS_MAX)
    .replace(/[’‘`´]/g, "'")
    .replace(NEXT_WEEK, 'next week')
    .replace(ISH, 'around $1')
    .replace(AWAY_UNTIL, '$1 and free after ')
    .replace(COUNTED, 'some $1')
  const { lexicon, turn } = world
  const raw = lexicon.countsPeople ? withCountSaid(said) : said
  const plain = plainOf(raw.replace(TELEPHONE, ' '))
  const party = once(() => (lexicon.countsPeople ? readParty(raw) : null))
  const timed = once(() => readWhenWords((party()?.rest ?? raw).replace(TELEPHONE, ' '), turn))
  return {
    raw,
    plain,
    yesNo: once(() => (ASKS_FIRST.test(plain) && readYesNo(plain) === 'yes' ? null : readYesNo(plain))),
    topic: once(() => readTopic(plain)),
    intent: once(() => readIntent(plain)),
    when: () => (timed()?.wishes === true ? (timed()?.words ?? null) : null),
    timeless: () => timed()?.rest ?? raw,
    services: once(() => {
      const found = findNames(lexicon.serviceIndex, withoutRefused(plain))
      if (found.ids.length > 0) return found
      const meant = LOOKED_AT.test(plain) ? findNames(lexicon.serviceIndex, 'check up') : found
      return meant.ids.length === 1 ? meant : findNames(lexicon.serviceIndex, plain)
    }),
    resource: once(() => only(findNames(lexicon.resourceIndex, target(withoutRefused(plain))))),
    refusedResource: once(() => only(findNames(lexicon.resourceIndex, refusedIn(plain)))),
    party: () => party()?.count ?? null,
    question: once(() => isQuestion(raw, plain) || ASKS_FIRST.test(plain)),
  }
}

const only = ({ ids }: Found): string | null => (ids.length === 1 ? (ids[0] ?? null) : null)

/** "From Ana to Priya" names Priya. */
const target = (plain: string): string => plain.replace(/\bfrom (?:\w+ ){1,2}(?=to )/, '')

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null
  return () => {
    done ??= { value: work() }
    return done.value
  }
}
