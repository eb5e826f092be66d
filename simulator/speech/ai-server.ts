import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { objectOf, readText } from '../read-text.ts'
import { AiScript } from './ai-script.ts'
import { AuraInputs, speakAura, type MouthLog } from './aura.ts'
import { FluxInputs, FluxSession, type EarLog } from './flux-session.ts'

export interface AiServer {
  /** Origin: what Workers AI's binding is to call, and `/_speech` below it. */
  readonly url: string
  close(): Promise<void>
}

const CONTROL = '/_speech'
const LOGS_MAX = 1_000
const BODY_BYTES_MAX = 64 * 1024
const EARS = '@cf/deepgram/flux'
const MOUTHS = ['@cf/deepgram/aura-2-en', '@cf/deepgram/aura-2-es']

/**
 * The far end of Workers AI's binding, as far as speech goes: Flux over a socket, Aura as a stream.
 *
 * `PUT /_speech` takes a script and forgets what was before it; `GET /_speech` tells what was heard and said.
 */
export async function startSpeechAi(options: { readonly port: number }): Promise<AiServer> {
  const state = new AiState()
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => {
    answer(state, request, response).catch(() => void response.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const asked = earsAsked(request, state.script)
    if (typeof asked === 'number')
      return void socket.end(`HTTP/1.1 ${asked} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const fault = state.script.faults.ears.shift() ?? { does: 'none', code: 1011, after_ms: 0 }
      const session = new FluxSession(opened, { rate: asked.rate, script: () => state.script, fault })
      state.ears = [...state.ears, session.log].slice(-LOGS_MAX)
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

class AiState {
  script = AiScript.parse({})
  ears: EarLog[] = []
  mouths: MouthLog[] = []

  take(script: unknown): void {
    this.script = AiScript.parse(script)
    this.ears = []
    this.mouths = []
  }
}

/** At what rate Flux is to hear, or the status it is refused with. */
function earsAsked({ url = '', headers }: IncomingMessage, { faults }: AiScript): { readonly rate: number } | number {
  const fault = faults.refuse_ears.shift()
  if (fault !== undefined) return fault
  const { pathname, searchParams } = new URL(url, 'http://server')
  if (pathname !== '/run' || headers['cf-consn-model-id'] !== EARS) return 404
  const { inputs } = objectOf(searchParams.get('body') ?? '') ?? {}
  const parsed = FluxInputs.safeParse(inputs)
  return parsed.success ? { rate: Number(parsed.data.sample_rate) } : 400
}

async function answer(state: AiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://server')
  if (pathname === CONTROL) return control(state, request, response)
  const model = String(request.headers['cf-consn-model-id'])
  if (pathname !== '/run' || !MOUTHS.includes(model)) return refuse(response, 404, '7003: No route for that URI')
  const { inputs } = objectOf(await readText(request, BODY_BYTES_MAX)) ?? {}
  const parsed = AuraInputs.safeParse(inputs)
  if (!parsed.success) return refuse(response, 400, '5006: Error: oneOf at "/" not met')
  const fault = state.script.faults.mouth.shift() ?? 'none'
  const log = { model, text: parsed.data.text, sentBytes: 0, isWhole: false }
  state.mouths = [...state.mouths, log].slice(-LOGS_MAX)
  if (fault === 'refuse') return refuse(response, 503, '3040: Capacity temporarily exceeded')
  await speakAura(response, log, state.script, fault)
}

async function control(state: AiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'PUT') return void response.end(JSON.stringify({ ears: state.ears, mouths: state.mouths }))
  try {
    state.take(JSON.parse(await readText(request, BODY_BYTES_MAX)))
    response.end('{}')
  } catch (error) {
    response.writeHead(422).end(String(error))
  }
}

const refuse = (response: ServerResponse, status: number, message: string): void =>
  void response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ errors: [{ message, code: Number.parseInt(message, 10) }], success: false }))
