import { setTimeout as wait } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import * as z from 'zod'
import type { AiScript, EarFault } from './ai-script.ts'
import { lineOf } from './linear.ts'
import { Ear, isVoiced } from './voice.ts'

/** What Flux is asked for with its socket. Everything is text, as it is in the address. */
export const FluxInputs = z.strictObject({
  encoding: z.literal('linear16'),
  sample_rate: z.enum(['8000', '16000', '24000', '44100', '48000']),
  eager_eot_threshold: z.string().optional(),
  eot_threshold: z.string().optional(),
  eot_timeout_ms: z
    .string()
    .regex(/^\d+$/)
    .refine((text) => Number(text) >= 500 && Number(text) <= 10_000)
    .optional(),
  keyterm: z.string().optional(),
  mip_opt_out: z.enum(['true', 'false']).optional(),
  tag: z.string().optional(),
})

/** What was heard on one socket, for whoever looks. */
export interface EarLog {
  heardBytes: number
  readonly heard: string[]
  /** False as soon as either side has said that it closes. */
  readonly isOpen: boolean
  closed: { readonly code: number; readonly reason: string } | null
}

interface Hearing {
  readonly rate: number
  readonly script: () => AiScript
  readonly fault: EarFault
}

/** One socket of Flux: hears when somebody speaks, and says what as they go on, and once more when they have finished. */
export class FluxSession {
  readonly log: EarLog
  readonly #socket: WebSocket
  readonly #hearing: Hearing
  readonly #ear = new Ear()
  #sequence = 0
  #turn = 0
  #transcript = ''
  #isSpeaking = false
  #isDeaf = false
  #silentMs = 0
  #hearsMs = 0

  constructor(socket: WebSocket, hearing: Hearing) {
    this.#socket = socket
    this.#hearing = hearing
    const isOpen = (): boolean => socket.readyState === socket.OPEN
    this.log = {
      heardBytes: 0,
      heard: [],
      closed: null,
      get isOpen() {
        return isOpen()
      },
    }
    socket.on('message', (data, isBinary) => (isBinary ? this.#hear(data as Buffer) : this.#control(String(data))))
    socket.on('close', (code, reason) => (this.log.closed = { code, reason: String(reason) }))
    socket.on('error', () => undefined)
    this.#send({ type: 'Connected', request_id: crypto.randomUUID() })
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.send(JSON.stringify({ ...message, sequence_id: this.#sequence }))
    this.#sequence += 1
  }

  #control(text: string): void {
    if (text.includes('CloseStream')) return this.#socket.close(1000)
    const description = 'Failed to parse the message as a control message'
    this.#send({ type: 'Error', code: 'UNPARSABLE_CLIENT_MESSAGE', description })
    this.#socket.close(1002)
  }

  #hear(audio: Buffer): void {
    this.log.heardBytes += audio.length
    if (this.#isDeaf) return
    const line = lineOf(audio, this.#hearing.rate)
    const ms = line.length / 8
    this.#hearsMs += ms
    const voiced = isVoiced(line)
    if (voiced) this.#listen(line)
    this.#silentMs = voiced ? 0 : this.#silentMs + ms
    if (this.#isSpeaking && this.#silentMs >= this.#hearing.script().turn_silence_ms) this.#ended()
  }

  #listen(line: Uint8Array): void {
    this.#ear.hear(line)
    if (!this.#isSpeaking) {
      this.#isSpeaking = true
      void this.#fail()
      this.#tell('StartOfTurn')
    }
    const words = this.#ear.take()
    this.#transcript += words
    if (words.includes(' ')) this.#tell('Update')
  }

  #ended(): void {
    this.#isSpeaking = false
    this.#tell('EndOfTurn')
    this.log.heard.push(this.#transcript.trim())
    this.#transcript = ''
    this.#turn += 1
  }

  #tell(event: 'StartOfTurn' | 'Update' | 'EndOfTurn'): void {
    const transcript = this.#transcript.trim()
    this.#send({
      type: 'TurnInfo',
      event,
      turn_index: this.#turn,
      audio_window_start: 0,
      audio_window_end: this.#hearsMs / 1000,
      transcript,
      words: transcript.split(' ').flatMap((word) => (word === '' ? [] : [{ word, confidence: 0.9 }])),
      end_of_turn_confidence: event === 'EndOfTurn' ? 0.9 : 0.1,
    })
  }

  async #fail(): Promise<void> {
    const { does, code, after_ms: afterMs } = this.#hearing.fault
    if (does === 'none') return
    await wait(afterMs)
    if (does === 'deaf') this.#isDeaf = true
    else if (does === 'die') this.#socket.terminate()
    else if (does === 'close') this.#socket.close(code, 'fault')
    else if (does === 'garble') for (let nth = 0; nth < 30; nth += 1) this.#socket.send('{"type":')
    else this.#send({ type: 'Error', code: 'INTERNAL_SERVER_ERROR', description: 'An internal error occurred' })
  }
}
