import { clockOf } from './clock/clock-of.ts'
import { capFreeAtMs, codeOf, standsOn, type Looked } from './demands.ts'
import { CLASS_OF, REFUSAL_CODES, type BusinessFacts } from './contact.ts'
import type { ContactAsk, ContactChannel, ContactRefusalCode, LineType, PersonFacts, PurposeClass } from './contact.ts'
import { keptBy } from '../kernel/kept-by.ts'
import type { Rule } from './rules/rule.ts'
import { RULES } from './rules/rules.ts'
import { activeOf, isWaived, rulesAbout } from './rules/rules-for.ts'
import { isE164 } from '../kernel/phone.ts'
import { stopFor } from '../messages/stops.ts'

/** Something that says no, and the rules by which it does. */
export interface Reason {
  readonly code: ContactRefusalCode
  readonly ruleIds: readonly string[]
}

/** What the gate says, and what it looked at. */
export interface Verdict {
  /** In the order of {@link REFUSAL_CODES}; none: allowed. */
  readonly reasons: readonly Reason[]
  /** Every rule that was asked. */
  readonly asked: readonly string[]
  readonly zones: readonly string[]
  readonly localTimes: readonly string[]
  /** When the clock and the caps would allow it; null: now, or never as things stand. */
  readonly nextAllowedAtMs: number | null
  /** The consent or attestation that it stands on. */
  readonly agreementId: string | null
}

/** Reasons that pass by themselves. */
const PASSING: ReadonlySet<ContactRefusalCode> = new Set(['quiet_hours', 'frequency_cap'])
/** Turns that clock and caps may take at each other before it is "not in sight". */
const TURNS_MAX = 20

/**
 * May we contact this person, in this way, for this, then? Pure, and at once: it is asked in the very step in which a message or
 * a call starts. What is not known is never allowed.
 */
export function mayContact(
  ask: ContactAsk,
  person: PersonFacts,
  business: BusinessFacts,
  rules: readonly Rule[] = RULES,
): Verdict {
  const looked = { ask, person, business }
  const { freeAtMs, ...now } = lookAt(looked, rules)
  return { ...now, nextAllowedAtMs: nextAllowedAtMs(looked, rules, { ...now, freeAtMs }) }
}

/** What is so at one moment. */
interface Moment extends Omit<Verdict, 'nextAllowedAtMs'> {
  /** When what the clock and the caps say against it may be over; null when that is not in sight. */
  readonly freeAtMs: number | null
}

function lookAt(looked: Looked, rules: readonly Rule[]): Moment {
  const { ask, person, business } = looked
  const clock = clockOf(ask, person.whereabouts, person.preferences.hours, { rules, waived: business.waived })
  const held = heldBy(looked, rules, clock.states)
  const found: Reason[] = [...ofThePerson(looked), ...ofTheBusiness(business)]
  for (const rule of held) {
    const code = codeOf(rule, looked)
    if (code !== null) found.push({ code, ruleIds: [rule.id] })
  }
  if (!held.some(({ demand }) => demand.kind === 'consent')) found.push({ code: 'no_consent', ruleIds: [] })
  if (ask.isAnswer !== true) found.push(...ofTheClock(clock, held))
  return {
    reasons: inOrder(found),
    asked: askedOf(held, clock.asked),
    zones: clock.zones,
    localTimes: clock.localTimes,
    agreementId: standsOn(held, looked)?.id ?? null,
    freeAtMs: freeAtMs(clock, held, looked),
  }
}

type Clock = ReturnType<typeof clockOf>

/** The rules that are asked. */
const heldBy = (
  { ask: { atMs, channel, purpose }, person, business }: Looked,
  rules: readonly Rule[],
  states: readonly string[],
): readonly Rule[] =>
  activeOf(heldEver(states, rules, business.waived, channel, CLASS_OF[purpose], person.lineType), atMs)

