import { decisionOf } from './decision-of.ts'
import type { Looked } from './demands.ts'
import type { Judgement } from './known-facts.ts'
import { mayContact } from './may-contact.ts'

/** Asks the gate, and makes of its answer what is kept and what is told. */
export function judge(looked: Looked): Judgement {
  const verdict = mayContact(looked.ask, looked.person, looked.business)
  const [first] = verdict.reasons
  const { nextAllowedAtMs, agreementId } = verdict
  const refusal = first === undefined ? null : { ...first, nextAllowedAtMs }
  return { decision: decisionOf(verdict, looked), agreementId, refusal }
}
