import { readInteger } from '../../../../dialogue/when/number-words.ts'

const COUNT =
  '(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|a couple)'
const FORMS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:parties|party|group) of (${COUNT})\b`, 'i'),
  new RegExp(String.raw`\b(${COUNT}) (?:people|persons|guests|adults|diners|pax|covers|of us|seats|heads)\b`, 'i'),
  new RegExp(
    String.raw`\b(?:table|seats?|seating|reservation|booking|dinner|lunch|brunch|spot|place|room)s? for (${COUNT})\b(?! ?(?:o'?clock|am|pm|thirty|fifteen|forty|:))`,
    'i',
  ),
  new RegExp(String.raw`\bthere(?:'ll be| will be| are|'s| is) (?:going to be )?(${COUNT})\b(?: of us)?`, 'i'),
  new RegExp(
    String.raw`\b(?:we are|we're|we'll be|we will be|it's|it is|just) (?:a )?(?:the )?(${COUNT})(?: of us)?(?=$|[.,!]| (?:for|on|at|tonight|tomorrow|today|please|people))`,
    'i',
  ),
]

/** "Lunch on Friday for two": a count, unless it may be the hour. */
const FOR_COUNT = new RegExp(
  String.raw`\bfor (${COUNT})(?=$|[.,!?]| (?:on|at|this|next|tonight|tomorrow|today|please|under|around|in|friday|saturday|sunday|monday|tuesday|wednesday|thursday)\b)`,
  'i',
)
const CLOCK = /\b(?:at|around|about|after|before|by)\b|\d ?(?:am|pm)\b|\d:\d\d|o'?clock|\bhalf\b|\bnoon\b/i
/** Nobody dines at four: up to here a count without a clock time beside it is people. */
const SMALL_COUNT = 4

function readForCount(raw: string): { readonly count: number; readonly at: number; readonly said: string } | null {
  const match = FOR_COUNT.exec(raw)
  const said = match?.[1]
  const count = said === undefined ? null : /couple/i.test(said) ? 2 : readInteger(said)
  if (!match || said === undefined || count === null || count === 0) return null
  const at = match.index + match[0].indexOf(said)
  const isClear =
    count <= SMALL_COUNT || count > 12 || CLOCK.test(raw.slice(0, match.index) + raw.slice(at + said.length))
  return isClear ? { count, at, said } : null
}

/** "Grandma is coming too, so make it six". */
const MORE_COME =
  /\b(?:com(?:e|es|ing)|join(?:s|ing)?|bring(?:s|ing)?|invit\w+|tag(?:s|ging) along|add(?:ed|ing)?|guests|party)\b/i
const MAKE_IT = new RegExp(
  String.raw`\b(?:make|call) (?:it|that|us) (?:for |a )?(${COUNT})\b(?! ?(?:o'?clock|am|pm|thirty|fifteen|forty|:|people|of us))`,
  'i',
)

/** An utterance in which "make it six" is no hour, because more people come. */
export const withCountSaid = (raw: string): string =>
  MORE_COME.test(raw) ? raw.replace(MAKE_IT, 'we are $1 people') : raw

const ALONE = /\b(?:just|only) (?:me|myself)\b(?! and)|\bby myself\b/i
const COUPLE =
  /\b(?:me|myself) and my (?:wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|friend|mom|mother|dad|father|son|daughter|sister|brother)\b(?! and| ,)|\bmy (?:wife|husband|partner|girlfriend|boyfriend|friend) and (?:me|i|myself)\b/i

interface Party {
  readonly count: number
  readonly rest: string
}

/** How many people come, and the utterance without the words that say so: "a table for four at seven" is 4, at seven. */
export function readParty(raw: string): Party | null {
  if (ALONE.test(raw)) return { count: 1, rest: raw }
  if (COUPLE.test(raw)) return { count: 2, rest: raw }
  for (const form of FORMS) {
    const match = form.exec(raw)
    const said = match?.[1]
    if (!match || said === undefined) continue
    const count = /couple/i.test(said) ? 2 : readInteger(said)
    if (count === null || count === 0) continue
    const at = match.index + match[0].indexOf(said)
    return corrected(blanked(raw, at, said)) ?? { count, rest: blanked(raw, at, said) }
  }
  const found = readForCount(raw)
  return found && { count: found.count, rest: blanked(raw, found.at, found.said) }
}

/** "The two of us and her parents, so four actually": the count that is said last. */
const CORRECTED = new RegExp(
  String.raw`\b(?:so|no|actually|sorry)[, ]+(?:it's |we're |we are |make it |actually )*(${COUNT})\b(?! ?(?:o'?clock|am|pm|thirty|fifteen|forty|:))(?: people| of us| guests)?(?:,? (?:actually|in all|in total|total|altogether))?\W*$`,
  'i',
)

function corrected(raw: string): Party | null {
  const match = CORRECTED.exec(raw)
  const said = match?.[1]
  const count = said === undefined ? null : readInteger(said)
  return match === null || said === undefined || count === null || count === 0
    ? null
    : { count, rest: blanked(raw, match.index + match[0].lastIndexOf(said), said) }
}

const blanked = (raw: string, at: number, said: string): string =>
  `${raw.slice(0, at)}${' '.repeat(said.length)}${raw.slice(at + said.length)}`
