import { clockOf } from './clock/clock-of.ts'
import { capFreeAtMs, codeOf, standsOn, type Looked } from './demands.ts'
import { CLASS_OF, REFUSAL_CODES, type BusinessFacts } from './contact.ts'
import type { ContactAsk, ContactRefusalCode, PersonFacts } from './contact.ts'
import type { Rule } from './rules/rule.ts'
import { RULES } from './rules/rules.ts'
import { isWaived, rulesFor } from './rules/rules-for.ts'
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
  const now = lookAt({ ask, person, business }, rules)
  const isPassing = now.reasons.length > 0 && now.reasons.every(({ code }) => PASSING.has(code))
  return { ...now, nextAllowedAtMs: isPassing ? nextAllowedAtMs({ ask, person, business }, rules) : null }
}

function lookAt(looked: Looked, rules: readonly Rule[]): Verdict {
  const { ask } = looked
  const clock = clockAt(looked, rules)
  const held = heldBy(looked, rules, clock.states)
  const found: Reason[] = [...ofThePerson(looked), ...ofTheBusiness(looked.business)]
  for (const rule of held) {
    const code = codeOf(rule, looked)
    if (code !== null) found.push({ code, ruleIds: [rule.id] })
  }
  if (!held.some(({ demand }) => demand.kind === 'consent')) found.push({ code: 'no_consent', ruleIds: [] })
  if (ask.isAnswer !== true) found.push(...ofTheClock(clock, held))
  return {
    reasons: inOrder(found),
    asked: [...new Set([...held.map(({ id }) => id), ...clock.asked])],
    zones: clock.zones,
    localTimes: clock.localTimes,
    nextAllowedAtMs: null,
    agreementId: standsOn(held, looked)?.id ?? null,
  }
}

type Clock = ReturnType<typeof clockOf>

const clockAt = ({ ask, person, business }: Looked, rules: readonly Rule[]): Clock =>
  clockOf(ask, person.whereabouts, person.preferences.hours, { rules, waived: business.waived })

/** The rules that are asked. */
function heldBy({ ask, person, business }: Looked, rules: readonly Rule[], states: readonly string[]): readonly Rule[] {
  const { atMs, channel, purpose } = ask
  const about = { atMs, channel, class: CLASS_OF[purpose], states, lineType: person.lineType }
  return rulesFor(rules, about).filter((rule) => !isWaived(rule, about.class, business.waived))
}

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
  return REFUSAL_CODES.flatMap((code) => {
    const same = found.filter((reason) => reason.code === code)
    return same.length === 0 ? [] : [{ code, ruleIds: [...new Set(same.flatMap(({ ruleIds }) => ruleIds))] }]
  })
}

/** The first moment from which on neither the clock nor a cap says no, if by then nothing else does. */
function nextAllowedAtMs(looked: Looked, rules: readonly Rule[]): number | null {
  let { atMs } = looked.ask
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const waitMs = waitedFor({ ...looked, ask: { ...looked.ask, atMs } }, rules)
    if (waitMs === null) return null
    if (waitMs <= atMs) {
      const then = lookAt({ ...looked, ask: { ...looked.ask, atMs } }, rules)
      return then.reasons.length === 0 ? atMs : null
    }
    atMs = waitMs
  }
  return null
}

/** When what says no at a moment stops saying it: that moment where nothing does, null when that is not in sight. */
function waitedFor(looked: Looked, rules: readonly Rule[]): number | null {
  const { ask } = looked
  const clock = clockAt(looked, rules)
  const isForbidden = clock.zones.length > 0 && clock.forbiddenBy.length > 0
  const opensAtMs = isForbidden ? clock.nextAllowedAtMs : ask.atMs
  if (opensAtMs === null) return null
  const free = heldBy(looked, rules, clock.states).map((rule) => capFreeAtMs(rule, looked))
  return Math.max(ask.atMs, opensAtMs, ...free)
}
