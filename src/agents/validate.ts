import type { FieldError } from '../kernel/refusal.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { AgentDocument } from './agent-document.ts'
import { checkDocument } from './check-document.ts'
import { documentErrors } from './document-errors.ts'

/** More wrong fields than this are not listed. */
const ERRORS_MAX = 50

/**
 * The document with all its defaults, or everything that is wrong with it.
 *
 * Each error points at its field (RFC 6901). What is wrong in form is told first; how the parts fit together is only
 * looked at once every part is well formed.
 */
export function validateDocument(json: unknown): Result<AgentDocument, readonly FieldError[]> {
  const parsed = AgentDocument.safeParse(json, { reportInput: true })
  if (!parsed.success) return err(documentErrors(parsed.error.issues).slice(0, ERRORS_MAX))
  const errors = checkDocument(parsed.data).slice(0, ERRORS_MAX)
  return errors.length > 0 ? err(errors) : ok(parsed.data)
}
