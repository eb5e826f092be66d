import { setTimeout as wait } from 'node:timers/promises'
import type { Script, Step } from './script.ts'
import { speak } from './voice.ts'

/** Something the model has said: how much audio there is of it. */
export interface Said {
  readonly itemId: string
  audioMs: number
}

type Event = Readonly<Record<string, unknown>>

/** What a reply needs of its session. */
export interface Speaking {
  id(kind: string): string
  send(event: Event): void
  /** There is so much audio of it now. */
  said(said: Said): void
  /** A tool is called. */
  called(callId: string): void
  /** The reply is over: nothing of it is sent after its `response.done`. `rest` comes once its tool has answered. */
  made(rest: readonly Step[]): void
}

interface Making {
  readonly steps: readonly Step[]
  readonly script: Script
  readonly metadata: Readonly<Record<string, string>> | null
  readonly fails: boolean
}

/** What is being said, and how far it has come. */
interface Message {
  readonly item: Event
  readonly place: Event
  readonly said: Said
  words: string
}

/** One reply in the making: its words and its audio, faster than they are spoken, and perhaps a call at the end. */
export class RealtimeReply {
  readonly #session: Speaking
  readonly #making: Making
  readonly #responseId: string
  #message: Message | null = null
  #isOver = false

  constructor(session: Speaking, making: Making) {
    this.#session = session
    this.#making = making
    this.#responseId = session.id('resp')
  }

  /** Ends it at once, as the API does: whatever the session does next comes after its end. */
  cancel(reason: 'turn_detected' | 'client_cancelled'): void {
    if (this.#isOver) return
    this.#closeMessage('incomplete')
    this.#end('cancelled', { type: 'cancelled', reason }, [])
  }

  async make(): Promise<void> {
    const { steps, script, fails, metadata } = this.#making
    const response = { id: this.#responseId, object: 'realtime.response', status: 'in_progress', metadata }
    this.#session.send({ type: 'response.created', response })
    await wait(script.think_ms)
    if (this.#isOver) return
    const error = { type: 'server_error', code: 'server_error' }
    if (fails) return this.#end('failed', { type: 'failed', error }, steps)
    const at = steps.findIndex((step) => 'call' in step)
    const text = steps
      .slice(0, at < 0 ? steps.length : at)
      .flatMap((step) => ('say' in step ? [step.say] : []))
      .join(' ')
    if (text !== '') await this.#say(text)
    if (this.#isOver) return
    const call = steps[at]
    if (call !== undefined && 'call' in call) this.#call(call)
    this.#end('completed', null, at < 0 ? [] : steps.slice(at + 1))
  }

  #end(status: 'completed' | 'cancelled' | 'failed', details: unknown, rest: readonly Step[]): void {
    this.#isOver = true
    const response = { id: this.#responseId, object: 'realtime.response', metadata: this.#making.metadata }
    this.#session.send({ type: 'response.done', response: { ...response, status, status_details: details } })
    this.#session.made(rest)
  }

  #call({ call: name, args }: Extract<Step, { call: string }>): void {
    const [itemId, callId] = [this.#session.id('item'), this.#session.id('call')]
    const item = { id: itemId, type: 'function_call', call_id: callId, name, arguments: '' }
    const at = { response_id: this.#responseId, output_index: 1 }
    const place = { ...at, item_id: itemId, call_id: callId }
    const whole = JSON.stringify(args)
    this.#session.called(callId)
    this.#session.send({ type: 'response.output_item.added', ...at, item })
    this.#session.send({ type: 'response.function_call_arguments.delta', ...place, delta: whole })
    this.#session.send({ type: 'response.function_call_arguments.done', ...place, name, arguments: whole })
    const done = { ...item, status: 'completed', arguments: whole }
    this.#session.send({ type: 'response.output_item.done', ...at, item: done })
  }

  #openMessage(): Message {
    const itemId = this.#session.id('item')
    const at = { response_id: this.#responseId, output_index: 0 }
    const place = { ...at, item_id: itemId, content_index: 0 }
    const item = { id: itemId, type: 'message', role: 'assistant', content: [] }
    this.#session.send({ type: 'response.output_item.added', ...at, item })
    this.#session.send({ type: 'conversation.item.added', item })
    this.#session.send({ type: 'response.content_part.added', ...place, part: { type: 'audio', transcript: '' } })
    return { item, place, said: { itemId, audioMs: 0 }, words: '' }
  }

  #closeMessage(status: 'completed' | 'incomplete'): void {
    if (this.#message === null) return
    const { item, place, words } = this.#message
    this.#message = null
    this.#session.send({ type: 'response.output_audio.done', ...place })
    this.#session.send({ type: 'response.output_audio_transcript.done', ...place, transcript: words })
    const at = { response_id: this.#responseId, output_index: 0 }
    this.#session.send({ type: 'response.output_item.done', ...at, item: { ...item, status } })
  }

  async #say(text: string): Promise<void> {
    const { word_ms: wordMs, piece_ms: pieceMs, every_ms: everyMs } = this.#making.script
    const message = this.#openMessage()
    this.#message = message
    const audio = speak(text, wordMs)
    const words = text.match(/\S+\s*/g) ?? []
    const pieceBytes = pieceMs * 8
    const pieces = Math.ceil(audio.length / pieceBytes)
    const upTo = (nth: number): number => Math.floor((nth * words.length) / pieces)
    for (let nth = 0; nth < pieces; nth += 1) {
      const piece = audio.subarray(nth * pieceBytes, (nth + 1) * pieceBytes)
      this.#sayPiece(message, words.slice(upTo(nth), upTo(nth + 1)).join(''), piece)
      if (everyMs > 0) await wait(everyMs)
      if (this.#isOver) return
    }
    this.#closeMessage('completed')
  }

  #sayPiece(message: Message, words: string, audio: Uint8Array): void {
    const { place, said } = message
    if (words !== '') this.#session.send({ type: 'response.output_audio_transcript.delta', ...place, delta: words })
    message.words += words
    said.audioMs += audio.length / 8
    this.#session.said(said)
    const delta = Buffer.from(audio).toString('base64')
    this.#session.send({ type: 'response.output_audio.delta', ...place, delta })
  }
}
