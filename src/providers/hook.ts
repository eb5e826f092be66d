/** A webhook as it arrived, with the address its sender was given. */
export interface SignedHook {
  /** The configured public origin with the path and query exactly as requested. No fragment. */
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

/** Why a webhook is refused. `field` names what could not be read, never its value. */
export type HookRejection =
  | { readonly reason: 'signature_missing' }
  | { readonly reason: 'signature_wrong' }
  | { readonly reason: 'unreadable'; readonly field: string }
