import type { Span } from './spans.ts'

const UNIT_WORDS = 'one|two|three|four|five|six|seven|eight|nine'
const NUMBER_WORDS = `${UNIT_WORDS}|oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand`
const NUMBER = String.raw`(?<!\p{L}|[\d$£€:/.])(?:\d{1,6}[a-z]?(?:-\d{1,4})?|(?:a )?(?:${NUMBER_WORDS})(?:[\s-](?:and )?(?:${NUMBER_WORDS})){0,7})`
const SUFFIX =
  'street|str?|avenue|ave?|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|ter|parkway|pkwy|highway|hwy|circle|cir|square|sq|way|trail|alley|crescent|turnpike|plaza'
const ORDINAL_WORDS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:twenty|thirty|forty|fifty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)'
const BODY = String.raw`(?:\d{1,3}(?:st|nd|rd|th)|${ORDINAL_WORDS}|\p{L}[\p{L}'’.-]*)`
const UNIT = String.raw`(?:,?\s+(?:apartment|apt|suite|ste|unit|floor|room|number|no|#)\.?\s*#?(?:\d{1,5}[a-z]?|(?:${NUMBER_WORDS})(?:[\s-](?:${NUMBER_WORDS}))*|[a-z])(?:\s+[a-z](?![\p{L}'’]))?(?![\p{L}\d]))`
const STATES =
  'A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]'
const STATE_NAMES =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming'
const TOWN = String.raw`(?:,?\s+(?:in\s+)?\p{Lu}[\p{L}'.]+(?:\s\p{Lu}[\p{L}'.]+){0,2},?\s+(?:(?:${STATES})(?!\p{L})|${STATE_NAMES})(?:,?\s+\d{5}(?:-\d{4})?)?)`

/** Case matters for towns and states only; everything before them is matched in any. */
const HEAD = new RegExp(
  String.raw`${NUMBER}\s+(?<body>${BODY}(?:\s+${BODY}){0,3}?)\s+(?<suffix>${SUFFIX})(?![\p{L}\d'’])\.?(?:\s+(?:north|south|east|west)(?!\p{L}))?${UNIT}?`,
  'giu',
)
const TAIL = new RegExp(`^${TOWN}`, 'u')
const BOX = new RegExp(
  String.raw`(?<!\p{L})p\.?\s?o\.?\s?box\s+(?:number\s+)?(?:\d{1,8}|(?:${NUMBER_WORDS})(?:[\s-](?:${NUMBER_WORDS}))*)`,
  'giu',
)

/** Words that stand between a number and "way" or "drive" when no street is meant. */
const NOT_IN_STREETS =
  /(?:^|\s)(?:to|of|is|are|was|for|and|or|at|in|on|people|persons?|minutes?|mins?|hours?|days?|weeks?|months?|years?|times?|oclock|o'clock|am|pm|dollars?|percent|i|you|we|they|it|my|your|from|by|with|more|can|that|this|a|an|way|ways|miles?|blocks?|doors?|kids?|children|other|any|no|best|long|half|point|mg|of)(?=\s|$)/i
/** Suffixes that are also plain words, or half of something else. */
const DOUBTFUL = /^(?:way|place|drive|court|square|circle|trail|plaza|dr|str?|pl|ter|sq|ct|ave?)$/i

const MASK = '[address]'

/** Street addresses and post office boxes, with their apartment, town and ZIP code where they follow. By rule: never complete. */
export function addressSpans(text: string): readonly Span[] {
  const spans = [...text.matchAll(BOX)].map(({ 0: box, index }) => ({
    start: index,
    end: index + box.length,
    mask: MASK,
  }))
  HEAD.lastIndex = 0
  for (let match = HEAD.exec(text); match !== null; match = HEAD.exec(text)) {
    if (isStreet(match)) {
      const end = match.index + match[0].length
      spans.push({ start: match.index, end: end + (TAIL.exec(text.slice(end))?.[0].length ?? 0), mask: MASK })
    } else HEAD.lastIndex = match.index + (/^\S+/.exec(match[0])?.[0].length ?? 1)
  }
  return spans
}

function isStreet({ 0: whole, groups }: RegExpExecArray): boolean {
  const { body = '', suffix = '' } = groups ?? {}
  if (NOT_IN_STREETS.test(body)) return false
  const hasCapital = /\p{Lu}/u.test(body)
  const hasNumber = /^\d{2,}/.test(whole) || /^\S+[\s-](?:\S+\s)?/.test(whole)
  return hasCapital || (hasNumber && !DOUBTFUL.test(suffix)) || /^\d{2,}/.test(whole)
}
