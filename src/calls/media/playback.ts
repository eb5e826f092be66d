import { LINE_BYTES_PER_MS } from '../../kernel/mulaw.ts'

/** How finely the carrier tells what was played: a mark for so much audio. Each is two more messages on a line that has fifty a second. */
const MARK_BYTES = 1600
/** Longer pieces are sent in several, so that there is a mark in between: 150 ms, and whole groups of base64. */
const PIECE_CHARS = 1600
const UNPLAYED_MS_MAX = 120_000

/** Something for the line: audio, and the mark that comes back when it was played. */
export interface Piece {
  readonly payload: string
  readonly mark: string | null
}

/** How much of a reply was sent, and how much of that was played. */
export interface Played {
  readonly replyId: string
  readonly sentMs: number
  readonly playedMs: number
}

interface Reply {
  readonly id: string
  sentBytes: number
  playedBytes: number
  markedBytes: number
}

interface Mark {
  readonly reply: Reply
  readonly upToBytes: number
}

/** The bytes that base64 stands for. */
export const bytesIn = (base64: string): number =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)

/**
 * What is on the line: sent to the carrier, which plays it in its own time and tells by marks how far it is.
 *
 * A mark comes back at once when everything was thrown away, so from then on it tells nothing: it is forgotten.
 */
export class Playback {
  readonly #replies = new Map<string, Reply>()
  readonly #marks = new Map<string, Mark>()
  #count = 0
  #unplayedBytes = 0

  /** Audio that is sent and, as far as we know, not played. */
  get unplayedMs(): number {
    return this.#unplayedBytes / LINE_BYTES_PER_MS
  }

  get isSilent(): boolean {
    return this.#unplayedBytes <= 0
  }

  /** Nobody listens for two minutes. */
  get isOverrun(): boolean {
    return this.unplayedMs > UNPLAYED_MS_MAX
  }

  /** `payload` in pieces for the line. */
  send(replyId: string, payload: string): readonly Piece[] {
    const reply = this.#replies.get(replyId) ?? { id: replyId, sentBytes: 0, playedBytes: 0, markedBytes: 0 }
    this.#replies.set(replyId, reply)
    const pieces: Piece[] = []
    for (let at = 0; at < payload.length; at += PIECE_CHARS) {
      const piece = payload.length <= PIECE_CHARS ? payload : payload.slice(at, at + PIECE_CHARS)
      const bytes = bytesIn(piece)
      reply.sentBytes += bytes
      this.#unplayedBytes += bytes
      const isDue = reply.sentBytes - reply.markedBytes >= MARK_BYTES || reply.markedBytes === 0
      pieces.push({ payload: piece, mark: isDue ? this.#mark(reply) : null })
    }
    return pieces
  }

  /** The mark for the end of a reply, or null when its last piece has one. */
  finish(replyId: string): string | null {
    const reply = this.#replies.get(replyId)
    return reply === undefined || reply.markedBytes === reply.sentBytes ? null : this.#mark(reply)
  }

  #mark(reply: Reply): string {
    this.#count += 1
    const name = `m${this.#count}`
    reply.markedBytes = reply.sentBytes
    this.#marks.set(name, { reply, upToBytes: reply.sentBytes })
    return name
  }

  /** A mark has come back. True when nothing is left to be played. */
  played(name: string): boolean {
    const mark = this.#marks.get(name)
    if (mark === undefined) return false
    this.#marks.delete(name)
    const { reply, upToBytes } = mark
    this.#unplayedBytes -= Math.max(0, upToBytes - reply.playedBytes)
    reply.playedBytes = Math.max(reply.playedBytes, upToBytes)
    return this.#unplayedBytes <= 0
  }

  /** How far a reply was played. */
  of(replyId: string): Played | null {
    const reply = this.#replies.get(replyId)
    return reply === undefined ? null : playedOf(reply)
  }

  /** Everything that was not played is thrown away. Of which replies, and how much of them was played. */
  clear(): readonly Played[] {
    const cut = [...this.#replies.values()].filter(({ playedBytes, sentBytes }) => playedBytes < sentBytes)
    this.#marks.clear()
    this.#replies.clear()
    this.#unplayedBytes = 0
    return cut.map(playedOf)
  }

  /** A reply that was played to its end need not be remembered. */
  forget(replyId: string): void {
    this.#replies.delete(replyId)
  }
}

const playedOf = ({ id, sentBytes, playedBytes }: Reply): Played => ({
  replyId: id,
  sentMs: sentBytes / LINE_BYTES_PER_MS,
  // Whole milliseconds, never more than was sent: a vendor refuses to cut beyond the end.
  playedMs: Math.floor(Math.min(playedBytes, sentBytes) / LINE_BYTES_PER_MS),
})

/** How much of `text` was heard when so much of its audio was played: whole words, rather one too few. */
export function heardOf(text: string, { sentMs, playedMs }: Pick<Played, 'sentMs' | 'playedMs'>): string {
  if (playedMs >= Math.floor(sentMs)) return text
  const reached = Math.floor((text.length * playedMs) / sentMs)
  const isBetweenWords = /\s/.test(text.charAt(reached - 1)) || /\s/.test(text.charAt(reached))
  if (reached >= text.length || isBetweenWords) return text.slice(0, reached).trimEnd()
  return text.slice(0, Math.max(0, text.slice(0, reached).search(/\S+$/))).trimEnd()
}
