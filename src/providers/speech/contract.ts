import type { FarEnds, Secrets } from '../../env.ts'

/** A tool the model may call. `parameters` is a JSON Schema of an object. */
export interface SpeechTool {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What a session is told at its beginning. Made anew for every session, so that a new one knows what was said. */
export interface SpeechBrief {
  readonly instructions: string
  readonly tools: readonly SpeechTool[]
  readonly language: string
  readonly voice: string | null
  /** Faster or slower than the voice by itself; 1 is as it is. */
  readonly rate: number
  /** How long a caller may pause without having finished. */
  readonly silenceMs: number
  /** Whether the caller may speak over what is being said. */
  readonly bargeIn: boolean
  /** The talk so far as it was heard, oldest first. */
  readonly history: readonly { readonly speaker: 'caller' | 'agent'; readonly text: string }[]
}

/** How a session was lost. Only with `again` may the next try go better. */
export interface SpeechLoss {
  readonly reason: 'expired' | 'closed' | 'unreachable' | 'refused' | 'stalled' | 'overrun'
  readonly again: boolean
  /** The vendor's close code or error code, for the log. Never a message. */
  readonly code: string
}

/** What a session tells. Audio is μ-law at 8 kHz in base64, as it goes on the line. */
export type SpeechEvent =
  /** The caller can be heard to speak: whatever is being said is to stop. `saidId` names what they are saying. */
  | { readonly type: 'caller_began'; readonly saidId: string }
  | { readonly type: 'caller_paused' }
  /** What the caller said, whole; empty when it was nothing. Comes late, often after the answer has begun. */
  | { readonly type: 'heard'; readonly saidId: string; readonly text: string }
  /** `exact`: of words we asked for, not of the model's own making. */
  | { readonly type: 'audio'; readonly replyId: string; readonly exact: boolean; readonly payload: string }
  /** The words of what is being said, as they come. */
  | { readonly type: 'words'; readonly replyId: string; readonly exact: boolean; readonly text: string }
  | { readonly type: 'call'; readonly call: SpeechCall }
  /** A reply is made to its end, was stopped, or failed. `replyId` is null for one that said nothing. */
  | {
      readonly type: 'made'
      readonly replyId: string | null
      readonly exact: boolean
      readonly how: 'whole' | 'stopped' | 'failed'
    }
  /** Words that were to be said exactly came out as others. */
  | { readonly type: 'unfaithful' }
  | { readonly type: 'lost'; readonly loss: SpeechLoss }

export interface SpeechCall {
  readonly id: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** One conversation with a speech vendor, over an open connection. Nothing here throws: a session that is lost tells so. */
export interface SpeechSession {
  /** The caller's audio, as it came from the line. */
  hear(payload: string): void
  /** Says exactly these words, after what is being said; `last` when the reply ends with them. */
  say(text: string, last: boolean): void
  /** Tells the model something the caller did without words, and lets it answer. Only of a vendor that leads. */
  tell(text: string): void
  /** What a tool came to. `goOn`: the model is to speak of it now, and not only when the caller has spoken. */
  answer(callId: string, value: Readonly<Record<string, unknown>>, goOn: boolean): void
  /** Stops what is being made, and whatever was to be said after it. */
  hush(): void
  /** Of this reply only so much was heard. At least 1 ms, never more than came of it. */
  cut(replyId: string, playedMs: number): void
  close(code: number, reason: string): void
}

/** A speech vendor that is set up. */
export interface SpeechVendor {
  /** The vendor's own model leads the talk. Otherwise it only hears and speaks, and the text model leads. */
  readonly leads: boolean
  /** Opens a session. @throws {@link SpeechFailure} when the vendor cannot be reached or refuses. */
  connect(brief: SpeechBrief, tell: (event: SpeechEvent) => void): Promise<SpeechSession>
}

export interface Speech {
  /** What an agent document's `voice.provider` says. Never renamed. */
  readonly name: string
  /** The vendor, or null when its secrets are unset or its binding is absent. Throws on malformed ones. */
  open(secrets: Secrets, farEnds: FarEnds): SpeechVendor | null
}

/** What connecting fails with. Quotes nothing the vendor said. */
export class SpeechFailure extends Error {
  override readonly name = 'SpeechFailure'
  readonly loss: SpeechLoss

  constructor(loss: SpeechLoss) {
    super(`the speech vendor failed: ${loss.reason} ${loss.code}`)
    this.loss = loss
  }
}
