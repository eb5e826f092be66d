/** How a business and a person write to each other. */
export const CHANNELS = ['sms', 'whatsapp'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * How far a message is. `sending`: a request is out, and nobody knows what became of it. `blocked`: we, or the carrier
 * because of the person's own wish, did not send it.
 */
export const MESSAGE_STATUSES = [
  'received',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'blocked',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** Whoever writes, as far as the platform says it: any of these may be missing, and no shape of an id is assumed. */
export interface Sender {
  /** E.164, or null. */
  readonly phone: string | null
  /** A business-scoped user id, as it came (`US.1349…`), or null. */
  readonly userId: string | null
  readonly name: string | null
  readonly username: string | null
}

export const MEDIA_KINDS = ['image', 'audio', 'voice', 'video', 'document', 'sticker'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

/** A file somebody sent, still at the platform. */
export interface MediaRef {
  readonly kind: MediaKind
  /** What the platform's API gives it out by: an id, or an address of its own. */
  readonly source: { readonly id: string } | { readonly url: string }
  readonly contentType: string | null
  /** Of the bytes, as 64 lower-case hex digits, where the platform says it. */
  readonly sha256: string | null
  readonly fileName: string | null
}

/** Someone's address card. */
export interface SharedContact {
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

/** An identity of a person that is no longer theirs, and the one that is. */
export interface IdentityChange {
  readonly was: { readonly phone: string | null; readonly userId: string | null }
  readonly is: { readonly phone: string | null; readonly userId: string | null }
}

/** What a message says, whatever platform it came by. */
export type Content =
  | { readonly type: 'text'; readonly text: string }
  /** `text` is the caption. */
  | { readonly type: 'media'; readonly media: readonly MediaRef[]; readonly text: string }
  /** One of our buttons or rows, or the button of a template. `id` is what we gave it. */
  | {
      readonly type: 'choice'
      readonly via: 'button' | 'list' | 'template'
      readonly id: string
      readonly title: string
    }
  /** A form that was filled in. `values` is null when it is no object. */
  | { readonly type: 'form'; readonly values: Readonly<Record<string, unknown>> | null; readonly raw: string }
  | {
      readonly type: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name: string | null
      readonly address: string | null
    }
  | { readonly type: 'contacts'; readonly contacts: readonly SharedContact[] }
  /** `emoji` is null when a reaction was taken back. `to` is the provider's id of a message. */
  | { readonly type: 'reaction'; readonly emoji: string | null; readonly to: string }
  | {
      readonly type: 'order'
      readonly items: readonly { readonly product: string; readonly quantity: number }[]
      readonly text: string
    }
  /** Whether we may ring them over the platform. `expiresAtMs` is null for good, or when it is not said. */
  | {
      readonly type: 'call_permission'
      readonly granted: boolean
      readonly permanent: boolean
      readonly expiresAtMs: number | null
    }
  | { readonly type: 'edit'; readonly of: string; readonly content: Content }
  | { readonly type: 'revoke'; readonly of: string }
  | { readonly type: 'identity_changed'; readonly change: IdentityChange | null }
  /** The platform itself could not say what it was. */
  | { readonly type: 'unsupported'; readonly what: string; readonly code: number | null }
  /** A kind that we do not know: kept, answered with words of ours. */
  | { readonly type: 'unknown'; readonly what: string }

export const CONTENT_TYPES = [
  'text',
  'media',
  'choice',
  'form',
  'location',
  'contacts',
  'reaction',
  'order',
  'call_permission',
  'edit',
  'revoke',
  'identity_changed',
  'unsupported',
  'unknown',
  // Only ever sent by us.
  'buttons',
  'list',
  'template',
] as const
export type ContentType = (typeof CONTENT_TYPES)[number]

/** A message that came in. */
export interface InboundMessage {
  readonly channel: Channel
  /** The platform's id: the same message delivered twice has it twice. */
  readonly providerMessageId: string
  readonly sender: Sender
  /** The business's number or account that it was written to: an E.164 number, or Meta's phone number id. */
  readonly line: string
  /** By the platform's clock. Windows count from it. */
  readonly sentAtMs: number
  readonly content: Content
  /** The message it answers, by the platform's id. */
  readonly repliesTo: string | null
  /** It came from an advertisement or a post. */
  readonly fromAd: boolean
  readonly groupId: string | null
  /** The carrier has taken this for a keyword, and answered it already where `answered`. */
  readonly keyword: { readonly word: 'stop' | 'start' | 'help'; readonly answered: boolean } | null
}

/** What a platform says of a message we sent, in whatever order. */
export interface StatusReport {
  readonly channel: Channel
  readonly line: string
  readonly providerMessageId: string
  /** Our own message id, where the platform gives it back. */
  readonly messageId: string | null
  readonly recipient: Pick<Sender, 'phone' | 'userId'>
  readonly status: Exclude<MessageStatus, 'received'>
  /** The platform's own word for it, kept in the history. */
  readonly word: string
  readonly atMs: number
  readonly error: SendError | null
}

/** What to do about a platform's no. The table that says which is data of the provider. */
export const SEND_ACTIONS = ['retry', 'wait_long', 'needs_template', 'suppress', 'configuration', 'our_bug'] as const
export type SendAction = (typeof SEND_ACTIONS)[number]

export interface SendError {
  /** The platform's own code, as digits or a word. Never a sentence. */
  readonly code: string
  readonly action: SendAction
  /** For `suppress`: from what the person is to be left alone. */
  readonly suppress?: 'all' | 'marketing' | 'channel'
  /** For `retry` and `wait_long`: at the earliest after this. */
  readonly retryAfterMs?: number
  /** For `retry`: how many times as long every further wait is, where the platform says so. */
  readonly backoffFactor?: number
}

/** What we send. Bounds are the platforms' own: a provider cuts nothing, it refuses. */
export type Outgoing =
  | { readonly type: 'text'; readonly text: string }
  /** At most three; `title` of at most 20 characters, `id` of at most 200. */
  | {
      readonly type: 'buttons'
      readonly text: string
      readonly buttons: readonly { readonly id: string; readonly title: string }[]
    }
  /** At most ten rows; `title` of at most 24 characters, `description` of at most 72. `button` opens it: 20. */
  | {
      readonly type: 'list'
      readonly text: string
      readonly button: string
      readonly rows: readonly { readonly id: string; readonly title: string; readonly description?: string }[]
    }
  | {
      readonly type: 'template'
      /** WhatsApp's name, or Twilio's ContentSid. */
      readonly name: string
      readonly language: string
      readonly parameters: readonly string[]
      /** What the person will read, as far as we know it: for the transcript. */
      readonly text: string
    }
  | {
      readonly type: 'media'
      readonly kind: MediaKind
      /** An address anybody may fetch, or the platform's id of an upload. */
      readonly source: { readonly url: string } | { readonly id: string }
      readonly text: string
      readonly fileName?: string
    }

/** Where a message goes: one of the two is set, the number where both are known. */
export interface Recipient {
  readonly phone: string | null
  readonly userId: string | null
}
