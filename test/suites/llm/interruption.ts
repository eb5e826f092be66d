import { expect, test, vi } from 'vitest'
import type { StandOrder } from '../../../simulator/models/stand.ts'
import type { ModelChunk } from '../../../src/providers/llm/contract.ts'
import { aTurn, replyOf } from '../../builders/model-turn.ts'
import type { ModelStand } from '../../model-stand.ts'
import { FOREVER, words, type StandWith, type VendorUnderTest } from './ask.ts'

/** Generous for a busy machine; what is aborted is aborted at once. */
const HANG_UP_MS_MAX = 250

export function describeInterruption(standWith: StandWith, under: VendorUnderTest): void {
  test.each<readonly [string, number, StandOrder]>([
    ['in the middle of a word', 3, { ...words, pace_ms: 30 }],
    ['while it stalls', 2, { ...words, faults: [{ breaks: 'stall' }] }],
  ])('interrupted %s, it says no more and the request is ended', async (_, chunksBefore, order) => {
    const stand = await standWith(order)
    const controller = new AbortController()
    const chunks: ModelChunk[] = []
    let abortedAtMs = 0
    for await (const chunk of under.open(stand).respond(aTurn('Hello.'), controller.signal)) {
      chunks.push(chunk)
      if (chunks.length < chunksBefore) continue
      abortedAtMs = Date.now()
      controller.abort()
    }
    expect(chunks).toHaveLength(chunksBefore)
    await expectHungUp(stand, abortedAtMs)
  })

  test.each<readonly [string, StandOrder]>([
    ['before the first word', { ...words, faults: [{ first_token_delay_ms: 5_000 }] }],
    ['before any answer', { ...words, faults: [{ answer_delay_ms: 5_000 }] }],
  ])('interrupted %s, it says nothing and the request is ended', async (_, order) => {
    const stand = await standWith(order)
    const controller = new AbortController()
    const reply = replyOf(under.open(stand).respond(aTurn('Hello.'), controller.signal))
    await vi.waitFor(async () => expect(await stand.asked()).toHaveLength(1), { timeout: 90_000 })
    const abortedAtMs = Date.now()
    controller.abort()
    expect(await reply).toMatchObject({ chunks: [], error: null })
    await expectHungUp(stand, abortedAtMs)
  })

  test('a listener who walks away ends the request as well', async () => {
    const stand = await standWith({ ...words, pace_ms: 30 })
    let leftAtMs = 0
    for await (const chunk of under.open(stand).respond(aTurn('Hello.'), FOREVER())) {
      leftAtMs = Date.now()
      if (chunk.type === 'text') break
    }
    await expectHungUp(stand, leftAtMs)
  })
}

async function expectHungUp(stand: ModelStand, sinceMs: number): Promise<void> {
  const hungUpAtMs = await vi.waitFor(
    async () => {
      const [asked] = await stand.asked()
      expect(asked?.hungUpAtMs).toBeTypeOf('number')
      return Number(asked?.hungUpAtMs)
    },
    { timeout: 90_000 },
  )
  expect(hungUpAtMs - sinceMs).toBeLessThan(HANG_UP_MS_MAX)
}
