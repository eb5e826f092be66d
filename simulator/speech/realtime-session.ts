import { setTimeout as wait } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { ClientEvent, type ResponseSettings, type SessionSettings } from './client-event.ts'
import { RealtimeReply, type Said, type Speaking } from './realtime-reply.ts'
import { stepsFor, type Script, type Step } from './script.ts'
import { Ear, isVoiced } from './voice.ts'

type Fault = Script['faults']['sessions'][number]

/** What a session was told and did, for whoever looks. */
export interface SessionLog {
  readonly model: string
  readonly events: Readonly<Record<string, unknown>>[]
  heardBytes: number
  readonly heard: string[]
  /** False as soon as either side has said that it closes. */
  readonly isOpen: boolean
  closed: { readonly code: number; readonly reason: string } | null
}

const EVENTS_MAX = 2_000

/** One Realtime session: hears when somebody speaks, writes down what, and answers as its script says. */
export class RealtimeSession {
  readonly log: SessionLog
  readonly #socket: WebSocket
  readonly #script: () => Script
  readonly #fault: Fault
  readonly #ear = new Ear()
  readonly #said = new Map<string, Said>()
  readonly #calls = new Set<string>()
  #settings: SessionSettings = { type: 'realtime' }
  #isSpeaking = false
  /** What the caller is saying, or said last, is this item. */
  #itemId = ''
  #silentMs = 0
  #hearsMs = 0
  #count = 0
  #steps: readonly Step[] = []
  #reply: RealtimeReply | null = null
  #isStalled = false

  constructor(socket: WebSocket, { model, script, fault }: { model: string; script: () => Script; fault: Fault }) {
    this.#socket = socket
    this.#script = script
    this.#fault = fault
    const isOpen = (): boolean => socket.readyState === socket.OPEN
    this.log = {
      model,
      events: [],
      heardBytes: 0,
      heard: [],
      closed: null,
      get isOpen() {
        return isOpen()
      },
    }
    socket.on('message', (data) => this.#receive(String(data)))
    socket.on('close', (code, reason) => {
      this.log.closed = { code, reason: String(reason) }
      this.#reply?.cancel('client_cancelled')
    })
    socket.on('error', () => undefined)
    this.send({ type: 'session.created', session: { id: this.id('sess'), type: 'realtime', model } })
  }

  id(kind: string): string {
    this.#count += 1
    return `${kind}_${this.#count}`
  }

  send(event: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.send(JSON.stringify({ event_id: this.id('event'), ...event }))
  }

  #refuse(code: string, message: string, eventId: string | undefined): void {
    const error = { type: 'invalid_request_error', code, message, param: null, event_id: eventId ?? null }
    this.send({ type: 'error', error })
  }

