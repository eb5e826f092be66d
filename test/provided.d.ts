export {}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the simulated models of test/run/global-models.ts. */
    modelsUrl: string
  }
}
