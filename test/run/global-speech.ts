import type { TestProject } from 'vitest/node'
import { startRealtime } from '../../simulator/speech/realtime-server.ts'

/** The speech vendor's far end, for all tests. Each puts its own script there first. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startRealtime({ port: Number(process.env['SPEECH_PORT']), key: 'key-of-the-speech-vendor' })
  project.provide('speechUrl', server.url.replace('ws:', 'http:').replace('/v1/realtime', '/_speech'))
  return () => server.close()
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the speech vendor's far end takes its script, and tells what it was told. */
    speechUrl: string
  }
}
