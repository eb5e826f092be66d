import { expect, test } from 'vitest'
import type { ModelFaultInput } from '../../../simulator/models/model-fault.ts'
import type { StandOrder } from '../../../simulator/models/stand.ts'
import { aResult, aTurn } from '../../builders/model-turn.ts'
import { callsIn, type Ask, type VendorUnderTest } from './ask.ts'

const TWO_CALLS: StandOrder = {
  replies: [
    {
      text: 'Let me look.',
      calls: [
        { name: 'find_slots', args: { service: 'cleaning', when: 'tomorrow "early"', refine: 'new' } },
        { name: 'opening_hours', args: {} },
      ],
    },
  ],
}
const BOTH = [
  { id: 'call00001', name: 'find_slots', args: { service: 'cleaning', when: 'tomorrow "early"', refine: 'new' } },
  { id: 'call00002', name: 'opening_hours', args: {} },
]

export function describeCalls(ask: Ask, { speaksOpenAi }: VendorUnderTest): void {
  const QUIRKS: readonly (readonly [string, ModelFaultInput])[] = [
    ['in pieces by index', {}],
    ['each whole in one piece', { calls: ['whole'] }],
    ['without ids', { calls: ['no_ids'] }],
    ['whole and without ids', { calls: ['whole', 'no_ids'] }],
    ['whole, without ids, all under one index', { calls: ['whole', 'no_ids', 'one_index'] }],
    ['in pieces, all under one index', { calls: ['one_index'] }],
    ['without an index', { calls: ['no_index'] }],
    ['whole and without an index', { calls: ['whole', 'no_index'] }],
    ['with arguments that are no text', { calls: ['object'] }],
    ['with one id for all', { calls: ['same_id'] }],
    ['under a finish that says stop', { finish_reason: 'stop' }],
    ['without a finish', { finish_reason: 'none' }],
    ['without [DONE]', { no_done: true, ...(speaksOpenAi ? {} : { no_done: false }) }],
  ]
  test.each(QUIRKS)('two calls sent %s are the same two calls', async (_, fault) => {
    const { chunks, text, error } = await ask({ ...TWO_CALLS, faults: [fault] })
    expect(error).toBeNull()
    expect(text).toBe('Let me look.')
    expect(callsIn(chunks)).toEqual(BOTH)
  })

  test('a call that the model writes out as text is made, and nobody hears it', async () => {
    const text = '{"name": "find_slots", "parameters": {"service": "cleaning"}}'
    const { chunks, text: said, error } = await ask({ replies: [{ text }] })
    expect({ said, error }).toEqual({ said: '', error: null })
    expect(callsIn(chunks)).toEqual([{ id: 'call00001', name: 'find_slots', args: { service: 'cleaning' } }])
  })

  test('what the tools answered is told, and the model goes on from there', async () => {
    const results = [
      aResult('find_slots', { options: [{ option: 1, say: 'Wednesday at 9 AM' }] }),
      aResult('opening_hours', {}),
    ]
    const turn = aTurn('Tomorrow morning?', { results, said: 'Let me look.' })
    const { text, error, chunks, asked } = await ask({}, turn)
    expect(error).toBeNull()
    expect(text).not.toBe('')
    expect(asked.map(({ status }) => status)).toEqual([200])
    expect(chunks[0]).toMatchObject({ type: 'memory' })
  })

  test('the calls of a later round do not repeat the ids of an earlier one', async () => {
    const { chunks } = await ask(TWO_CALLS, aTurn('And then?', { results: [aResult('find_slots', {})] }))
    expect(callsIn(chunks).map(({ id }) => id)).toEqual(['call00002', 'call00003'])
  })

  test.each([
    ['no JSON', '{"option": '],
    ['no object', '[1]'],
    ['longer than any tool takes', JSON.stringify({ option: 'x'.repeat(20_000) })],
  ])('arguments that are %s are no call', async (_, args) => {
    const { chunks, error } = await ask({ replies: [{ calls: [{ name: 'book', args }] }] })
    expect(callsIn(chunks)).toEqual([])
    expect(error).toMatchObject({ reason: 'malformed' })
  })
}
