import type { Item } from './item.ts'
import { isOneSided } from './merge-days.ts'
import { isOneSidedTime } from './merge-times.ts'
import { type Reader, wordAt } from './reader.ts'

/** An item with what the words around it do to it. */
export interface Marked extends Item {
  /** How it hangs on the item before it. */
  readonly join: 'or' | 'and' | 'comma' | 'none'
  /** "Not Tuesday", "Tuesday doesn't work". */
  readonly isNegated: boolean
  /** Why it does not work, where that says more: "ten is too early". */
  readonly excess?: 'early' | 'late'
  /** "No, Wednesday", "actually make it three": it replaces what was said before of its kind. */
  readonly corrects: boolean
  /** The booking the caller has, where another is wanted: "move my Tuesday appointment to Thursday". */
  readonly isExisting: boolean
}

const NOT_NEGATIONS =
  /\b(?:why not|not sure|if not|or not|not bad|not only|not a problem|no problem|no worries|not busy|not working|can't wait|(?:can't|couldn't|don't|won't|wouldn't) (?:you|we)|you busy|don't (?:mind|care)|not too)\b/g

const NEGATES =
  /\b(?:not|except|excepting|excluding|besides|avoid|avoiding|never|nor|can't|cannot|cant|couldn't|won't|unavailable|busy|instead of|rather than|better than|other than|apart from|aside from|anything but|all but|without|nothing (?:on|in|for)|(?:don't|do not|doesn't|does not) (?:want|like|do|drive|travel|come|go out|have (?:a )?(?:car|ride|childcare)))(?: (?!but\b|so\b|how\b|what\b|could\b|if\b|because\b|instead\b|then\b|can\b)[a-z']+){0,5} ?$/

