import { expect, test } from 'vitest'
import type { ModelFaultInput } from '../../../simulator/models/model-fault.ts'
import { ModelFailure, type ModelFailureReason } from '../../../src/providers/llm/contract.ts'
import { aTurn } from '../../builders/model-turn.ts'
import { SENTENCE, words, type Ask, type VendorUnderTest } from './ask.ts'

/** What a vendor does, what it is called, and how often it is asked. */
type Fault = readonly [string, ModelFaultInput[], ModelFailureReason, number]

const twice = (fault: ModelFaultInput): ModelFaultInput[] => [{ ...fault, times: 2 }]

const FAULTS: readonly Fault[] = [
  ['a wrong key', [{ status: 401 }], 'refused', 1],
  ['a request it does not take', [{ status: 400 }], 'refused', 1],
  ['429 for a minute', [{ status: 429, headers: { 'retry-after': '60' } }], 'rate_limited', 1],
  ['429 and no word for how long', [{ status: 429 }], 'rate_limited', 1],
  ['429 for a moment, twice', twice({ status: 429, headers: { 'retry-after-ms': '50' } }), 'rate_limited', 2],
  ['500, twice', twice({ status: 500 }), 'unreachable', 2],
  ['503 for an hour', [{ status: 503, headers: { 'retry-after': '3600' } }], 'unreachable', 1],
  ['504', [{ status: 504 }], 'slow', 1],
  ['a connection that closes, twice', twice({ drop: true }), 'unreachable', 2],
  ['a connection cut in the middle', [{ breaks: 'cut' }], 'cut', 1],
  ['an end without [DONE] or reason', [{ breaks: 'end' }], 'cut', 1],
  ['half a document', [{ breaks: 'garbage' }], 'malformed', 1],
  ['trouble in the middle', [{ breaks: 'error' }], 'cut', 1],
  ['trouble before the first word, twice', twice({ breaks: 'error', after: 0 }), 'unreachable', 2],
  ['its limit in the middle', [{ breaks: 'rate_limit' }], 'rate_limited', 1],
]
const OPENAI_FAULTS: readonly Fault[] = [
  ['a reply that ran out of tokens', [{ finish_reason: 'length' }], 'cut', 1],
  ['a reply its filter stopped', [{ finish_reason: 'content_filter' }], 'refused', 1],
]

export function describeFailures(ask: Ask, { speaksOpenAi }: VendorUnderTest): void {
  test.each([...FAULTS, ...(speaksOpenAi ? OPENAI_FAULTS : [])])(
    '%s is known for what it is',
    async (_, faults, reason, times) => {
      const { error, text, asked } = await ask({ ...words, faults })
      expect(error).toBeInstanceOf(ModelFailure)
      expect(error).toMatchObject({ reason })
      expect(asked).toHaveLength(times)
      expect(SENTENCE.startsWith(text)).toBe(true)
    },
  )

  test('how long the vendor wants to be left alone is passed on', async () => {
    const { error } = await ask({ ...words, faults: [{ status: 429, headers: { 'retry-after': '60' } }] })
    expect(error).toMatchObject({ reason: 'rate_limited', retryAfterMs: 60_000, status: 429 })
  })

  test.each<readonly [string, ModelFaultInput]>([
    ['500', { status: 500 }],
    ['a closed connection', { drop: true }],
    ['429 for a moment', { status: 429, headers: { 'retry-after': '0' } }],
    ['trouble before the first word', { breaks: 'error', after: 0 }],
  ])('after %s it is asked once more, and the caller notices nothing', async (_, fault) => {
    const { text, error, asked } = await ask({ ...words, faults: [fault] })
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(asked).toHaveLength(2)
  })

  test('a failure quotes nothing of what was said, and no key', async () => {
    for (const fault of [{ status: 400 }, { breaks: 'garbage' }, { breaks: 'cut' }] as const) {
      const { error } = await ask({ ...words, faults: [fault] }, aTurn('My name is Rosalind.'))
      const told = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''} ${String((error as Error).cause)}`
      expect(told).not.toMatch(/Rosalind|open from|sk-|told to say no/)
    }
  })
}
