import { log } from '../../kernel/log.ts'
import type { MediaCommand, MediaEvent } from '../../providers/telephony/contract.ts'
import type { CallHandle } from '../call-handle.ts'

/** Malformed frames in a row that we put up with before we take the socket for broken. */
const MALFORMED_MAX = 20

interface StreamEvents {
  readonly take: (event: MediaEvent) => void
  /** The socket is gone, whoever closed it. Told once. */
  readonly closed: () => void
}

/** The carrier's end of a line of raw audio: frames in, commands out. */
export class CarrierStream {
  readonly socket: WebSocket
  /** By which the carrier knows what we send it; null until it has said so. */
  streamId: string | null = null
  readonly #handle: CallHandle
  readonly #events: StreamEvents
  #malformed = 0
  #isOver = false

  constructor(handle: CallHandle, socket: WebSocket, events: StreamEvents) {
    this.#handle = handle
    this.socket = socket
    this.#events = events
  }

  get isOver(): boolean {
    return this.#isOver
  }

  open(): void {
    this.socket.accept()
    this.socket.addEventListener('message', ({ data }) => this.#receive(data))
    this.socket.addEventListener('close', () => this.#closed())
    this.socket.addEventListener('error', () => this.#closed())
  }

  #receive(data: string | ArrayBuffer | Blob): void {
    if (this.#isOver) return
    const parsed = typeof data === 'string' ? this.#handle.telephony.parseMedia(data) : null
    if (parsed?.ok) {
      this.#malformed = 0
      if (parsed.value !== null) this.#events.take(parsed.value)
      return
    }
    this.#malformed += 1
    if (this.#malformed <= 3)
      log.warn('media.malformed', { callId: this.#handle.state.callId, inARow: this.#malformed })
    if (this.#malformed >= MALFORMED_MAX) this.close(1008, 'too many malformed frames')
  }

  /** Nothing before the carrier has named the stream, and nothing after its end. */
  send(command: MediaCommand): void {
    if (this.streamId === null || this.#isOver) return
    try {
      this.socket.send(this.#handle.telephony.renderMedia(this.streamId, command))
    } catch {
      this.#closed()
    }
  }

  close(code: number, reason: string): void {
    try {
      this.socket.close(code, reason)
    } catch {
      // It was closed from the other side.
    }
    this.#closed()
  }

  #closed(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#events.closed()
  }
}
