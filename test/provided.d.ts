import type { ProvidedContext as Known } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the simulated models of test/run/global-models.ts. */
    modelsUrl: string
    /** Whether tests may take minutes: see vitest.config.ts. */
    isLong: boolean
  }
}

/** What tests are handed by what runs beside them. */
export type Provided = Known
