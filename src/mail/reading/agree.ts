import { RIGHT_LABELS, type Label } from './labels.ts'
import type { Finding } from './mail-reading.ts'

/** How much there is to lose when a right is granted that nobody asked for, the least first. */
const HARM: readonly Label[] = ['withdraw_request', 'restrict', 'object', 'access', 'correct', 'portability', 'delete']

const isRight = ({ label }: Finding): boolean => RIGHT_LABELS.some((right) => right === label)
const without = (findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ label }) => !others.some((other) => other.label === label))

export interface Agreed {
  readonly findings: readonly Finding[]
  /** Rights that only one form speaks of, and that were not taken. */
  readonly conflicts: readonly Label[]
}

/**
 * What the plain and the HTML form of one mail say together.
 *
 * Its reader saw one of them, and we do not know which. A right that both ask for stands; where they differ the least harmful
 * is taken and the others are asked about. Whatever is no right (an opt-out, an alarm) stands if either says it.
 */
export function agree(plain: readonly Finding[], html: readonly Finding[]): Agreed {
  const differing = [...without(plain, html), ...without(html, plain)].filter(isRight)
  const both = plain.filter((finding) => isRight(finding) && html.some(({ label }) => label === finding.label))
  const others = [...plain, ...without(html, plain)].filter((finding) => !isRight(finding))
  const least = HARM.flatMap((label) => differing.filter((finding) => finding.label === label))
  const speaksInBoth = plain.some(isRight) && html.some(isRight)
  const taken = both.length === 0 && speaksInBoth ? least.slice(0, 1) : []
  const conflicts = least.filter((finding) => !taken.includes(finding)).map(({ label }) => label)
  return { findings: [...both, ...taken, ...others], conflicts }
}
