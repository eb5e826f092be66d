import type { TestProject } from 'vitest/node'
import { startTranscribeServer } from '../../simulator/transcribe/transcribe-server.ts'

/** The far end of every transcriber in tests: one server, and a stand of its own for each test. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await startTranscribeServer({ port: 0 })
  project.provide('transcribeUrl', url)
  return close
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the simulated transcribers. */
    transcribeUrl: string
  }
}
