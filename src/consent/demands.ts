import {
  CLASS_OF,
  LEVEL_RANK,
  type Agreement,
  type BusinessFacts,
  type ConsentLevel,
  type ContactAsk,
  type ContactRefusalCode,
  type PersonFacts,
} from './contact.ts'
import type { Demand, Rule } from './rules/rule.ts'

/** All that the gate looks at. */
export interface Looked {
  readonly ask: ContactAsk
  readonly person: PersonFacts
  readonly business: BusinessFacts
}

type Of<Kind extends Demand['kind']> = Extract<Demand, { readonly kind: Kind }>
type Checks = {
  readonly [Kind in Demand['kind']]: (demand: Of<Kind>, looked: Looked, rule: Rule) => ContactRefusalCode | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What each kind of demand refuses by, when it is not met. */
const CHECKS: Checks = {
  // The clock is asked once for all of them.
  hours: () => null,
  consent: ({ level }, looked) => (level === 'none' || agreementFor(looked, level) !== null ? null : 'no_consent'),
  cap: (demand, looked, rule) =>
    looked.ask.isAnswer === true || countedBy(rule, demand, looked).length < demand.max ? null : 'frequency_cap',
  line: ({ denied, numbers, prefixes }, { ask, person }) =>
    person.lineTags.some((tag) => denied.includes(tag)) ||
    numbers.some((number) => isLine(ask.phone, number)) ||
    prefixes.some((prefix) => ask.phone?.startsWith(prefix) === true)
      ? 'line_denied'
      : null,
  window: (_, { ask, person }) =>
    ask.form === 'template' || (person.windowEndsAtMs ?? 0) > ask.atMs ? null : 'window_closed',
  fresh: ({ list, days }, looked) => (isFresh(looked, list, days) ? null : 'dnc_stale'),
  business: ({ has }, looked) => MISSING[has](looked),
  no_health: (_, { business }) => (business.vertical === 'healthcare' ? 'phi_channel' : null),
}

const MISSING: Readonly<Record<Of<'business'>['has'], (looked: Looked) => ContactRefusalCode | null>> = {
  policy_accepted: ({ business }) => (business.policyAcceptedAtMs === null ? 'policy_not_accepted' : null),
  // Only who is bound by HIPAA signs one; it may be dated to a day to come.
  baa_signed: ({ ask, business: { vertical, baaSignedAtMs } }) =>
    vertical !== 'healthcare' || (baaSignedAtMs !== null && baaSignedAtMs <= ask.atMs) ? null : 'baa_missing',
}

/** By what code a rule refuses, or null when its demand is met. */
export function codeOf<Kind extends Demand['kind']>(
  rule: Rule & { readonly demand: Of<Kind> },
  looked: Looked,
): ContactRefusalCode | null {
  const check = CHECKS[rule.demand.kind as Kind] as Checks[Kind]
  return check(rule.demand, looked, rule)
}

/** A plus and the code of a country. */
const PREFIX_CHARS_MAX = 4

/** A short number is a line of its kind whatever country's code stands before it. */
const isLine = (phone: string | null, number: string): boolean =>
  phone !== null && (phone === number || (phone.endsWith(number) && phone.length - number.length <= PREFIX_CHARS_MAX))

/** What a business attests is that people agreed; a signature is the person's own (47 CFR 64.1200(f)(9)). */
const levelOf = ({ by, level }: Agreement): Exclude<ConsentLevel, 'none'> => (by === 'person' ? level : 'express')

/**
 * The best agreement that covers the purpose and the channel at this level: the person's own first, the newest first. What they
 * agreed to for one number they did not agree to for another, and what they took back no business has for them.
 */
function agreementFor({ ask, person, business }: Looked, level: ConsentLevel): Agreement | null {
  const fitting = [...person.agreements, ...business.attestations].filter(
    (one) =>
      one.purposes.includes(ask.purpose) &&
      one.channels.includes(ask.channel) &&
      LEVEL_RANK[levelOf(one)] >= LEVEL_RANK[level] &&
      (one.by === 'person' ? isForWhom(one, person) : !isTakenBack(ask, person)),
  )
  return (fitting.length > 1 ? fitting.toSorted(better) : fitting)[0] ?? null
}

const isForWhom = ({ identityToken }: Agreement, { reachedBy }: PersonFacts): boolean =>
  identityToken === null || reachedBy.includes(identityToken)

const isTakenBack = ({ purpose, channel }: ContactAsk, { takenBack }: PersonFacts): boolean =>
  takenBack.some(({ purposes, channels }) => purposes.includes(purpose) && channels.includes(channel))

const better = (one: Agreement, other: Agreement): number =>
  Number(other.by === 'person') - Number(one.by === 'person') ||
  LEVEL_RANK[other.level] - LEVEL_RANK[one.level] ||
  other.atMs - one.atMs ||
  (one.id < other.id ? -1 : 1)

/** The agreement that a contact stands on, by what the rules that hold demand; null where they demand none. */
export function standsOn(held: readonly Rule[], looked: Looked): Agreement | null {
  const levels = held.flatMap(({ demand }) => (demand.kind === 'consent' ? [demand.level] : []))
  const highest = levels.toSorted((one, other) => LEVEL_RANK[other] - LEVEL_RANK[one])[0] ?? 'none'
  return highest === 'none' ? null : agreementFor(looked, highest)
}

/** Who has agreed in writing is contacted whatever list they are on. Never looked at is not fresh. */
function isFresh(looked: Looked, list: 'dnc' | 'rnd', days: number): boolean {
  const { ask, business } = looked
  if (agreementFor(looked, 'written') !== null) return true
  const asOfMs = list === 'dnc' ? business.dncAsOfMs : business.rndAsOfMs
  return asOfMs !== null && ask.atMs - asOfMs <= days * DAY_MS
}

/** Begun contacts that a cap counts at the moment of the question. What a clock that runs ahead noted counts, too. */
const countedBy = ({ channels, classes }: Rule, { hours }: Of<'cap'>, { ask, person }: Looked): readonly number[] =>
  person.contacts
    .filter(
      ({ atMs, channel, purpose }) =>
        atMs > ask.atMs - hours * HOUR_MS && channels.includes(channel) && classes.includes(CLASS_OF[purpose]),
    )
    .map(({ atMs }) => atMs)

/** When a cap lets one more through: the moment of the question where it does, or where the rule is none. */
export function capFreeAtMs(rule: Rule, looked: Looked): number {
  const { demand } = rule
  if (demand.kind !== 'cap' || looked.ask.isAnswer === true) return looked.ask.atMs
  const counted = countedBy(rule, demand, looked).toSorted((one, other) => other - one)
  // With at most `max - 1` of them left it is free: the newest ones may stay.
  const last = counted[demand.max - 1]
  return last === undefined ? looked.ask.atMs : last + demand.hours * HOUR_MS
}
