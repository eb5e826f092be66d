import type { ToolResult } from '../../contract.ts'
import type { Heard } from '../heard.ts'
import { isTrue, optionsIn, textIn } from '../moves.ts'
import type { Finding, Option, Search } from '../notes.ts'
import { type Choice, isOfTheOffered, readChoice, readPlace, readTimely, takesAny } from '../slots/choice.ts'
import { withMonthMeant } from '../slots/day-meant.ts'
import { readShift } from '../slots/shift.ts'
import type { World } from '../world.ts'
import { serviceOf, spokenService } from './booking-stage.ts'

/** What an utterance makes of the search for a time. */
export type TimeHeard =
  | { readonly type: 'chosen'; readonly option: Option; readonly agreed: boolean }
  | { readonly type: 'narrowed'; readonly options: readonly Option[] }
  | { readonly type: 'search'; readonly search: Search }

/** "Do you have Tuesday?" asks; "Tuesday" answers. */
const ASKING =
  /\b(?:which|what about|how about|do you have|have you got|is there|would|could (?:i|we)|can (?:i|we)|is .* (?:free|available|open))\b/
/** "Anything on Tuesday?" looks for more than the one that was offered on Tuesday. */
const LOOKING = /\b(?:any|anything|something|openings?|availability|what do you have|whats? available)\b/

/** What `heard` says about the time, before anything was chosen. Null: nothing. */
export function hearTime(finding: Finding, heard: Heard, w: World): TimeHeard | null {
  const { plain } = heard
  const { options } = finding
  const shift = options.length === 1 || (options.length > 0 && !isOfTheOffered(plain)) ? readShift(plain) : null
  if (shift) return { type: 'search', search: { refine: shift, when: heard.when() } }
  const when = heard.when()
  const same = SAME_TIME.test(plain) ? clockOf(finding.before) : null
  if (same !== null) return { type: 'search', search: atTheSame(same, when) }
  if (SOONEST.test(plain) && options.length > 0) return soonest(finding, plain)
  if (when !== null && LOOKING.test(plain)) return toSearch(finding, withMonthMeant(when, options, w.turn.nowMs))
  const choice = readChoice(withoutPerson(heard), options, (option) => isNamed(w, option, heard))
  return fromChoice(choice, finding, heard, w.turn.nowMs)
}

/** "10 with Ana" is a bare hour, where Ana is known. */
const withoutPerson = ({ plain, resource }: Heard): string =>
  resource() === null ? plain : plain.replace(/^(.*\d(?: ?[ap]m)?) with (?:dr |doctor )?\w+(?= please$|$)/, '$1')

const SAME_TIME = /\bsame (?:time|hour)\b/

/** "Same time", or "Friday, same time". */
const atTheSame = (clock: string, when: string | null): Search =>
  when === null
    ? { when: `at ${clock}`, refine: 'refine' }
    : { when: `${when.replace(SAME_WORDS, ' ')} at ${clock}`, refine: 'new' }

const SAME_WORDS = /,? ?\b(?:at )?(?:the )?same (?:time|hour)\b/i

/** "10 AM" out of "Tuesday, November 24 at 10 AM". */
const clockOf = (say: string | null): string | null => / at ([^,]+)$/.exec(say ?? '')?.[1] ?? null

const SOONEST =
  /\b(?:earliest|soonest|first|next) (?:time |one |slot |appointment )?(?:you (?:have|got|ve got)|available|possible|opening|thats available)\b|\bas soon as (?:possible|you can)\b|\basap\b/

/** The very first time there is: on offer already, unless the caller has asked for a later one. */
function soonest({ wished, options }: Finding, plain: string): TimeHeard | null {
  const [first] = options
  if (wished) return { type: 'search', search: { when: plain, refine: 'new' } }
  return first ? { type: 'chosen', option: first, agreed: true } : null
}