/** "I work until five", "I have class on Mondays". */
const WORKS =
  /\b(?:i'm|i am|we're|we are|i'll be|we'll be|(?:he|she|they)(?:'s|'re| is| are)) (?:away|out of town|out|on (?:vacation|holiday|leave)|travell?ing|gone|not (?:here|around|in town)|booked(?: up)?)(?: (?:on|in|the|all|for))* ?$|\bi(?:'m| am|'ll be| will be|'ve got| have)? (?:work|working|at work|at school|tied up|in meetings|(?:a )?(?:class|classes|meeting|meetings|school|shift))(?: (?:on|in|the|most|every|from|till))* ?$/

/** "Any day but Friday". */
const BUT = /^(?:,? ?)but(?: (?:on|in|for|the|not|a))* ?$/

const CONTINUES = /^(?:, )?(?:or|and|nor)(?: (?:on|in|the|a|at|any|either))* ?$/

const SUBJECT = "(?:(?:that|it|which|those|they|this|just|really|probably|also|both|all|unfortunately|i'm afraid) )*"
const VERB = "(?:(?:is|are|was|would be|will be|'s|it's|that's|gets|seems|looks) )?"
const HEDGE = '(?:(?:just|really|probably|actually|kind of|a bit|a little|pretty|kinda|so|going to be) )*'
const BAD =
  '(?:(?:not|no) (?:\\w+ )?(?:good|great|possible|option|work|available|ideal|convenient|use)|no go|bad|tricky|tough|difficult|impossible|out(?! of town)|full|hard|' +
  "(?:does not|doesn't|do not|don't|won't|will not|wouldn't|isn't|aren't|didn't|ain't|can't|cannot) (?:\\w+ )?(?:work|suit|do|fit|good|possible|be|ideal|an option|convenient|happen|available|great)|" +
  "i (?:can't|cannot|won't|work|don't work)|i have (?:work|class|school|a meeting|meetings|something)|i've got (?:work|class|school|a meeting)|" +
  "(?:i'm|i am|i'll be|we're) (?:busy|away|working|not available|not free|not here|out of town|on vacation|at work|traveling|travelling|unavailable))\\b"

const IS_BAD = new RegExp(`^(?:, )?${SUBJECT}${VERB}${HEDGE}${BAD}`)

const EXCESS = new RegExp(`^(?:, )?${SUBJECT}${VERB}${HEDGE}(?:way |far |much )?too (early|soon|late|far)`)

const CORRECTS =
  /\b(?:no|nope|nah|actually|i mean|i meant|sorry|wait|scratch that|strike that|forget that|rather|make (?:it|that)|instead|on second thoughts?|correction|hold on|hang on|my mistake|never mind|nevermind|let's (?:do|say|make)|oops|change that|can we do|could we do|how about|what about)\b/

const STARTS_CORRECTION = /^(?:actually|make (?:it|that)|let's (?:do|say|make))\b/

const CORRECTED_AFTER = /^(?:would be |is |works )?(?:instead|better)\b(?! than)/

/** The words from one token to another, with commas and full stops where they stood, the last one's included. */
function wordsBetween(reader: Reader, from: number, to: number): string {
  const words: string[] = []
  for (const { stop, text } of reader.tokens.slice(from, to)) {
    if (stop !== '') words.push(stop)
    words.push(text)
  }
  const stop = reader.tokens[to]?.stop ?? ''
  if (stop !== '') words.push(stop)
  return words.map((word) => `${word} `).join('')
}

/** How far around an item its words are looked at. */
const REACH = 12

/** The items with what the words before, between and after them say. */
export function markItems(reader: Reader, items: readonly Item[]): Marked[] {
  const marked: Marked[] = []
  for (const [index, item] of items.entries()) {
    const last = marked.at(-1)
    const before = wordsBetween(reader, Math.max(last?.next ?? 0, item.start - REACH), item.start)
    const end = Math.min(items[index + 1]?.start ?? Infinity, item.next + REACH)
    marked.push(markOne(reader, item, { last, before, after: wordsBetween(reader, item.next, end) }))
  }
  return withBackwardNegation(reader, marked)
}

interface Around {
  readonly last: Marked | undefined
  readonly before: string
  readonly after: string
}

function markOne(reader: Reader, item: Item, { last, before, after }: Around): Marked {
  const excess = EXCESS.exec(after)?.[1]
  const isNegated = excess !== undefined || isNegatedBy(item, before, last) || IS_BAD.test(after)
  return {
    ...item,
    join: joinOf(before),
    isNegated,
    ...(excess === undefined ? {} : { excess: /early|soon/.test(excess) ? 'early' : 'late' }),
    corrects: !isNegated && last !== undefined && isCorrection(reader, item, before, after),
    isExisting: reader.moving && isExisting(reader, item, before),
  }
}

function joinOf(before: string): Marked['join'] {
  if (/\bor\b/.test(before)) return 'or'
  if (/\band\b/.test(before) && !/\band (?:then|if|i)\b/.test(before)) return 'and'
  return before.startsWith(',') || before.startsWith('.') ? 'comma' : 'none'
}

function isNegatedBy(item: Item, before: string, last: Marked | undefined): boolean {
  const words = before.replaceAll(NOT_NEGATIONS, '')
  if ((NEGATES.test(words) && !/\b(?:until|till) $/.test(words)) || WORKS.test(words)) return true
  if (item.isEvery && /\b(?:no|never)(?: on| in)? $/.test(words)) return true
  if (last === undefined) return false
  if (!last.isNegated) return BUT.test(words) && isGeneric(last) && !isBound(item)
  // "Not Monday or Tuesday", and "not Tuesday morning": both or neither.
  return sameKind(last, item) ? CONTINUES.test(words) : words === ''
}

/** "Any day", "mornings", "next week": something to take an exception from. */
const isGeneric = ({ anyDay, anyTime, isEvery, day }: Item): boolean =>
  anyDay === true || anyTime === true || isEvery === true || day?.kind === 'period'

/** "After Monday but before Friday" narrows; it makes no exception. */
const isBound = ({ day, time }: Item): boolean =>
  (day !== undefined && isOneSided(day)) || (time !== undefined && isOneSidedTime(time))

const sameKind = (one: Item, other: Item): boolean => (one.day === undefined) === (other.day === undefined)

function isCorrection(reader: Reader, item: Item, before: string, after: string): boolean {
  const own = wordsBetween(reader, item.start, Math.min(item.next, item.start + 3)).replace(/^[,.] /, '')
  return (
    CORRECTS.test(before.replaceAll(NOT_NEGATIONS, '')) || STARTS_CORRECTION.test(own) || CORRECTED_AFTER.test(after)
  )
}

const BOOKING = '(?:appointment|appt|booking|visit|reservation|session|slot|one|cleaning|checkup)'
const OWNED = /\b(?:my|our|his|her|their|existing|current|the) $/
const BOOKED = new RegExp(
  `\\b${BOOKING}(?:,|\\.)? (?:(?:is|was|i have|i've got|booked|scheduled|set|that's|that is|currently|which is|for|on|at|of) )*$`,
)

function isExisting(reader: Reader, item: Item, before: string): boolean {
  if (/^(?:from|instead|currently)$/.test(wordAt(reader, item.start)) || /\bfrom $/.test(before)) return true
  const named = new RegExp(`^${BOOKING}$`).test(wordAt(reader, item.next))
  return (OWNED.test(before) && named) || BOOKED.test(before)
}

/** "Monday and Tuesday don't work", "Tuesday at ten is too late": what is said of the last holds for those before. */
function withBackwardNegation(reader: Reader, marked: readonly Marked[]): Marked[] {
  const out = [...marked]
  for (let at = out.length - 2; at >= 0; at -= 1) {
    const [item, next] = [out[at], out[at + 1]]
    if (!item || !next?.isNegated || item.isNegated) continue
    const between = wordsBetween(reader, item.next, next.start)
    if (next.excess === undefined && (between === '' || (CONTINUES.test(between) && sameKind(item, next)))) {
      out[at] = { ...item, isNegated: true }
    }
  }
  return out
}
