import { expect, test } from 'vitest'
import { streamReply } from './stream-reply.ts'

const PATIENCE = { firstTokenMs: 300, betweenTokensMs: 300 }

const event = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`

/** A vendor that sends these events and then neither ends its answer nor says another word. */
const stalling = (events: readonly string[]): Response =>
  new Response(
    new ReadableStream({
      start(body) {
        for (const one of events) body.enqueue(new TextEncoder().encode(one))
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  )

/** A vendor whose words have no end. */
const flooding = (first: string, then: string): Response =>
  new Response(
    new ReadableStream({
      start: (body) => body.enqueue(new TextEncoder().encode(first)),
      async pull(body) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        body.enqueue(new TextEncoder().encode(then))
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  )

async function said(response: Response): Promise<string> {
  const signal = new AbortController().signal
  const ask = () => Promise.resolve(response)
  let text = ''
  for await (const chunk of streamReply({ ask, signal, callsBefore: 0, patience: PATIENCE, nowMs: 0 }))
    if (chunk.type === 'text') text += chunk.text
  return text
}

test('a vendor that has ended its reply and never closes keeps nobody waiting', async () => {
  expect(await said(stalling([event('We are open until five.'), event('', 'stop')]))).toBe('We are open until five.')
}, 3_000)

test('nor does one that sends a word more after the end, and then stalls', async () => {
  expect(await said(stalling([event('At five.'), event('', 'stop'), event(' And')]))).toContain('At five.')
}, 3_000)

test('a vendor that goes on for ever after the end is not listened to', async () => {
  expect(await said(flooding(event('At five.', 'stop'), event('')))).toBe('At five.')
}, 3_000)
