import type { CallEvent, CallReply } from '../../calls/call.ts'
import type { RelayCommand, RelayEvent } from '../../calls/relay-words.ts'
import type { Whose } from '../../egress/may-leave.ts'
import type { Secrets } from '../../env.ts'
import type { Result } from '../../kernel/result.ts'
import type { HookRejection, SignedHook } from '../hook.ts'

/** The account a webhook speaks for and the tokens that may have signed it: primary, then secondary. */
export interface CarrierAccount {
  readonly accountSid: string
  readonly tokens: readonly string[]
  /** On behalf of which business it is used now. */
  readonly whose?: Whose | undefined
}

/** Which webhook this is: the last part of its path. */
export const VOICE_HOOKS = [
  'incoming',
  'status',
  'connected',
  'recording',
  'fallback',
  'dial',
  'whisper',
  'machine',
  'gather',
  'voicemail',
  'answered',
] as const
export type VoiceHook = (typeof VOICE_HOOKS)[number] | 'streamed'

/** What the socket of a raw audio stream tells us. Audio is μ-law at 8 kHz, in base64, as it came. */
export type MediaEvent =
  | {
      readonly type: 'started'
      readonly streamId: string
      readonly carrierCallId: string
      readonly accountSid: string
      /** The caller's number, where our own answer had the carrier repeat it. */
      readonly from: string | null
    }
  | { readonly type: 'audio'; readonly payload: string }
  /** What was sent before this mark was played, or thrown away by a clear. */
  | { readonly type: 'mark'; readonly name: string }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: 'stopped' }

/** What we tell the stream's socket. */
export type MediaCommand =
  | { readonly type: 'audio'; readonly payload: string }
  | { readonly type: 'mark'; readonly name: string }
  /** Throws away what is not played yet, and returns every mark. */
  | { readonly type: 'clear' }

/** Where a number's calls are to be sent. All are absolute URLs of this gateway. */
export interface NumberTargets {
  readonly voiceUrl: string
  readonly fallbackUrl: string
  readonly statusUrl: string
  /** Where what is written to the number is sent. */
  readonly messagesUrl: string
}

/** What the carrier's API said no with. `retryable` is false when asking again cannot help. */
export interface CarrierFailure {
  readonly reason: 'not_found' | 'unauthorized' | 'rate_limited' | 'refused' | 'unreachable'
  /** The HTTP status or the carrier's own error code, for the receipt. Never a message. */
  readonly code: string
  readonly retryable: boolean
  readonly retryAfterMs: number | null
}

/** A call that the carrier is to make. The addresses are absolute URLs of this gateway. */
export interface CallOrder {
  /** A number of ours at the carrier, and whom to ring: E.164. */
  readonly from: string
  readonly to: string
  /** Asked for what to do when somebody or something picks up, and where that goes wrong. */
  readonly answeredUrl: string
  readonly fallbackUrl: string
  /** Told of every step of the call. */
  readonly statusUrl: string
  /** Told, while the talk runs, whether it is a machine that picked up. */
  readonly judgedUrl: string
  readonly ringSeconds: number
  readonly secondsMax: number
}

/** Why the carrier does not make a call. */
export interface CallRefused {
  /** The carrier's own error code, or the HTTP status. */
  readonly code: string
  /**
   * What is to be done: ask again later; somebody must set something right at the carrier; this number cannot be called, and
   * will not be another time; or our request was wrong.
   */
  readonly action: 'retry' | 'config' | 'number' | 'our_bug'
  readonly retryAfterMs: number | null
}

/** What came of asking for a call. `unknown`: it may ring, or not; asked for again it may ring twice. */
export type Placed =
  | { readonly how: 'accepted'; readonly carrierCallId: string }
  | { readonly how: 'refused'; readonly error: CallRefused }
  | { readonly how: 'unknown' }

/** A call that the carrier has made for us, for one whose making was never answered. */
export interface FoundCall {
  readonly carrierCallId: string
  /** When it was made, epoch milliseconds; null where the carrier does not say. */
  readonly createdAtMs: number | null
}