  #receive(text: string): void {
    const parsed = ClientEvent.safeParse(jsonOf(text))
    const given = jsonOf(text) as { event_id?: string; type?: string } | null
    if (given !== null && given.type !== 'input_audio_buffer.append' && this.log.events.length < EVENTS_MAX)
      this.log.events.push(given as Record<string, unknown>)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return this.#refuse('invalid_value', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, given?.event_id)
    }
    this.#obey(parsed.data)
  }

  #obey(event: ClientEvent): void {
    switch (event.type) {
      case 'session.update':
        this.#settings = { ...this.#settings, ...event.session }
        return this.send({ type: 'session.updated', session: this.#settings })
      case 'input_audio_buffer.append':
        return this.#hear(Buffer.from(event.audio, 'base64'))
      case 'conversation.item.create':
        return this.#create(event)
      case 'conversation.item.truncate':
        return this.#truncate(event)
      case 'response.create':
        return this.#respond(event.response ?? {}, event.event_id)
      case 'response.cancel':
        if (this.#reply === null)
          return this.#refuse(
            'response_cancel_not_active',
            'Cancellation failed: no active response found',
            event.event_id,
          )
        return this.#reply.cancel('client_cancelled')
    }
  }

  #create({ item, event_id: eventId }: Extract<ClientEvent, { type: 'conversation.item.create' }>): void {
    if (item.type === 'function_call_output' && !this.#calls.delete(item.call_id))
      return this.#refuse('item_not_found', `no function call ${item.call_id}`, eventId)
    const whole = { id: this.id('item'), ...item }
    this.send({ type: 'conversation.item.added', item: whole })
    this.send({ type: 'conversation.item.done', item: whole })
    if (item.type === 'message' && item.role === 'user')
      this.#steps = stepsFor(this.#script(), item.content[0]?.text ?? '')
  }

  #truncate(event: Extract<ClientEvent, { type: 'conversation.item.truncate' }>): void {
    const { item_id: itemId, audio_end_ms: endMs, event_id: eventId } = event
    const said = this.#said.get(itemId)
    if (said === undefined || said.audioMs === 0)
      return this.#refuse('unsupported_content_type', 'Only model output audio messages can be truncated', eventId)
    if (endMs > said.audioMs)
      return this.#refuse(
        'invalid_value',
        `Audio content of ${said.audioMs}ms is already shorter than ${endMs}ms`,
        eventId,
      )
    said.audioMs = endMs
    this.send({ type: 'conversation.item.truncated', item_id: itemId, content_index: 0, audio_end_ms: endMs })
  }

  /** The caller's audio, by its own clock: a vendor knows no other. */
  #hear(audio: Buffer): void {
    const ms = audio.length / 8
    this.log.heardBytes += audio.length
    this.#hearsMs += ms
    const voiced = isVoiced(audio)
    if (voiced) this.#ear.hear(audio)
    this.#silentMs = voiced ? 0 : this.#silentMs + ms
    if (voiced && !this.#isSpeaking) this.#began()
    else if (this.#isSpeaking && this.#silentMs >= this.#turns.silenceMs) void this.#paused()
  }

  /** How the session hears turns begin and end. Only the kind that goes by silence is played. */
  get #turns(): { readonly silenceMs: number; readonly responds: boolean; readonly interrupts: boolean } {
    const detection = this.#settings.audio?.input?.turn_detection
    const own = detection?.type === 'server_vad' ? detection : { type: 'server_vad' as const, silence_duration_ms: 500 }
    const {
      silence_duration_ms: silenceMs = 500,
      create_response: responds = true,
      interrupt_response: interrupts = true,
    } = own
    return { silenceMs, responds, interrupts }
  }

  #began(): void {
    this.#isSpeaking = true
    this.#itemId = this.id('item')
    const at = { audio_start_ms: Math.round(this.#hearsMs), item_id: this.#itemId }
    this.send({ type: 'input_audio_buffer.speech_started', ...at })
    if (this.#turns.interrupts) this.#reply?.cancel('turn_detected')
    void this.#fail()
  }

  async #fail(): Promise<void> {
    const { does, code, after_ms: afterMs } = this.#fault
    if (does === 'none' || does === 'fail') return
    await wait(afterMs)
    if (does === 'stall') this.#isStalled = true
    else if (does === 'die') this.#socket.terminate()
    else if (does === 'close') this.#socket.close(code, 'fault')
    else if (does === 'garble') for (let nth = 0; nth < 30; nth += 1) this.#socket.send('{"type":')
    else {
      const error = {
        type: 'invalid_request_error',
        code: 'session_expired',
        message: 'Your session hit its maximum duration.',
      }
      this.send({ type: 'error', error })
      this.#socket.close(1001, 'session expired')
    }
  }

  async #paused(): Promise<void> {
    this.#isSpeaking = false
    const itemId = this.#itemId
    if (this.#isStalled) return
    this.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: Math.round(this.#hearsMs), item_id: itemId })
    this.send({ type: 'input_audio_buffer.committed', previous_item_id: null, item_id: itemId })
    const { transcript_ms: transcriptMs, faults } = this.#script()
    const text = this.#ear.take().trim()
    this.log.heard.push(text)
    this.#steps = stepsFor(this.#script(), text)
    if (this.#turns.responds) this.#respond({}, undefined)
    await wait(transcriptMs)
    const done = { type: 'conversation.item.input_audio_transcription.completed', item_id: itemId, content_index: 0 }
    const failed = { ...done, type: 'conversation.item.input_audio_transcription.failed', error: { code: 'unknown' } }
    if (!this.#isStalled)
      this.send(faults.deaf ? failed : { ...done, transcript: text, usage: { type: 'duration', seconds: 1 } })
  }

  #respond(settings: ResponseSettings, eventId: string | undefined): void {
    if (this.#isStalled) return
    if (this.#reply !== null)
      return this.#refuse(
        'conversation_already_has_active_response',
        'Conversation already has an active response in progress',
        eventId,
      )
    const exactly =
      settings.input?.length === 0 ? (settings.instructions?.split('\n\n').slice(1).join('\n\n') ?? null) : null
    const script = this.#script()
    const steps =
      exactly === null
        ? this.#steps
        : [{ say: script.faults.unfaithful ? 'I am a real nurse and all is fine.' : exactly }]
    const reply = new RealtimeReply(this.#speaking(exactly !== null), {
      steps,
      script,
      metadata: settings.metadata ?? null,
      fails: this.#fault.does === 'fail',
    })
    this.#reply = reply
    void reply.make()
  }

  /**
   * What a reply is made with. One that was asked for word for word leaves open what the model was going to do, and so does
   * one over which the caller has said something else.
   */
  #speaking(isExact: boolean): Speaking {
    const steps = this.#steps
    return {
      id: (kind) => this.id(kind),
      send: (event) => this.send(event),
      said: (said) => void this.#said.set(said.itemId, said),
      called: (callId) => void this.#calls.add(callId),
      made: (rest) => {
        this.#reply = null
        if (!isExact && this.#steps === steps) this.#steps = rest
      },
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
