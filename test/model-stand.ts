import { inject } from 'vitest'
import type { Asked, StandOrder } from '../simulator/models/stand.ts'

/** A simulated model of a test's own (simulator/models/), over the network. */
export interface ModelStand {
  /** What OPENAI_BASE_URL takes. */
  readonly baseUrl: string
  /** Where Workers AI's binding calls. */
  readonly url: string
  order(order: StandOrder): Promise<void>
  asked(): Promise<readonly Asked[]>
}

/** Answers as a receptionist until told otherwise. */
export async function aModelStand(order: StandOrder = {}): Promise<ModelStand> {
  const url = `${inject('modelsUrl')}/s/${crypto.randomUUID()}`
  const put = async (given: StandOrder): Promise<void> => {
    const response = await fetch(`${url}/stand`, { method: 'PUT', body: JSON.stringify(given) })
    if (!response.ok) throw new Error(await response.text())
    await response.body?.cancel()
  }
  await put(order)
  return {
    baseUrl: `${url}/v1`,
    url,
    order: put,
    asked: async () => (await (await fetch(`${url}/stand`)).json<{ asked: readonly Asked[] }>()).asked,
  }
}
