import type { FieldError } from '../kernel/refusal.ts'
import type { AgentDocument } from './agent-document.ts'
import { whyCostly } from './costly-numbers.ts'
import { pointerTo, type Path } from './document-errors.ts'

const DETAILS = {
  premium_rate:
    'This number costs more than a call. If that is meant, list its beginning under guardrails.allowNumbers.',
  abroad: 'This number is abroad. If that is meant, list its beginning under guardrails.allowNumbers.',
} as const

/**
 * Every number that callers could be passed on to and that would cost the business more than a call at home.
 *
 * Callers are passed on to numbers of the published document and to no other, so what is refused here is never rung.
 *
 * @param home  country codes of the business's own numbers.
 */
export function costlyTargets(document: AgentDocument, home: ReadonlySet<string>): FieldError[] {
  const allowed = document.guardrails.allowNumbers ?? []
  return numbersIn(document, []).flatMap(({ path, number }) => {
    const code = whyCostly(number, home, allowed)
    return code === null ? [] : [{ pointer: pointerTo(path), code, detail: DETAILS[code] }]
  })
}

/** The numbers of all targets, wherever in the document they are. */
function numbersIn(value: unknown, path: Path): { readonly path: Path; readonly number: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'kind' in value && value.kind === 'phone' && 'number' in value && typeof value.number === 'string'
  if (own) return [{ path: [...path, 'number'], number: String(value.number) }]
  return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, [...path, name]))
}
