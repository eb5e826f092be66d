import type { CallEvent, CallRecord } from '../caller/place-call.ts'
import type { ChatEvent, ChatRecord } from '../chat/hold-chat.ts'
import type { ChatChannel } from '../chat/scenario.ts'
import type { Received } from '../receiver.ts'
import { UserError } from './user-error.ts'

/** The simulator of a running gateway, by its control endpoints. */
export interface SimulatorClient {
  readonly url: string
  place(asked: Asked, tell: (event: CallEvent) => void): Promise<readonly CallRecord[]>
  /** A number that nobody has called or written from lately. */
  freshNumber(): Promise<string>
  chat(asked: AskedChat, tell: (event: ChatEvent) => void): Promise<ChatRecord>
  received(slug: string): Promise<readonly Received[] | null>
  register(slug: string, secret: string): Promise<void>
}

export interface Asked {
  readonly scenario: unknown
  readonly to: string
  readonly from?: string
  readonly speed?: number
}

export interface AskedChat {
  readonly scenario: unknown
  readonly channel: ChatChannel
  readonly to: string
  readonly from: string
}

export function simulatorAt(url: string): SimulatorClient {
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(url + path, init).catch(() => {
      throw new UserError(`The simulator does not answer at ${url}. Start it with: npm start`)
    })
  return {
    url,
    async place(asked, tell) {
      const response = await ask('/_sim/calls', { method: 'POST', body: JSON.stringify(asked) })
      if (!response.ok || response.body === null) throw new UserError(`The simulator refused: ${await response.text()}`)
      const records: CallRecord[] = []
      for await (const event of linesOf<Line>(response.body)) {
        if (event.type === 'unreachable') throw new UserError(event.message)
        tell(event)
        if (event.type === 'over') records.push(event)
      }
      return records
    },
    async freshNumber() {
      const answer = (await (await ask('/_sim/fresh-number')).json()) as { phone_number: string }
      return answer.phone_number
    },
    async chat(asked, tell) {
      const response = await ask('/_sim/chats', { method: 'POST', body: JSON.stringify(asked) })
      if (!response.ok || response.body === null) throw new UserError(`The simulator refused: ${await response.text()}`)
      for await (const event of linesOf<ChatLine>(response.body)) {
        if (event.type === 'unreachable') throw new UserError(event.message)
        tell(event)
        if (event.type === 'over') return event
      }
      throw new UserError('The simulator broke off in the middle of the chat.')
    },
    async received(slug) {
      const response = await ask(`/_sim/receivers/${slug}`)
      const body = (await response.json()) as { events?: readonly Received[] }
      return response.ok ? (body.events ?? []) : null
    },
    async register(slug, secret) {
      await ask('/_sim/receivers', { method: 'POST', body: JSON.stringify({ slug, secret }) })
    },
  }
}

interface Unreachable {
  readonly type: 'unreachable'
  readonly message: string
}
type Line = CallEvent | Unreachable
type ChatLine = ChatEvent | Unreachable

/** The JSON documents of a stream that has one a line. */
export async function* linesOf<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as T
  }
}
