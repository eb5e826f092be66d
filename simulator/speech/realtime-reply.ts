import { setTimeout as wait } from 'node:timers/promises'
import type { Script, Step } from './script.ts'
import { speak } from './voice.ts'

/** Something the model has said: how much audio there is of it. */
export interface Said {
  readonly itemId: string
  audioMs: number
}

interface Session {
  id(kind: string): string
  send(event: Readonly<Record<string, unknown>>): void
}

interface Making {
  readonly steps: readonly Step[]
  readonly script: Script
  readonly metadata: Readonly<Record<string, string>> | null
  readonly fails: boolean
}

export interface Made {
  /** What the model does once the tool it called has answered. */
  readonly rest: readonly Step[]
  readonly said: Said | null
  readonly callId: string | null
}

/** One reply in the making: its words and its audio, faster than they are spoken, and perhaps a call at the end. */
export class RealtimeReply {
  onAudio: (said: Said) => void = () => undefined
  readonly #session: Session
  readonly #making: Making
  readonly #responseId: string
  #cancelled: string | null = null

  constructor(session: Session, making: Making) {
    this.#session = session
    this.#making = making
    this.#responseId = session.id('resp')
  }

  cancel(reason: string): void {
    this.#cancelled ??= reason
  }

  async make(): Promise<Made> {
    const { steps, script, fails } = this.#making
    const response = { id: this.#responseId, object: 'realtime.response', metadata: this.#making.metadata }
    this.#session.send({ type: 'response.created', response: { ...response, status: 'in_progress' } })
    await wait(script.think_ms)
    if (fails) {
      const details = { type: 'failed', error: { type: 'server_error', code: 'server_error' } }
      this.#session.send({
        type: 'response.done',
        response: { ...response, status: 'failed', status_details: details },
      })
      return { rest: steps, said: null, callId: null }
    }
    const at = steps.findIndex((step) => 'call' in step)
    const text = steps
      .slice(0, at < 0 ? steps.length : at)
      .flatMap((step) => ('say' in step ? [step.say] : []))
      .join(' ')
    const said = text === '' ? null : await this.#say(text)
    const call = this.#cancelled === null ? steps[at] : undefined
    const callId = call !== undefined && 'call' in call ? this.#call(call) : null
    const isCancelled = this.#cancelled !== null
    const details = isCancelled ? { type: 'cancelled', reason: this.#cancelled } : null
    const status = isCancelled ? 'cancelled' : 'completed'
    this.#session.send({ type: 'response.done', response: { ...response, status, status_details: details } })
    return { rest: at < 0 ? [] : steps.slice(at + 1), said, callId }
  }

  #call({ call: name, args }: Extract<Step, { call: string }>): string {
    const [itemId, callId] = [this.#session.id('item'), this.#session.id('call')]
    const item = { id: itemId, type: 'function_call', call_id: callId, name, arguments: '' }
    const place = { response_id: this.#responseId, item_id: itemId, output_index: 1 }
    const whole = JSON.stringify(args)
    this.#session.send({ type: 'response.output_item.added', response_id: this.#responseId, output_index: 1, item })
    this.#session.send({ type: 'response.function_call_arguments.delta', ...place, call_id: callId, delta: whole })
    this.#session.send({
      type: 'response.function_call_arguments.done',
      ...place,
      call_id: callId,
      name,
      arguments: whole,
    })
    const done = { ...item, status: 'completed', arguments: whole }
    this.#session.send({
      type: 'response.output_item.done',
      response_id: this.#responseId,
      output_index: 1,
      item: done,
    })
    return callId
  }

  async #say(text: string): Promise<Said> {
    const { script } = this.#making
    const itemId = this.#session.id('item')
    const said = { itemId, audioMs: 0 }
    const place = { response_id: this.#responseId, item_id: itemId, output_index: 0, content_index: 0 }
    const item = { id: itemId, type: 'message', role: 'assistant', content: [] }
    this.#session.send({ type: 'response.output_item.added', response_id: this.#responseId, output_index: 0, item })
    this.#session.send({ type: 'conversation.item.added', item })
    this.#session.send({ type: 'response.content_part.added', ...place, part: { type: 'audio', transcript: '' } })
    const audio = speak(text, script.word_ms)
    const words = text.match(/\S+\s*/g) ?? []
    const pieceBytes = script.piece_ms * 8
    const pieces = Math.ceil(audio.length / pieceBytes)
    for (let nth = 0; nth < pieces && this.#cancelled === null; nth += 1) {
      const share = words.slice(
        Math.floor((nth * words.length) / pieces),
        Math.floor(((nth + 1) * words.length) / pieces),
      )
      if (share.length > 0)
        this.#session.send({ type: 'response.output_audio_transcript.delta', ...place, delta: share.join('') })
      const piece = audio.subarray(nth * pieceBytes, (nth + 1) * pieceBytes)
      said.audioMs += piece.length / 8
      this.onAudio(said)
      this.#session.send({
        type: 'response.output_audio.delta',
        ...place,
        delta: Buffer.from(piece).toString('base64'),
      })
      if (script.every_ms > 0) await wait(script.every_ms)
    }
    this.#session.send({ type: 'response.output_audio.done', ...place })
    this.#session.send({ type: 'response.output_audio_transcript.done', ...place, transcript: text })
    const done = { ...item, status: this.#cancelled === null ? 'completed' : 'incomplete' }
    this.#session.send({
      type: 'response.output_item.done',
      response_id: this.#responseId,
      output_index: 0,
      item: done,
    })
    return said
  }
}
