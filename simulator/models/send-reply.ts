import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { errorDocument } from './completion-request.ts'
import type { Reply } from './mind.ts'
import type { ModelFault } from './model-fault.ts'
import { piecesOf, tokenCount, type Piece } from './pieces.ts'

/** How a vendor puts a reply on the wire. */
export interface Wire {
  /** The first chunk, before any word; null where there is none. */
  readonly opening: unknown
  chunk(piece: Piece): unknown
  /** The chunks that end a reply. */
  closing(finishReason: string | null): readonly unknown[]
  /** The whole reply as one document. */
  document(reply: Reply, finishReason: string | null): unknown
}

const id = (prefix: string): string => `${prefix}${randomBytes(12).toString('hex')}`

/** What a request cost, by this server's count. */
export interface Cost {
  readonly promptTokens: number
  readonly completionTokens: number
}

const usageOf = ({ promptTokens, completionTokens }: Cost) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
})

export const costOf = (prompt: string, { text, calls }: Reply): Cost => ({
  promptTokens: tokenCount(prompt),
  completionTokens: tokenCount(text + (calls.length > 0 ? JSON.stringify(calls) : '')),
})

/** OpenAI's own shapes. */
export function openAiWire(model: string, cost: Cost, includeUsage: boolean): Wire {
  const head = {
    id: id('chatcmpl-'),
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: 'fp_simulated',
  }
  const usage = includeUsage ? { usage: null } : {}
  const chunk = (delta: Piece, finishReason: string | null = null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...usage,
  })
  const last = { ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(cost) }
  return {
    opening: chunk({ role: 'assistant', content: '', refusal: null }),
    chunk: (piece) => chunk(piece),
    closing: (finishReason) => [
      ...(finishReason === null ? [] : [chunk({}, finishReason)]),
      ...(includeUsage ? [last] : []),
    ],
    document: ({ text, calls }, finishReason) => {
      const toolCalls = calls.map(({ name, args }) => ({
        id: id('call_'),
        type: 'function',
        function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
      }))
      const message = {
        role: 'assistant',
        content: text === '' ? null : text,
        refusal: null,
        ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
      }
      const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason }]
      return { ...head, object: 'chat.completion', choices, usage: usageOf(cost) }
    },
  }
}

/** Workers AI's older shapes: words in `response`, calls whole, no reason to finish. */
export function workersAiWire(cost: Cost): Wire {
  const inOldShape = (piece: Piece) => {
    const calls = (piece['tool_calls'] ?? []) as readonly { function: { name: string; arguments: unknown } }[]
    return {
      response: piece['content'] ?? '',
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ function: { name, arguments: args } }) => ({ name, arguments: args })),
      }),
    }
  }
  return {
    opening: null,
    chunk: inOldShape,
    closing: () => [{ response: '', usage: usageOf(cost) }],
    document: ({ text, calls }) => ({
      response: text,
      tool_calls: calls.map(({ name, args }) => ({ name, arguments: args })),
      usage: usageOf(cost),
    }),
  }
}

export interface Sending {
  readonly response: ServerResponse
  readonly reply: Reply
  readonly fault: ModelFault
  readonly wire: Wire
  readonly stream: boolean
  /** Between two pieces. */
  readonly paceMs: number
}

/** Sends a reply, at its pace and with its faults. Resolves when it is sent or nobody listens any more. */
export async function sendReply(sending: Sending): Promise<void> {
  const { response, reply, fault, wire, stream } = sending
  if (!stream || fault.document === true) {
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(wire.document(reply, finishOf(reply, fault))))
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' })
  response.flushHeaders()
  if (wire.opening !== null) writeEvent(response, wire.opening)
  if (fault.first_token_delay_ms) await waitWhileOpen(response, fault.first_token_delay_ms)
  const sentAll = await sendPieces(sending)
  if (response.destroyed) return
  if (fault.breaks !== undefined) return goWrong(response, fault.breaks)
  if (sentAll) sendClosing(sending)
}

const writeEvent = (response: ServerResponse, document: unknown): void =>
  void response.write(`data: ${JSON.stringify(document)}\n\n`)

/** The reply's pieces, up to where it breaks off. Whether all of them were sent. */
async function sendPieces({ response, reply, fault, wire, paceMs }: Sending): Promise<boolean> {
  for (const [at, piece] of piecesOf(reply, fault, () => id('call_')).entries()) {
    if (response.destroyed || (fault.breaks !== undefined && at === fault.after)) return false
    if (fault.comments) response.write(': keep-alive\n\n')
    writeEvent(response, wire.chunk(piece))
    if (paceMs > 0) await wait(paceMs)
  }
  return true
}

function sendClosing({ response, reply, fault, wire }: Sending): void {
  for (const chunk of wire.closing(finishOf(reply, fault))) writeEvent(response, chunk)
  if (fault.no_done !== true) response.write('data: [DONE]\n\n')
  if (fault.hang_at_end !== true) response.end()
}

function finishOf({ calls }: Reply, { finish_reason: asked }: ModelFault): string | null {
  if (asked === 'none') return null
  return asked ?? (calls.length > 0 ? 'tool_calls' : 'stop')
}

function goWrong(response: ServerResponse, what: NonNullable<ModelFault['breaks']>): void {
  switch (what) {
    case 'stall':
      return
    case 'cut':
      response.destroy()
      return
    case 'garbage':
      response.end('data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"hal\n\n')
      return
    case 'error':
      writeEvent(response, errorDocument('server_error', 'The server had an error while processing your request.'))
      response.end()
      return
    case 'rate_limit':
      writeEvent(response, errorDocument('rate_limit_exceeded', 'Rate limit reached.', { code: 'rate_limit_exceeded' }))
      response.end()
      return
    case 'end':
      response.end()
  }
}

async function waitWhileOpen(response: ServerResponse, delayMs: number): Promise<void> {
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  await wait(delayMs, undefined, { signal: closed.signal }).catch(() => {})
}