function fromChoice(choice: Choice, finding: Finding, heard: Heard, nowMs: number): TimeHeard | null {
  const when = heard.when()
  if (choice.type === 'one') return { type: 'chosen', option: choice.option, agreed: !ASKING.test(heard.plain) }
  if (choice.type === 'several') return narrowed(choice.options)
  const said = when ?? (choice.type === 'other' ? choice.words : null)
  const words = said === null ? null : withMonthMeant(said, finding.options, nowMs)
  if (words === null) return null
  const day = BARE_CLOCK.test(heard.plain) ? dayOffered(finding) : null
  return day === null
    ? toSearch(finding, words)
    : { type: 'search', search: { when: `${day} at ${words}`, refine: 'new' } }
}

const narrowed = (options: readonly Option[]): TimeHeard => ({ type: 'narrowed', options })

const toSearch = (finding: Finding, when: string): TimeHeard => ({
  type: 'search',
  search: { when, refine: finding.searched ? 'refine' : 'new' },
})

const isNamed = (w: World, option: Option, heard: Heard): boolean => {
  const name = heard.resource()
  return (
    name !== null &&
    option.with !== null &&
    (option.with === name || (w.lexicon.resources.includes(option.with) === false && option.with.includes(name)))
  )
}

/** What `heard` says about a time that was chosen already: another one, or nothing new. */
export const hearOtherTime = (finding: Finding, heard: Heard): TimeHeard | null =>
  finding.chosen === null || saysNoTime(heard) ? null : otherThan(finding.chosen, finding, heard)

function otherThan(chosen: Option, finding: Finding, heard: Heard): TimeHeard | null {
  const placed =
    finding.options.length > 1 && /\b(?:one|option|slot)\b/.test(heard.plain)
      ? readPlace(heard.plain, finding.options)
      : null
  if (placed) return placed.option === chosen.option ? null : { type: 'chosen', option: placed, agreed: true }
  const same = readTimely(heard.plain, [chosen])
  if (same?.type === 'one') return null
  const shift = same === null ? readShift(heard.plain) : null
  if (shift) return { type: 'search', search: { refine: shift, when: heard.when() } }
  if (same === null && heard.when() === null) return null
  return amongOffered(finding, heard) ?? elsewhere(chosen, same, heard)
}

/** "Ok, whatever you have" takes what there is. */
const saysNoTime = ({ plain }: Heard): boolean =>
  takesAny(plain) && readTimely(plain, []) === null && readShift(plain) === null

function amongOffered({ options }: Finding, heard: Heard): TimeHeard | null {
  const among = readTimely(heard.plain, options)
  if (among?.type === 'one') return { type: 'chosen', option: among.option, agreed: true }
  return among?.type === 'several' ? narrowed(among.options) : null
}

/** "Nine", of a Monday that was chosen, is nine on that Monday, whatever was wished for before. */
function elsewhere(chosen: Option, same: Choice | null, heard: Heard): TimeHeard | null {
  const [day, clock] = [/^(.+?),? at [^,]+$/.exec(chosen.say)?.[1], same?.type === 'other' ? same.words : null]
  if (day !== undefined && clock !== null && BARE_CLOCK.test(heard.plain))
    return { type: 'search', search: { when: `${day} ${clock}`, refine: 'new' } }
  const words = heard.when() ?? clock
  return words === null ? null : { type: 'search', search: { when: words, refine: 'refine' } }
}

/** The day of all that is on offer: "eight" is eight on that day, whatever day was asked for first. */
function dayOffered({ options }: Finding): string | null {
  const days = new Set(options.map(({ say }) => say.slice(0, say.lastIndexOf(' at '))))
  const [day] = days
  return days.size === 1 && day !== undefined && day !== '' ? day : null
}

const BARE_CLOCK =
  /^(?:(?:at|no|actually|make it|ok|okay|then|how about|what about|can we do|could we do|lets do|or) )*(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)(?: (?:thirty|fifteen|forty five|30|15|45))?(?: ?(?:am|pm|oclock))?(?: (?:please|then|instead))?$/

/** The search for a time with what was heard taken into it. */
export function applyTime<F extends Finding>(finding: F, time: TimeHeard): F {
  const open = { ...finding, readBack: false, declined: false, before: finding.chosen?.say ?? finding.before }
  if (time.type === 'chosen') return { ...open, chosen: time.option, agreed: time.agreed, search: null }
  if (time.type === 'narrowed') return { ...open, options: time.options, chosen: null, agreed: false, search: null }
  return { ...open, search: time.search, chosen: null, agreed: false }
}

