import { startRealtime, type RealtimeServer } from './realtime-server.ts'

/** The speech vendor that a simulator plays: started when a scenario asks for it, and not before. */
export interface SpeechFarEnd {
  /** From now on the vendor's model does this. */
  script(script: unknown): Promise<void>
  close(): Promise<void>
}

export function speechFarEnd(options: { readonly port: number; readonly key: string }): SpeechFarEnd {
  let started: Promise<RealtimeServer> | null = null
  return {
    async script(script) {
      started ??= startRealtime(options)
      const server = await started
      server.script(script)
    },
    async close() {
      await (await started)?.close()
    },
  }
}
