import type { GuardRule } from '../guardrails.ts'

/**
 * For each rule, beginnings of words (four letters, or a shorter word whole) of which every sentence that sets it off holds
 * at least one. cues.test.ts proves it of every pattern.
 */
export type Cues = Readonly<Partial<Record<GuardRule, string>>>

export const CUE_CHARS = 4

/** The rules that may be set off by what begins with these letters. Made when somebody first speaks. */
const indexes = new WeakMap<Cues, ReadonlyMap<string, readonly GuardRule[]>>()

function indexOf(cues: Cues): ReadonlyMap<string, readonly GuardRule[]> {
  const known = indexes.get(cues)
  if (known !== undefined) return known
  const rules = new Map<string, GuardRule[]>()
  for (const [rule, words] of Object.entries(cues) as [GuardRule, string][]) {
    for (const cue of words.trim().split(/\s+/)) rules.set(cue, [...(rules.get(cue) ?? []), rule])
  }
  indexes.set(cues, rules)
  return rules
}

/**
 * The rules that `plain` (see plain-words.ts) may set off; it sets off no other.
 *
 * The rules' patterns are hundreds, and most of what callers say comes near none of them: a look at its words is a tenth
 * of the work of trying them all.
 */
export function cuedRules(cues: Cues, plain: string): ReadonlySet<GuardRule> {
  const index = indexOf(cues)
  const cued = new Set<GuardRule>()
  for (const word of plain.split(' ')) for (const rule of index.get(word.slice(0, CUE_CHARS)) ?? []) cued.add(rule)
  return cued
}
