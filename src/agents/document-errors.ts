import type * as z from 'zod'
import type { FieldError } from '../kernel/refusal.ts'

type Issue = z.core.$ZodIssue
export type Path = readonly PropertyKey[]

const CODES: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrong_type',
  too_big: 'too_big',
  too_small: 'too_small',
  invalid_format: 'wrong_format',
  invalid_value: 'unknown_value',
  not_multiple_of: 'not_a_multiple',
}

/** A JSON pointer (RFC 6901): `~` and `/` inside a name are written `~0` and `~1`. */
export const pointerTo = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Every issue of a document that its schema refused, one error a field. Parse with `reportInput`. */
export function documentErrors(issues: readonly Issue[], base: Path = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField([...path, key]))
    if (issue.code === 'invalid_union') {
      const nearest = nearestBranch(issue.errors)
      return nearest ? documentErrors(nearest, path) : [{ pointer: pointerTo(path), ...tellUnion(issue) }]
    }
    if (issue.code === 'invalid_key') return [{ pointer: pointerTo(path), code: 'wrong_name', detail: tellName(issue) }]
    return [{ pointer: pointerTo(path), ...tell(issue) }]
  })
}

const unknownField = (path: Path): FieldError => ({
  pointer: pointerTo(path),
  code: 'unknown_field',
  detail: 'There is no such field.',
})

/** Of a union's branches the one that got furthest, or null when none got past the first step. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length))
  const nearest = branches.toSorted((a, b) => depth(b) - depth(a))[0]
  return nearest !== undefined && depth(nearest) > 0 ? nearest : null
}

const isMissing = (issue: Issue): boolean => 'input' in issue && issue.input === undefined

const MISSING = { code: 'missing', detail: 'This is required.' }

/** No branch of a union took the value at all: it is of a kind that fits nowhere. */
function tellUnion(issue: Issue): { code: string; detail: string } {
  if (isMissing(issue)) return MISSING
  return { code: 'wrong_type', detail: 'This is none of the forms that are allowed here.' }
}

function tell(issue: Issue): { code: string; detail: string } {
  if (isMissing(issue)) return MISSING
  const text = issue.message.replace(/^(Invalid input|Invalid option|Too small|Too big): (expected )?/, 'Expected ')
  const detail = `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
  return { code: CODES[issue.code] ?? 'invalid', detail }
}

/** A record refused one of its names: what is wrong with it is told by the schema of the names. */
function tellName(issue: Issue & { readonly code: 'invalid_key' }): string {
  const [first] = issue.issues
  return first ? `This name ${first.message}.` : 'This name is not allowed here.'
}
