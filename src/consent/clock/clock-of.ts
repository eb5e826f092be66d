import { keptBy } from '../../kernel/kept-by.ts'
import { CLASS_OF, type ContactAsk, type ContactChannel, type Preferences } from '../contact.ts'
import type { PurposeClass, Whereabouts } from '../contact.ts'
import { forceOf, isWaived, rulesAbout } from '../rules/rules-for.ts'
import type { Demand, Rule, Span } from '../rules/rule.ts'
import { zonesOfState } from './area-codes.ts'
import { isHoliday, weekdayOf } from './holidays.ts'
import { isOpenAt, nextOpenInAllMs, type Opening } from './opening.ts'
import { placeOf, type Place } from './place-of.ts'
import { isSameTime } from './zone-letters.ts'
import { DAY_MS } from './iso-date.ts'
import { localTime } from './zone-clock.ts'

/** How far ahead the next moment is looked for. */
const AHEAD_MS = 14 * DAY_MS
/** Stands in `forbiddenBy` for the hours that the person wishes for, and for those that the agent's document allows. */
const PREFERENCE = 'preference'
const AGENT = 'agent'
const DAY_MINUTES = 1_440

/** What the clock says of a contact, where the person may be. */
export interface Clock {
  /** IANA, all that are possible; none: it cannot be said, and nothing was asked of the clock. */
  readonly zones: readonly string[]
  /** In the order of `zones`: `2026-11-22T20:59:59-05:00`. */
  readonly localTimes: readonly string[]
  /** ISO 3166-2 of those whose rules hold: `US-FL`. */
  readonly states: readonly string[]
  /** Ids of the rules that forbid it at this hour; `preference` where their own wish does, `agent` where the agent's document. */
  readonly forbiddenBy: readonly string[]
  /** Ids of all that were asked. */
  readonly asked: readonly string[]
  /** The first moment from which on nothing of that forbids it; null where nothing does now, or all do for 14 days. */
  readonly nextAllowedAtMs: number | null
}

/**
 * What the rules about hours and the person's own wish say of a contact at `ask.atMs`. It is allowed only where every zone in
 * which they may be allows it. Days on which clocks change are as the platform's zone data has them.
 */
export function clockOf(
  ask: Pick<ContactAsk, 'channel' | 'purpose' | 'phone' | 'atMs' | 'hours'>,
  where: Whereabouts,
  hours: Preferences['hours'],
  { rules, waived }: { readonly rules: readonly Rule[]; readonly waived: readonly string[] },
): Clock {
  const { atMs } = ask
  const place = placeOf(ask.phone, where)
  const { zones, states } = place
  if (zones.length === 0) {
    return { zones, localTimes: [], states, forbiddenBy: [], asked: [], nextAllowedAtMs: null }
  }
  const wishes = [
    ...openingsByWish(PREFERENCE, hours, zones),
    ...openingsByWish(AGENT, ask.hours === undefined ? [] : [ask.hours], zones),
  ]
  const byRules = openingsByRules(place, rules, ask.channel, CLASS_OF[ask.purpose], waived)
  const openings = wishes.length === 0 ? byRules : [...byRules, ...wishes]
  const isInForce = ({ fromMs, toMs }: Opening): boolean => fromMs <= atMs && atMs < toMs
  const inForce = openings.every(isInForce) ? openings : openings.filter(isInForce)
  const forbiddenBy = idsOf(inForce.filter((opening) => !isOpenAt(opening, atMs)))
  return {
    zones,
    localTimes: zones.map((zone) => localTime(zone, atMs)),
    states,
    forbiddenBy,
    asked: idsOf(inForce),
    nextAllowedAtMs: forbiddenBy.length === 0 ? null : nextOpenInAllMs(openings, atMs, atMs + AHEAD_MS),
  }
}

const idsOf = keptBy((openings: readonly Opening[]): readonly string[] => [...new Set(openings.map(({ id }) => id))])

type Hours = Extract<Demand, { readonly kind: 'hours' }>

const openingsByRules = keptBy(
  (
    { zones, states, isWide }: Place,
    ...[rules, channel, purposeClass, waived]: readonly [
      readonly Rule[],
      ContactChannel,
      PurposeClass,
      readonly string[],
    ]
  ): readonly Opening[] =>
    rulesAbout(rules, { channel, class: purposeClass, states }).flatMap((rule) => {
      if (rule.demand.kind !== 'hours' || isWaived(rule, purposeClass, waived)) return []
      const within = isWide ? zonesWithin(rule.jurisdiction, zones) : zones
      return openingsBy(rule, rule.demand, [...new Set([...within, ...(rule.demand.alsoIn ?? [])])])
    }),
)

/** Somebody who may be anywhere is in a state only where they are in one of its zones. */
function zonesWithin(jurisdiction: string, zones: readonly string[]): readonly string[] {
  const own = zonesOfState(jurisdiction)
  return own.length === 0 ? zones : zones.filter((zone) => own.some((one) => isSameTime(one, zone)))
}

function openingsBy(rule: Rule, demand: Hours, zones: readonly string[]): readonly Opening[] {
  const { id, jurisdiction } = rule
  const spansOf = (day: number): readonly Span[] => spansBy(demand, jurisdiction, day)
  return zones.map((zone) => ({ id, zone, spansOf, ...forceOf(rule) }))
}

function spansBy({ week, holiday }: Hours, jurisdiction: string, day: number): readonly Span[] {
  const ofTheDay = week[weekdayOf(day)] ?? null
  const span = holiday !== 'as_the_day' && isHoliday(jurisdiction, day) ? holiday : ofTheDay
  return span === null ? [] : [span]
}

function openingsByWish(id: string, hours: Preferences['hours'], zones: readonly string[]): readonly Opening[] {
  if (hours.length === 0) return []
  // A wish may go over midnight.
  const spans = hours.flatMap(({ from, to }) =>
    from <= to
      ? [{ from, to }]
      : [
          { from, to: DAY_MINUTES },
          { from: 0, to },
        ],
  )
  return zones.map((zone) => ({ id, zone, spansOf: () => spans, fromMs: -Infinity, toMs: Infinity }))
}
