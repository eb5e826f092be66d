import { describe, expect, test } from 'vitest'
import { tools } from '../../src/dialogue/tools/index.ts'
import { MEMORY_CHARS_MAX, type Model } from '../../src/providers/llm/contract.ts'
import { aTurn, replyOf } from '../builders/model-turn.ts'
import { askOf, callsIn, FOREVER, standFor, type VendorUnderTest } from './llm/ask.ts'
import { describeCalls } from './llm/calls.ts'
import { describeFailures } from './llm/failures.ts'
import { describeInterruption } from './llm/interruption.ts'
import { describePatience } from './llm/patience.ts'
import { describeReplies } from './llm/replies.ts'

/** The promises every model makes, by rule or by vendor. */
export function describeModel(name: string, open: () => Promise<Model>): void {
  describe(`${name} keeps the model contract`, () => {
    test.each([
      ['words', { type: 'said', text: 'Hello there.' }],
      ['a wish', { type: 'said', text: "I'd like to book a cleaning tomorrow morning" }],
      ['nothing that can be read', { type: 'said', text: '' }],
      ['a key', { type: 'pressed', digit: '0' }],
      ['silence', { type: 'silent', nth: 1 }],
    ] as const)('answers %s with words or with tools that there are', async (_, input) => {
      const { chunks, error } = await replyOf((await open()).respond(aTurn(input), FOREVER()))
      expect(error).toBeNull()
      expect(chunks.some(({ type }) => type === 'text' || type === 'call')).toBe(true)
      const known = tools.map(({ spec }) => spec.name)
      for (const call of callsIn(chunks)) expect(known).toContain(call.name)
      for (const chunk of chunks)
        if (chunk.type === 'memory') expect(chunk.memory.length).toBeLessThan(MEMORY_CHARS_MAX)
    })

    test('says nothing once it is interrupted', async () => {
      const controller = new AbortController()
      controller.abort()
      expect(await replyOf((await open()).respond(aTurn('hello'), controller.signal))).toMatchObject({
        chunks: [],
        error: null,
      })
    })

    test('begins afresh when another kind of model has left its notes', async () => {
      for (const memory of ['', 'null', '{"v":1}', '{"chat":1}', 'not json', '[]']) {
        const { error } = await replyOf((await open()).respond(aTurn('hello', { memory }), FOREVER()))
        expect(error).toBeNull()
      }
    })
  })
}

/** The promises of every model that is behind a network: the vendor's faults are known by name and never passed on. */
export function describeVendor(name: string, under: VendorUnderTest): void {
  describe(`${name} keeps the model contract over a network`, () => {
    const [ask, standWith] = [askOf(under), standFor(under)]
    describeReplies(ask)
    describeCalls(ask, under)
    describeFailures(ask, under)
    describePatience(standWith, under)
    describeInterruption(standWith, under)
  })
}

/** For a vendor that speaks in more than one shape: what each of them says comes to the same. */
export function describeShape(name: string, under: VendorUnderTest): void {
  describe(`${name} is understood`, () => {
    describeReplies(askOf(under))
    describeCalls(askOf(under), under)
  })
}
