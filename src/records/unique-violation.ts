const DEPTH_MAX = 4

/** Whether D1 refused a write because a row with that key is there already. Drizzle and D1 both wrap SQLite's own words. */
export function isUniqueViolation(error: unknown): boolean {
  let cause: unknown = error
  for (let depth = 0; depth < DEPTH_MAX && cause instanceof Error; depth += 1) {
    if (cause.message.includes('UNIQUE constraint failed')) return true
    cause = cause.cause
  }
  return false
}
