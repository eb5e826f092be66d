import { expect, test } from 'vitest'
import { callsIn, SENTENCE, words, type Ask } from './ask.ts'

export function describeReplies(ask: Ask): void {
  test('a reply arrives word for word, in pieces, and what it cost comes last', async () => {
    const { text, chunks, error } = await ask(words)
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(chunks.filter(({ type }) => type === 'text').length).toBeGreaterThan(5)
    const last = chunks.at(-1)
    expect(last).toMatchObject({ type: 'usage' })
    if (last?.type !== 'usage') throw new Error('no usage')
    expect(last.inputTokens).toBeGreaterThan(100)
    expect(last.outputTokens).toBe(15)
    expect(chunks.filter(({ type }) => type === 'usage')).toHaveLength(1)
  })

  test('letters of any language arrive whole, wherever the network cuts them', async () => {
    const text = 'Grüß Gott! ¿Cómo está? 今日は。 👩‍⚕️ Très bien.'
    expect((await ask({ replies: [{ text }] })).text).toBe(text)
  })

  test.each(['tags', 'field'] as const)('what the model thinks (%s) is not said', async (thinks) => {
    expect(await ask({ ...words, faults: [{ thinks }] })).toMatchObject({ error: null })
    expect((await ask({ ...words, faults: [{ thinks }] })).text.trim()).toBe(SENTENCE)
  })

  test('a server that answers with a document instead of a stream is understood', async () => {
    const { text, chunks, error } = await ask({
      replies: [{ text: SENTENCE, calls: [{ name: 'opening_hours', args: { when: 'now' } }] }],
      faults: [{ document: true }],
    })
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(callsIn(chunks)).toMatchObject([{ name: 'opening_hours', args: { when: 'now' } }])
  })

  test('comments between the pieces change nothing', async () => {
    expect(await ask({ ...words, faults: [{ comments: true }] })).toMatchObject({ text: SENTENCE, error: null })
  })

  test('forty kilobytes in one turn are cut short, and the vendor is told to stop', async () => {
    const { text, error, stand } = await ask({ pace_ms: 0, faults: [{ mind: 'flood' }] })
    expect(text.length).toBe(8_000)
    expect(error).toMatchObject({ reason: 'cut' })
    expect((await stand.asked())[0]).toMatchObject({ status: 200 })
  })
}
