import { setTimeout as wait } from 'node:timers/promises'

/**
 * How fast time goes for voices and for the carrier's own delays. The gateway's clock and every network limit stay real.
 */
export interface Pace {
  readonly speed: number
  /** Waits `ms` of the simulated kind. @throws the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export function paceOf(speed: number): Pace {
  if (!(speed > 0)) throw new RangeError('speed must be above zero')
  return {
    speed,
    async sleep(ms, signal) {
      try {
        await wait(ms / speed, undefined, signal === undefined ? {} : { signal })
      } catch (error) {
        throw signal?.aborted === true ? signal.reason : error
      }
    },
  }
}

/** A delay between two bounds, as real carriers have them. */
export const between = (min: number, max: number): number => min + Math.random() * (max - min)

/** How long it takes to say `text` at 150 words a minute. */
export const speakingMs = (text: string): number => wordsIn(text).length * WORD_MS

export const WORD_MS = 400

/** The words of `text`, each with the space before it, so that joined they are `text` again. */
export const wordsIn = (text: string): readonly string[] => text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? []