/** The carrier's API, bound to one account. Every call is bounded in time. */
export interface CarrierApi {
  /** The recording's audio as a stream, with its length when the carrier says it. */
  fetchRecording(recordingId: string): Promise<Result<CarrierAudio, CarrierFailure>>
  /** Succeeds when it is gone, also when it was gone before. */
  deleteRecording(recordingId: string): Promise<Result<void, CarrierFailure>>
  /** Has the carrier forget a call, with the numbers in it. Succeeds when it is gone, also when it was gone before. */
  deleteCall(carrierCallId: string): Promise<Result<void, CarrierFailure>>
  /** The recordings the carrier has of a call, for a callback that never came. */
  listRecordings(carrierCallId: string): Promise<Result<readonly CarrierRecording[], CarrierFailure>>
  stopRecording(carrierCallId: string): Promise<Result<void, CarrierFailure>>
  hangUp(carrierCallId: string): Promise<Result<void, CarrierFailure>>
  /** Has the carrier make a call. Never throws; not safe to repeat. */
  placeCall(order: CallOrder): Promise<Placed>
  /** The calls made for us between two numbers, newest first: those made at `sinceMs` or later. */
  findCalls(sought: SoughtCalls): Promise<Result<readonly FoundCall[], CarrierFailure>>
  /** Ends a call that nobody has picked up yet. One that goes on by now, or is over, is left alone. */
  cancelCall(carrierCallId: string): Promise<Result<'let_go' | 'left_alone', CarrierFailure>>
  /** Points a number of the account at us; the value is the carrier's id of the number. */
  claimNumber(phoneNumber: string, targets: NumberTargets): Promise<Result<string, CarrierFailure>>
  releaseNumber(carrierNumberSid: string): Promise<Result<void, CarrierFailure>>
}

interface SoughtCalls {
  readonly from: string
  readonly to: string
  readonly sinceMs: number
}

export interface CarrierAudio {
  readonly body: ReadableStream<Uint8Array>
  readonly contentType: string
  readonly bytes: number | null
  /** No more of it is read, to its end or not: called once. */
  letGo(): void
}

export interface CarrierRecording {
  /** What a caller left after a tone is told apart from the recording of the call, where the carrier does. */
  readonly kind?: 'voicemail'
  readonly recordingId: string
  readonly status: 'in_progress' | 'completed' | 'absent' | 'failed'
  readonly durationSeconds: number | null
  readonly channels: number | null
}

/**
 * What the gateway asks of a phone carrier.
 *
 * A carrier is this object and nothing else: it keeps no state, touches no binding, and knows neither D1 nor Hono.
 * `test/suites/telephony.ts` holds every carrier to the same promises.
 */
export interface Telephony {
  /** Path segment of its webhooks. Never renamed. */
  readonly name: string
  /** The largest webhook it may send. Anything longer is refused unread. */
  readonly hookBytesMax: number
  /** The platform's own account, or null when its secrets are unset. Throws on malformed ones. */
  account(secrets: Secrets): CarrierAccount | null
  /** The account a webhook claims to speak for, read before it is verified, so that the right token can be found. */
  claimedAccount(hook: SignedHook): string | null
  verify(hook: SignedHook, account: CarrierAccount): Promise<Result<void, HookRejection>>
  /** Verifies the signature of a WebSocket upgrade. `url` is the socket's address as it was handed out. */
  verifyUpgrade(url: string, headers: Headers, account: CarrierAccount): Promise<boolean>
  /** The event in a verified `hook`, or null for one we choose to ignore. */
  parse(kind: VoiceHook, hook: SignedHook): Result<CallEvent | null, HookRejection>
  render(reply: CallReply): Response
  /** A frame of the relay's socket; null for one we do not know. */
  parseRelay(frame: string): Result<RelayEvent | null, 'malformed'>
  renderRelay(command: RelayCommand): string
  /** A frame of the audio stream's socket; null for one we do not know. */
  parseMedia(frame: string): Result<MediaEvent | null, 'malformed'>
  renderMedia(streamId: string, command: MediaCommand): string
  api(secrets: Secrets, account: CarrierAccount): CarrierApi
}
