const DEPTH_MAX = 4

/** Whether D1 refused a write because a row with that key is there already. Drizzle and D1 both wrap SQLite's own words. */
export const isUniqueViolation = (error: unknown): boolean => isBySqlite(error, 'UNIQUE constraint failed')

/** Whether D1 refused a write because something in it was null that must not be. */
export const isNullViolation = (error: unknown): boolean => isBySqlite(error, 'NOT NULL constraint failed')

function isBySqlite(error: unknown, words: string): boolean {
  let cause: unknown = error
  for (let depth = 0; depth < DEPTH_MAX && cause instanceof Error; depth += 1) {
    if (cause.message.includes(words)) return true
    cause = cause.cause
  }
  return false
}
