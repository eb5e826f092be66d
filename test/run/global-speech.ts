import type { TestProject } from 'vitest/node'
import { startSpeechAi } from '../../simulator/speech/ai-server.ts'
import { startRealtime } from '../../simulator/speech/realtime-server.ts'

/** The speech vendors' far ends, for all tests. Each puts its own script there first. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startRealtime({ port: Number(process.env['SPEECH_PORT']), key: 'key-of-the-speech-vendor' })
  const ai = await startSpeechAi({ port: 0 })
  project.provide('speechUrl', server.url.replace('ws:', 'http:').replace('/v1/realtime', '/_speech'))
  project.provide('speechAiUrl', ai.url)
  return async () => void (await Promise.all([server.close(), ai.close()]))
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the speech vendor's far end takes its script, and tells what it was told. */
    speechUrl: string
    /** The far end of Workers AI's speech models. */
    speechAiUrl: string
  }
}
