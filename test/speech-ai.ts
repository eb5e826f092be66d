import { env } from 'cloudflare:workers'
import { inject, vi } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The far end of Workers AI's speech models. */
    speechAiUrl: string
  }
}

/** What Flux heard on each socket, and Aura said. */
export interface AiTold {
  readonly ears: readonly {
    readonly heardBytes: number
    readonly heard: readonly string[]
    readonly isOpen: boolean
  }[]
  readonly mouths: readonly { readonly model: string; readonly text: string; readonly isWhole: boolean }[]
}

export const speechAi = {
  async script(script: unknown): Promise<void> {
    const answer = await fetch(`${inject('speechAiUrl')}/_speech`, { method: 'PUT', body: JSON.stringify(script) })
    if (!answer.ok) throw new Error(await answer.text())
  },
  told: async (): Promise<AiTold> => (await (await fetch(`${inject('speechAiUrl')}/_speech`)).json()) as AiTold,
}

/** The platform's own binding class, and only what is behind it played: Cloudflare answers it over a fetcher. */
const PlatformAi = env.AI!.constructor as new (fetcher: Pick<Fetcher, 'fetch'>) => Ai
const { run } = PlatformAi.prototype

export function aSpeechAi(): Ai {
  return new PlatformAi({
    fetch(input, init) {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return fetch(`${inject('speechAiUrl')}${pathname}${search}`, init as RequestInit)
    },
  })
}

/** From here on whatever any call asks of the binding is answered by it. `vi.restoreAllMocks` ends it. */
export function withSpeechAi(): void {
  const ai = aSpeechAi()
  const answer = (...asked: Parameters<Ai['run']>): unknown => run.apply(ai, asked)
  vi.spyOn(PlatformAi.prototype as { run: (...asked: never[]) => unknown }, 'run').mockImplementation(answer)
}
