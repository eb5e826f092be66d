/** Everything the gateway can refuse to do, and the HTTP status each refusal earns. */
export const REFUSAL_STATUS = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  suppressed: 403,
  objected: 403,
  account_closed: 403,
  policy_not_accepted: 403,
  baa_missing: 403,
  phi_channel: 403,
  line_denied: 403,
  number_invalid: 403,
  no_consent: 403,
  channel_not_preferred: 403,
  dnc_stale: 403,
  quiet_hours: 403,
  frequency_cap: 403,
  zone_unknown: 403,
  channel_not_allowed: 403,
  purpose_refused: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  transfer_refused: 409,
  vendor_refused: 409,
  number_taken: 409,
  slot_taken: 409,
  window_closed: 409,
  idempotency_in_flight: 409,
  too_large: 413,
  range_not_satisfiable: 416,
  invalid: 422,
  immutable: 422,
  idempotency_key_reused: 422,
  rate_limited: 429,
  provider_failed: 502,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof REFUSAL_STATUS
export type RefusalStatus = (typeof REFUSAL_STATUS)[RefusalCode]

/** One wrong field: `pointer` is a JSON pointer (RFC 6901) into the body, or a query parameter's name. */
export interface FieldError {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** What a refusal may carry besides its sentence. All of it leaves the Worker. */
export interface RefusalDetail {
  readonly errors?: readonly FieldError[]
  readonly ruleIds?: readonly string[]
  /** Seconds after which asking again may help: the `Retry-After` header. */
  readonly retryAfterSeconds?: number
  /** Further members of the problem document, such as `alternatives`. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** For operators: logged by name, never sent. */
  readonly cause?: unknown
}

/**
 * A refusal the caller may be told about.
 *
 * `message` is written for the caller and leaves the Worker. Any other thrown value is a bug and answers 500 with
 * no detail.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: RefusalDetail

  constructor(code: RefusalCode, message: string, detail: RefusalDetail = {}) {
    super(message, { cause: detail.cause })
    this.code = code
    this.detail = detail
  }

  get status(): RefusalStatus {
    return REFUSAL_STATUS[this.code]
  }
}
