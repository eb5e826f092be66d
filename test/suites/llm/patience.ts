import { expect, test } from 'vitest'
import type { ModelFaultInput } from '../../../simulator/models/model-fault.ts'
import { aTurn, replyOf } from '../../builders/model-turn.ts'
import { FOREVER, SENTENCE, words, type StandWith, type VendorUnderTest } from './ask.ts'

export function describePatience(standWith: StandWith, under: VendorUnderTest): void {
  const short = { firstTokenMs: 300, betweenTokensMs: 300 }
  test.each<readonly [string, ModelFaultInput]>([
    ['before it answers', { answer_delay_ms: 5_000 }],
    ['before its first word', { first_token_delay_ms: 5_000 }],
    ['in the middle', { breaks: 'stall' }],
    ['in the middle, with comments to keep the line', { breaks: 'stall', comments: true }],
  ])('a vendor that falls silent %s is given up in time', async (_, fault) => {
    const stand = await standWith({ ...words, faults: [fault] })
    const startedAtMs = Date.now()
    const { error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect(error).toMatchObject({ reason: 'slow' })
    expect(Date.now() - startedAtMs).toBeLessThan(2_000)
    expect(await stand.asked()).toHaveLength(1)
  })

  test('the time of a second attempt counts with the first', async () => {
    const stand = await standWith({
      ...words,
      faults: [{ status: 500, answer_delay_ms: 150 }, { answer_delay_ms: 5_000 }],
    })
    const { error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect(error).toMatchObject({ reason: 'slow' })
  })

  test('a vendor that keeps its pace is waited for, however long the reply', async () => {
    const stand = await standWith({ ...words, pace_ms: 60 })
    const { text, error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
  })

  test('a slow listener is not taken for a slow vendor', async () => {
    const stand = await standWith(words)
    let text = ''
    for await (const chunk of under.open(stand, short).respond(aTurn('Hello.'), FOREVER())) {
      if (text === '') await new Promise((resolve) => setTimeout(resolve, 600))
      if (chunk.type === 'text') text += chunk.text
    }
    expect(text).toBe(SENTENCE)
  })

  test('a connection left open after the reply keeps nobody waiting', async () => {
    const stand = await standWith({ ...words, faults: [{ hang_at_end: true, no_done: under.speaksOpenAi }] })
    const startedAtMs = Date.now()
    const { text, error } = await replyOf(under.open(stand).respond(aTurn('Hello.'), FOREVER()))
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(Date.now() - startedAtMs).toBeLessThan(2_000)
  })
}
