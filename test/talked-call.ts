import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import type { StandOrder } from '../simulator/models/stand.ts'
import { aLine } from './line.ts'
import { aModelStand, type ModelStand } from './model-stand.ts'
import { aCall, type PlayedCall, type PlayedSocket } from './played-call.ts'

export const row = (sql: string) => env.DB.prepare(sql).first<Record<string, unknown>>()

/** What is asked of the vendor is answered by a model of the test's own. */
export async function aVendor(order: StandOrder = {}): Promise<ModelStand> {
  const stand = await aModelStand({ ...order, api_key: env.OPENAI_API_KEY ?? '' })
  const far = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((to, init) =>
    far(typeof to === 'string' ? to.replace('https://api.openai.com/v1', stand.baseUrl) : to, init),
  )
  return stand
}
export const withModel: Change = (document) => ({ ...document, llm: { ...document.llm, provider: 'openai' } })

export type Change = (document: AgentDocument) => AgentDocument

/** A call that is talked, and not recorded. */
export async function begun(change: Change = (same) => same) {
  const line = await aLine({
    change: (document) =>
      change({
        ...document,
        opening: { ...document.opening, recording: { ...document.opening.recording, mode: 'off' } },
      }),
  })
  const call = aCall(line.phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('the upgrade was refused')
  return { line, call, socket }
}

/** Hangs up, and waits until the call has been reported. */
export async function over(call: PlayedCall, socket: PlayedSocket): Promise<string> {
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return (await row('SELECT reported_at_ms AS at FROM calls'))?.['at']
    },
    { timeout: 90_000, interval: 50 },
  )
  socket.close()
  return String((await row('SELECT id FROM calls'))?.['id'])
}
