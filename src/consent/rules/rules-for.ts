import { DAY_MS, isoDate } from '../clock/iso-date.ts'
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

/** Whether a rule is in force at an instant. Its dates are in UTC. */
export function activeAt(
  { effectiveFrom, effectiveTo }: Pick<Rule, 'effectiveFrom' | 'effectiveTo'>,
  atMs: number,
): boolean {
  const date = isoDate(Math.floor(atMs / DAY_MS))
  return effectiveFrom <= date && (effectiveTo === null || date < effectiveTo)
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

/** The rules in force that are about a contact, in the order of the pack. */
export const rulesFor = (rules: readonly Rule[], about: About): readonly Rule[] =>
  rulesAbout(rules, about).filter((rule) => activeAt(rule, about.atMs))
