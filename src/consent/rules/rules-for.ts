import { keptBy } from '../../kernel/kept-by.ts'
import type { ContactChannel, LineType, PurposeClass } from '../contact.ts'
import type { Rule } from './rule.ts'

/** A contact, as far as it decides which rules are about it. */
export interface About {
  readonly atMs: number
  readonly channel: ContactChannel
  readonly class: PurposeClass
  /** Where the person may be, ISO 3166-2: `US-FL`. */
  readonly states: readonly string[]
  /** Absent: not known. */
  readonly lineType?: LineType
}

/** A state of the union or a province; what is of a country, a union, a platform or ours holds everywhere. */
const OF_A_STATE = /^[A-Z]{2}-/

type Dates = Pick<Rule, 'effectiveFrom' | 'effectiveTo'>

/** From when until when a rule is in force. Its dates are in UTC. */
export const forceOf = keptBy(({ effectiveFrom, effectiveTo }: Dates) => ({
  fromMs: Date.parse(effectiveFrom),
  toMs: effectiveTo === null ? Infinity : Date.parse(effectiveTo),
}))

/** Whether a rule is in force at an instant. */
export function activeAt(rule: Dates, atMs: number): boolean {
  const { fromMs, toMs } = forceOf(rule)
  return fromMs <= atMs && atMs < toMs
}

/** Whether a business goes without a rule, by a basis it has recorded. What sells something is bound by all of them. */
export const isWaived = ({ id, waivable }: Rule, purposeClass: PurposeClass, waived: readonly string[]): boolean =>
  waivable && purposeClass !== 'solicitation' && waived.includes(id)

/** Whether a rule is about such a contact, whenever that is. */
const isAbout = (rule: Rule, { channel, class: purposeClass, states, lineType }: Omit<About, 'atMs'>): boolean =>
  rule.channels.includes(channel) &&
  rule.classes.includes(purposeClass) &&
  (!OF_A_STATE.test(rule.jurisdiction) || states.includes(rule.jurisdiction)) &&
  (rule.lineTypes === undefined || (lineType !== undefined && rule.lineTypes.includes(lineType)))

/** Found once for each pack and kind of contact: there are a few hundred kinds. */
const found = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>()
const KINDS_MAX = 2_000

/** The rules that are about a contact of that kind at any time, in the order of the pack. */
export function rulesAbout(rules: readonly Rule[], about: Omit<About, 'atMs'>): readonly Rule[] {
  const { channel, class: purposeClass, states, lineType } = about
  const kind = `${channel} ${purposeClass} ${lineType ?? ''} ${states.join()}`
  const kinds = found.get(rules) ?? new Map<string, readonly Rule[]>()
  const known = kinds.get(kind)
  if (known !== undefined) return known
  if (kinds.size >= KINDS_MAX) kinds.clear()
  const held = rules.filter((rule) => isAbout(rule, about))
  found.set(rules, kinds.set(kind, held))
  return held
}

/** What of `rules` is in force at an instant: nearly always all of them. */
export const activeOf = <Dated extends Dates>(rules: readonly Dated[], atMs: number): readonly Dated[] =>
  rules.every((rule) => activeAt(rule, atMs)) ? rules : rules.filter((rule) => activeAt(rule, atMs))

/** The rules in force that are about a contact, in the order of the pack. */
export const rulesFor = (rules: readonly Rule[], about: About): readonly Rule[] =>
  activeOf(rulesAbout(rules, about), about.atMs)