export const searchCall = (
  finding: Finding,
): { readonly name: string; readonly args: Readonly<Record<string, unknown>> } => ({
  name: 'find_slots',
  args: {
    service: finding.service,
    when: finding.search?.when ?? null,
    refine: finding.search?.refine ?? 'new',
    resource: finding.resource,
  },
})

/** What a search found, as a finding, and what to say of it before the question that follows. */
export interface Found<F extends Finding> {
  readonly finding: F
  readonly lead: readonly string[]
  /** Storage trouble: nothing is known. */
  readonly trouble: boolean
}

/** Takes the answer of find_slots. */
export function takeSlots<F extends Finding>(w: World, finding: F, result: ToolResult): Found<F> {
  const code = textIn(result, 'code')
  if (!result.ok && (code === 'unavailable' || code === null)) return { finding, lead: [], trouble: true }
  if (code === 'unknown_service')
    return { finding: { ...finding, service: null, search: null }, lead: [], trouble: false }
  if (code === 'unknown_resource') {
    const lead = [w.phrases.weHave(namesFor(w, finding), spokenService(w, finding.service))]
    return { finding: { ...finding, resource: null }, lead, trouble: false }
  }
  return { ...offered(w, finding, result, code), trouble: false }
}

const namesFor = (w: World, { service }: Finding): readonly string[] => {
  const own = serviceOf(w, service)?.resources.filter((name) => w.lexicon.resources.includes(name)) ?? []
  return own.length > 0 ? own : w.lexicon.resources
}

function offered<F extends Finding>(
  w: World,
  finding: F,
  result: ToolResult,
  code: string | null,
): { readonly finding: F; readonly lead: readonly string[] } {
  const options = optionsIn(result)
  const [first] = options
  const exact = isTrue(result, 'exact') && first !== undefined
  const chosen = exact || options.length === 1 ? (first ?? null) : null
  const next = { ...found(finding), options, chosen }
  if (exact) return { finding: next, lead: [w.phrases.isFree(first)] }
  if (options.length > 0 && isTrue(result, 'fits')) return { finding: next, lead: [offer(w, finding, options)] }
  const none = whyNone(w, finding, code, textIn(result, 'asked'))
  return { finding: next, lead: options.length === 0 ? [none] : [none, w.phrases.offerNearest(options)] }
}

/** The finding after a search, before what it found is in it. */
function found<F extends Finding>(finding: F): F {
  const { search } = finding
  const wished = finding.wished || (search !== null && (search.when !== null || search.refine !== 'new'))
  return { ...finding, search: null, searched: true, wished, declined: false, agreed: false, readBack: false }
}

function whyNone(w: World, { search }: Finding, code: string | null, asked: string | null): string {
  const shifted = SHIFTED[search?.refine ?? 'new']?.(w)
  return shifted ?? (code === null ? w.phrases.nothingFor(asked) : w.phrases.noSlots(code, asked))
}

/** "Anything earlier" that there is not. */
const SHIFTED: Readonly<Partial<Record<Search['refine'], (w: World) => string>>> = {
  earlier: ({ phrases }) => phrases.nothingEarlier(),
  later: ({ phrases }) => phrases.nothingLater(),
}

/** Times nobody asked for by time are the next ones there are. */
const offer = ({ phrases }: World, { search }: Finding, options: readonly Option[]): string =>
  search !== null && search.when === null && search.refine === 'new'
    ? phrases.offerNext(options)
    : phrases.offer(options)

/** After a refusal: the times that are left, or none. */
export function takeTaken<F extends Finding>(
  w: World,
  finding: F,
  result: ToolResult,
): { readonly finding: F; readonly lead: readonly string[] } {
  const options = optionsIn(result)
  const chosen = options.length === 1 ? (options[0] ?? null) : null
  const next = { ...finding, options, declined: false, chosen, agreed: false, readBack: false, search: null }
  return { finding: next, lead: [w.phrases.justTaken(), ...(options.length > 0 ? [w.phrases.offer(options)] : [])] }
}
