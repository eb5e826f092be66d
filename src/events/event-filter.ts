import { EVENT_TYPES } from './catalogue.ts'

/** Whether one of `patterns` takes events of this type: `*`, `call.*` or the type itself. */
export const wants = (patterns: readonly string[], type: string): boolean =>
  patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1))),
  )

/** Whether a pattern takes anything the catalogue has. */
export const isEventPattern = (pattern: string): boolean => EVENT_TYPES.some((type) => wants([pattern], type))