const heldEver = keptBy(
  (
    states: readonly string[],
    ...[rules, waived, channel, purposeClass, lineType]: readonly [
      readonly Rule[],
      readonly string[],
      ContactChannel,
      PurposeClass,
      LineType,
    ]
  ): readonly Rule[] =>
    rulesAbout(rules, { channel, class: purposeClass, states, lineType }).filter(
      (rule) => !isWaived(rule, purposeClass, waived),
    ),
)

/** What the rules are called, with those that were asked of the clock. */
const askedOf = keptBy((held: readonly Rule[], byClock: readonly string[]): readonly string[] => [
  ...new Set([...held.map(({ id }) => id), ...byClock]),
])

/** What the person themselves has put an end to, or wishes otherwise, and whether there is any way to them. */
function ofThePerson({ ask, person }: Looked): Reason[] {
  const { channel, purpose, phone } = ask
  const reasons: Reason[] = []
  const stop = stopFor(person.stops, { channel, purpose })
  if (stop !== null) reasons.push({ code: 'suppressed', ruleIds: [stop.scope === 'marketing' ? 'R-25' : 'R-8'] })
  if (person.isObjecting) reasons.push({ code: 'objected', ruleIds: ['R-39'] })
  if (phone === null ? channel !== 'whatsapp' : !isE164(phone)) reasons.push({ code: 'number_invalid', ruleIds: [] })
  const { channels, channelsFor } = person.preferences
  const wanted = channelsFor[purpose] ?? channels
  if (ask.isAnswer !== true && wanted.length > 0 && !wanted.includes(channel))
    reasons.push({ code: 'channel_not_preferred', ruleIds: ['preference'] })
  return reasons
}

const ofTheBusiness = ({ status }: BusinessFacts): Reason[] =>
  status === 'active' ? [] : [{ code: 'account_closed', ruleIds: [] }]

/** Where no zone is known, whatever depends on the hour may be forbidden. */
function ofTheClock({ zones, forbiddenBy }: Clock, held: readonly Rule[]): Reason[] {
  const hours = held.filter(({ demand }) => demand.kind === 'hours').map(({ id }) => id)
  if (zones.length === 0) return hours.length === 0 ? [] : [{ code: 'zone_unknown', ruleIds: hours }]
  return forbiddenBy.length === 0 ? [] : [{ code: 'quiet_hours', ruleIds: forbiddenBy }]
}

/** One of each code, with all the rules behind it. */
function inOrder(found: readonly Reason[]): readonly Reason[] {
  if (found.length === 0) return found
  return REFUSAL_CODES.flatMap((code) => {
    const same = found.filter((reason) => reason.code === code)
    return same.length === 0 ? [] : [{ code, ruleIds: [...new Set(same.flatMap(({ ruleIds }) => ruleIds))] }]
  })
}

/** When neither the clock nor a cap says what it says now: now where neither says anything. */
function freeAtMs({ zones, forbiddenBy, ...clock }: Clock, held: readonly Rule[], looked: Looked): number | null {
  const isShut = zones.length > 0 && forbiddenBy.length > 0
  const opensAtMs = isShut ? clock.nextAllowedAtMs : looked.ask.atMs
  return opensAtMs === null ? null : Math.max(opensAtMs, ...held.map((rule) => capFreeAtMs(rule, looked)))
}

/** The first moment at which nothing says no any more, where only clock and caps say it now. */
function nextAllowedAtMs({ ask, ...known }: Looked, rules: readonly Rule[], now: Moment): number | null {
  let [moment, { atMs }] = [now, ask]
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    if (moment.reasons.length === 0) return turn === 0 ? null : atMs
    if (!moment.reasons.every(({ code }) => PASSING.has(code))) return null
    if (moment.freeAtMs === null || moment.freeAtMs <= atMs) return null
    atMs = moment.freeAtMs
    moment = lookAt({ ...known, ask: { ...ask, atMs } }, rules)
  }
  return null
}
