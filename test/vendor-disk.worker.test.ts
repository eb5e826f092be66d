import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { StandOrder } from '../simulator/models/stand.ts'
import { aLine } from './line.ts'
import { aModelStand } from './model-stand.ts'
import { aCall } from './played-call.ts'

afterEach(() => void vi.restoreAllMocks())

async function aVendorsCall(order: StandOrder) {
  const stand = await aModelStand({ ...order, api_key: env.OPENAI_API_KEY ?? '' })
  const far = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((to, init) =>
    far(typeof to === 'string' ? to.replace('https://api.openai.com/v1', stand.baseUrl) : to, init),
  )
  const line = await aLine({ change: (document) => ({ ...document, llm: { ...document.llm, provider: 'openai' } }) })
  const call = aCall(line.phoneNumber)
  const socket = await call.connect(await call.ring())
  if (!socket) throw new Error('the upgrade was refused')
  return { call, socket, stand }
}

/** The disk of the call refuses this write, so many times. */
const refusing = (call: ReturnType<typeof aCall>, field: string, times: number) =>
  runInDurableObject(call.object(), (_, { storage }) => {
    const store = Object.getPrototypeOf(storage.kv) as SyncKvStorage
    const { put } = store
    let left = times
    vi.spyOn(store, 'put').mockImplementation(function (this: SyncKvStorage, key, value) {
      if (key === field && left > 0) {
        left -= 1
        throw new Error('disk I/O error')
      }
      return put.call(this, key, value)
    })
    return () => left
  })

test('a disk that fails while the vendor thinks costs the caller nothing, and asks the vendor once', async () => {
  const { call, socket, stand } = await aVendorsCall({ replies: [{ text: 'At five. Anything else?', calls: [] }] })
  await socket.say('Hello there.')
  const asked = (await stand.asked()).length
  await refusing(call, 'memory', 1)
  expect(await socket.say('When do you close?')).toMatch(/At five\. Anything else\?/)
  expect((await stand.asked()).length).toBe(asked + 1)
  socket.close()
})
