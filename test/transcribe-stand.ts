import { inject } from 'vitest'
import type { DictationAsked, TranscribeOrder } from '../simulator/transcribe/transcribe-stand.ts'

/** A simulated transcriber of a test's own (simulator/transcribe/), over the network. */
export interface TranscribeStandIn {
  /** What OPENAI_BASE_URL takes. */
  readonly baseUrl: string
  /** Where Workers AI's binding calls. */
  readonly url: string
  order(order: TranscribeOrder): Promise<void>
  asked(): Promise<readonly DictationAsked[]>
}

export async function aTranscribeStand(order: TranscribeOrder = {}): Promise<TranscribeStandIn> {
  const url = `${inject('transcribeUrl')}/s/${crypto.randomUUID()}`
  const put = async (given: TranscribeOrder): Promise<void> => {
    const response = await fetch(`${url}/stand`, { method: 'PUT', body: JSON.stringify(given) })
    if (!response.ok) throw new Error(await response.text())
    await response.body?.cancel()
  }
  await put(order)
  return {
    baseUrl: `${url}/v1`,
    url,
    order: put,
    asked: async () => (await (await fetch(`${url}/stand`)).json<{ asked: readonly DictationAsked[] }>()).asked,
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the simulated transcribers of test/run/global-transcribe.ts. */
    transcribeUrl: string
  }
}
