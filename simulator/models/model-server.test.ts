import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wavOf } from '../carrier/wav.ts'
import { startModelServer, type ModelServer } from './model-server.ts'
import { SIMULATED_KEY } from './stand.ts'

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer({ port: 0 })
})
afterAll(() => server.close())

const HELLO = { model: 'gpt-simulated', messages: [{ role: 'user', content: 'Hello.' }] }
const CALL = { id: 'call_1', type: 'function', function: { name: 'book', arguments: '{}' } }

const post = (body: unknown, { key = SIMULATED_KEY, stand = 'test' } = {}): Promise<Response> =>
  fetch(`${server.url}/s/${stand}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const order = (stand: string, body: unknown): Promise<Response> =>
  fetch(`${server.url}/s/${stand}/stand`, { method: 'PUT', body: JSON.stringify(body) })

async function eventsOf(response: Response): Promise<readonly unknown[]> {
  const events = (await response.text()).split('\n\n').filter(Boolean)
  expect(events.at(-1)).toBe('data: [DONE]')
  return events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)) as unknown)
}

describe('what OpenAI refuses is refused', () => {
  test('a wrong key, with 401', async () => {
    const response = await post(HELLO, { key: 'sk-wrong' })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_api_key' } })
  })

  test.each([
    ['an unknown parameter', { ...HELLO, max_length: 5 }, /Unknown parameter: 'max_length'/],
    ['no messages', { ...HELLO, messages: [] }, /messages/],
    ['an unknown role', { ...HELLO, messages: [{ role: 'caller', content: 'Hi.' }] }, /messages/],
    [
      'a call that is not answered',
      {
        ...HELLO,
        messages: [
          { role: 'assistant', tool_calls: [CALL] },
          { role: 'user', content: 'And?' },
        ],
      },
      /must be followed by tool messages/,
    ],
    [
      'an answer to nothing',
      { ...HELLO, messages: [{ role: 'tool', tool_call_id: 'call_1', content: '{}' }] },
      /preceeding message/,
    ],
    [
      'arguments that are no text',
      {
        ...HELLO,
        messages: [{ role: 'assistant', tool_calls: [{ ...CALL, function: { name: 'book', arguments: {} } }] }],
      },
      /arguments/,
    ],
    [
      'an id too long',
      { ...HELLO, messages: [{ role: 'assistant', tool_calls: [{ ...CALL, id: 'x'.repeat(41) }] }] },
      /id/,
    ],
    [
      'stream options without a stream',
      { ...HELLO, stream_options: { include_usage: true } },
      /only allowed when 'stream'/,
    ],
    ['two limits', { ...HELLO, max_tokens: 5, max_completion_tokens: 5 }, /at the same time/],
    [
      'a tool with a name no tool may have',
      { ...HELLO, tools: [{ type: 'function', function: { name: 'book it' } }] },
      /tools/,
    ],
  ])('%s, with 400', async (_, body, message) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    const document = (await response.json()) as { error: { message: string; type: string } }
    expect(document.error.type).toBe('invalid_request_error')
    expect(document.error.message).toMatch(message)
  })
})

describe('what OpenAI streams is streamed', () => {
  test('words, the reason to finish, what it cost, and the end', async () => {
    await order('words', { replies: [{ text: 'Good morning to you.' }] })
    const events = await eventsOf(
      await post({ ...HELLO, stream: true, stream_options: { include_usage: true } }, { stand: 'words' }),
    )
    expect(events[0]).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
      usage: null,
    })
    expect(events.at(-2)).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }] })
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 5 } })
  })

  test('a call: id and name in the first piece, arguments in the rest', async () => {
    await order('call', { replies: [{ calls: [{ name: 'book', args: { option: 1 } }] }] })
    const events = await eventsOf(await post({ ...HELLO, stream: true }, { stand: 'call' }))
    const calls = events.flatMap(
      (event) => (event as { choices: { delta: { tool_calls?: unknown[] } }[] }).choices[0]?.delta.tool_calls ?? [],
    )
    expect(calls[0]).toMatchObject({ index: 0, type: 'function', function: { name: 'book', arguments: '' } })
    expect(calls[0]).toHaveProperty('id')
    for (const later of calls.slice(1)) expect(later).not.toHaveProperty('id')
    expect(events.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] })
    expect(events.at(-1)).not.toHaveProperty('usage')
  })

  test('without a stream it is one document', async () => {
    await order('document', { replies: [{ text: 'Good morning.' }] })
    expect(await (await post(HELLO, { stand: 'document' })).json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Good morning.' }, finish_reason: 'stop' }],
    })
  })

  test('faults are used up one after another', async () => {
    await order('faults', {
      replies: [{ text: 'Hi.' }],
      faults: [{ status: 500 }, { status: 429, headers: { 'retry-after': '1' } }],
    })
    const answers = [
      await post(HELLO, { stand: 'faults' }),
      await post(HELLO, { stand: 'faults' }),
      await post(HELLO, { stand: 'faults' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([500, 429, 200])
    expect(answers[1]?.headers.get('retry-after')).toBe('1')
  })

  test('an order that is none is refused', async () => {
    expect((await order('none', { faults: [{ explode: true }] })).status).toBe(422)
  })
})

const MESSAGE = { segments: [], durationMs: 1_000, channels: 1 } as const

test('audio is written down by the same server, and by nobody with a wrong key', async () => {
  const dictate = (key: string): Promise<Response> => {
    const form = new FormData()
    form.append('model', 'whisper-1')
    form.append('response_format', 'verbose_json')
    form.append(
      'file',
      new Blob(
        [...wavOf(MESSAGE)].map((part) => new Uint8Array(part)),
        { type: 'audio/wav' },
      ),
      'voicemail.wav',
    )
    return fetch(`${server.url}/s/heard/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: form,
    })
  }
  const heard = await dictate(SIMULATED_KEY)
  expect(heard.status).toBe(200)
  expect(await heard.json()).toMatchObject({ text: expect.stringContaining('call me back'), language: 'english' })
  expect((await dictate('sk-wrong')).status).toBe(401)
})
