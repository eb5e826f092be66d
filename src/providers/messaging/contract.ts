import type { Whose } from '../../egress/may-leave.ts'
import type { Secrets } from '../../env.ts'
import type { Result } from '../../kernel/result.ts'
import type {
  Channel,
  InboundMessage,
  MediaRef,
  Outgoing,
  Recipient,
  SendError,
  StatusReport,
} from '../../messages/message.ts'
import type { HookRejection, SignedHook } from '../hook.ts'

/** The account at the platform that a webhook speaks for or a message is sent by. */
export interface MessagingAccount {
  /** Twilio's account SID; Meta's messaging account id (WABA), or '' for the app as a whole. */
  readonly accountId: string
  /** What may have signed a webhook: the newest first, and at most one before it while it is being changed. */
  readonly signingSecrets: readonly string[]
  /** What its API is called with. Null where none is set: it can be heard, and not answered. */
  readonly accessToken: string | null
  /** On behalf of which business it is used now. */
  readonly whose?: Whose | undefined
}

/** Something about the business's account or number that a person of the business should know. */
export interface AccountNotice {
  /** The platform's field: `message_template_status_update`. A word, never free text. */
  readonly field: string
  /** The platform's event, lower-cased: `rejected`, `account_restriction`, or `changed` when it names none. */
  readonly event: string
  /** How much it matters: `act` is a task for the business (a ban, a rejected template), `note` an event only. */
  readonly weight: 'act' | 'note'
  /** The template or number it is about, as the platform names it; null for the whole account. */
  readonly subject: string | null
  /** Names this very notice: the same one delivered twice has it twice. */
  readonly key: string
  readonly atMs: number
}

/** Meta's own switch for promotions, turned by the person. */
export interface PreferenceChange {
  readonly person: Recipient
  readonly marketing: 'stop' | 'resume'
  readonly atMs: number
}

/** One thing a delivery tells. `line` says for which of the business's numbers or accounts. */
export type MessagingEvent =
  | { readonly type: 'message'; readonly line: string; readonly message: InboundMessage }
  | { readonly type: 'status'; readonly line: string; readonly status: StatusReport }
  /** A person of the business wrote by themselves, from the platform's own application. */
  | {
      readonly type: 'echo'
      readonly line: string
      readonly to: Recipient
      readonly message: Omit<InboundMessage, 'sender'>
    }
  | { readonly type: 'preference'; readonly line: string; readonly change: PreferenceChange; readonly key: string }
  | { readonly type: 'notice'; readonly line: string; readonly notice: AccountNotice }
  /** Understood, and nothing to us: counted by `what`. Unknown fields come here too. */
  | { readonly type: 'ignored'; readonly line: string; readonly what: string }

/** A delivery's part for one line, as text that {@link Messaging.read} reads again later. */
export interface DeliveryPart {
  readonly line: string
  readonly body: string
}

/** What the platform made of a request to send. `unknown`: nobody knows whether it was taken (a timeout, a cut connection). */
export type Sent =
  | { readonly how: 'accepted'; readonly providerMessageId: string; readonly recipient: Recipient | null }
  | { readonly how: 'refused'; readonly error: SendError }
  | { readonly how: 'unknown' }

export interface SendOrder {
  /** Ours: given back with every status where the platform can. */
  readonly messageId: string
  readonly line: string
  readonly to: Recipient
  readonly channel: Channel
  readonly content: Outgoing
  /** The message it answers, by the platform's id, to be shown above it where the platform can. */
  readonly repliesTo?: string | null
  /** Where statuses are told to, for platforms that ask for it with every message. */
  readonly statusUrl: string
}

/** A file as the platform gives it out. `letGo` is called once, read to its end or not. */
export interface MediaStream {
  readonly body: ReadableStream<Uint8Array>
  readonly contentType: string
  readonly bytes: number | null
  /** 64 lower-case hex digits, where the platform says it. */
  readonly sha256: string | null
  letGo(): void
}

/** `elsewhere`: the platform named an address that is not its own, which was not followed. `gone` for good; `away` for now. */
export type MediaFailure = 'elsewhere' | 'too_large' | 'gone' | 'refused' | 'away'

/** Why a platform did not delete a message. `retryable` is false when asking again cannot help. */
export interface NotDeleted {
  /** The platform's own code, or the HTTP status. */
  readonly code: string
  readonly retryable: boolean
  readonly retryAfterMs: number | null
}

/** The platform's API, bound to one account. Every request is bounded in time; secrets go to the platform's hosts only. */
export interface MessagingApi {
  send(order: SendOrder): Promise<Sent>
  /** Shows that it was read and that an answer is being written. Best effort: false when it was not taken. */
  markRead(line: string, providerMessageId: string, typing: boolean): Promise<boolean>
  fetchMedia(line: string, media: MediaRef, bytesMax: number): Promise<Result<MediaStream, MediaFailure>>
  /** Deletes a message with its files at the platform. Succeeds when it is gone, also when it was gone before. */
  deleteMessage(providerMessageId: string): Promise<Result<void, NotDeleted>>
  /** Asks the platform to deliver the account's webhooks to us, or no longer. The error is the platform's code. */
  subscribe(accountId: string): Promise<Result<void, string>>
  unsubscribe(accountId: string): Promise<Result<void, string>>
  /**
   * What the platform says of a number: that it is there for whoever asks, and how it is shown. With `accountId` only of one that it
   * shows in that account.
   */
  lookUp(line: string, accountId?: string): Promise<Result<{ readonly displayNumber: string | null }, string>>
}

/**
 * What the gateway asks of a platform for messages.
 *
 * A platform is this object and nothing else: it keeps no state, touches no binding, and knows neither D1 nor Hono.
 * `test/suites/messaging.ts` holds every platform to the same promises.
 */
export interface Messaging {
  /** Path segment of its webhooks. Never renamed. */
  readonly name: string
  readonly hookBytesMax: number
  /** The platform's own account, or null when its secrets are unset. Throws on malformed ones. */
  account(secrets: Secrets): MessagingAccount | null
  /** Whether a webhook bears what a signature of this platform looks like. Nothing but its headers is read for that. */
  hasSignature(hook: SignedHook): boolean
  /** The account that a webhook claims to speak for, where it is not the platform's own app; null where it names none. */
  claimedAccount(hook: SignedHook): string | null
  verify(hook: SignedHook, account: MessagingAccount): Promise<Result<void, HookRejection>>
  /** A verified delivery in parts, one for each line it is about. Never throws; `unreadable` is no JSON, no form. */
  split(hook: SignedHook): Result<readonly DeliveryPart[], 'unreadable'>
  /** What a part tells, in its own order. Never throws: what cannot be read is `ignored`. `nowMs` for what has no time. */
  read(body: string, nowMs: number): readonly MessagingEvent[]
  api(secrets: Secrets, account: MessagingAccount): MessagingApi
}
