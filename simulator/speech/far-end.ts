import { startRealtime, type RealtimeServer } from './realtime-server.ts'

/** The speech vendor that a simulator plays: started when a scenario asks for it, and not before. */
export interface SpeechFarEnd {
  /**
   * Waits until the vendor's model, which plays one script at a time, is free; from then on it does this. Resolves with how
   * to let go of it.
   */
  script(script: unknown): Promise<() => void>
  close(): Promise<void>
}

export function speechFarEnd(options: { readonly port: number; readonly key: string }): SpeechFarEnd {
  let started: Promise<RealtimeServer> | null = null
  let free: Promise<void> = Promise.resolve()
  return {
    async script(script) {
      const before = free
      let letGo = (): void => undefined
      free = new Promise((resolve) => (letGo = resolve))
      await before
      try {
        started ??= startRealtime(options)
        const server = await started
        server.script(script)
        return letGo
      } catch (error) {
        letGo()
        throw error
      }
    },
    async close() {
      await (await started)?.close()
    },
  }
}
