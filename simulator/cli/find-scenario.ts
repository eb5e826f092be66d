import { allOutboundScenarios, type OutboundScenario } from '../caller/outbound-scenario.ts'
import { allScenarios, type Scenario } from '../caller/scenario.ts'
import { UserError } from './user-error.ts'

/** @throws UserError that suggests what may have been meant. */
export function findScenario(name: string): Scenario {
  const scenarios = allScenarios()
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found !== undefined) return found
  const names = [...scenarios, ...allOutboundScenarios()].map((scenario) => scenario.name)
  const near = names.filter((known) => distance(known, name) <= Math.max(2, name.length / 3) || known.includes(name))
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${names.join(', ')}.`
  throw new UserError(`There is no scenario "${name}". ${hint}`)
}

/** The scenario of that name in which the business calls, if there is one. */
export const findOutbound = (name: string): OutboundScenario | null =>
  allOutboundScenarios().find((scenario) => scenario.name === name) ?? null

/** Edits from one word to the other (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [at, other] of [...b].entries()) {
      const change = (row[at] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
