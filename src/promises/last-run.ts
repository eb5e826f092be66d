/** How the tests of the promises went when all of them ran last. Written by `npm test` when that changed. */
export const LAST_RUN: LastRun = {
  day: null,
  passed: [],
  failed: [],
}

interface LastRun {
  /** `2026-11-22`; null: they never ran. */
  readonly day: string | null
  readonly passed: readonly string[]
  readonly failed: readonly string[]
}
