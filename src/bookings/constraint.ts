const CONSTRAINT = /(?:UNIQUE|NOT NULL|CHECK) constraint failed: ([\w.]+)/

/**
 * The column (`taken_cells.resource_id`) or check whose constraint made a statement fail, or null for any other failure.
 *
 * SQLite says so only in words, which D1 and the query builder wrap in errors of their own.
 */
export function brokenConstraint(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const column = CONSTRAINT.exec(cause.message)?.[1]
    if (column !== undefined) return column
  }
  return null
}
