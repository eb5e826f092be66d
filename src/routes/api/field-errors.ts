import type * as z from 'zod'
import type { FieldError } from '../../kernel/refusal.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** More wrong fields than this are not listed. */
const ERRORS_MAX = 50

/** RFC 6901: `~` and `/` inside a name are written `~0` and `~1`. */
const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const CODES: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrong_type',
  too_big: 'too_big',
  too_small: 'too_small',
  invalid_format: 'wrong_format',
  invalid_value: 'unknown_value',
  not_multiple_of: 'not_a_multiple',
}

/**
 * What is wrong with a body, field by field, with JSON pointers.
 *
 * Parse with `reportInput`, which tells a missing field from a wrong one. Values themselves are never repeated: they
 * may be personal data.
 */
export function bodyErrors(error: z.ZodError): FieldError[] {
  return flatten(error.issues, [], pointerOf).slice(0, ERRORS_MAX)
}

/** The same for a query: `pointer` is the parameter's name. */
export function queryErrors(error: z.ZodError): FieldError[] {
  return flatten(error.issues, [], (path) => path.map(String).join('.')).slice(0, ERRORS_MAX)
}

function flatten(issues: readonly Issue[], base: Path, write: (path: Path) => string): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: write([...path, key]),
        code: 'unknown_field',
        detail: 'There is no such field.',
      }))
    }
    if (issue.code === 'invalid_union' && !isMissing(issue)) {
      const nearest = nearestBranch(issue.errors)
      if (nearest) return flatten(nearest, path, write)
    }
    return [{ pointer: write(path), ...codeAndDetail(issue) }]
  })
}

/** Of a union's branches the one that got furthest, or null when none got past the first step. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length))
  const nearest = branches.toSorted((a, b) => depth(b) - depth(a))[0]
  return nearest !== undefined && depth(nearest) > 0 ? nearest : null
}

/** Not there at all: of what may be one of several things, too. */
const isMissing = (issue: Issue): boolean => 'input' in issue && issue.input === undefined && issue.code !== 'custom'

function codeAndDetail(issue: Issue): { code: string; detail: string } {
  if (isMissing(issue)) {
    return { code: 'missing', detail: 'This is required.' }
  }
  const given: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined
  const code = typeof given === 'string' ? given : (CODES[issue.code] ?? 'invalid')
  return { code, detail: sentence(issue.message) }
}

/** Messages of our schemas read on from the field's name ("must be …"); zod's own are whole. */
function sentence(message: string): string {
  const text = message.replace(/^(Invalid input|Invalid option|Too small|Too big): (expected )?/, 'Expected ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
