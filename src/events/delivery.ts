import type { Region } from '../records/region.ts'

/** One event on its way to one endpoint. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'held'] as const

/** `failed`: every attempt of the schedule was used. `held`: kept while the endpoint is disabled. Both can be replayed. */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** What an endpoint is told of an event. The body is read when it is sent. */
export interface OwedEvent {
  readonly eventId: string
  readonly type: string
  readonly createdAtMs: number
  /** When the event is deleted, and with it what is known of its delivery. */
  readonly expiresAtMs: number
}

/** Whose endpoint an Endpoint object is. */
export interface EndpointOwner {
  readonly endpointId: string
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
}

/** Why there was no answer. */
export const ATTEMPT_ERRORS = ['timeout', 'unreachable', 'url_refused'] as const
export type AttemptError = (typeof ATTEMPT_ERRORS)[number]

/** What one attempt came to. */
export type Outcome =
  | {
      readonly kind: 'answered'
      readonly statusCode: number
      /** The `Retry-After` header as it came. */
      readonly retryAfter: string | null
      /** The beginning of the answer, redacted; null when there was none. */
      readonly response: string | null
      readonly durationMs: number
    }
  | {
      readonly kind: 'not_answered'
      readonly error: AttemptError
      readonly durationMs: number
    }

export interface Attempt {
  readonly atMs: number
  readonly durationMs: number
  readonly statusCode: number | null
  readonly error: AttemptError | null
  readonly response: string | null
}

/** A delivery as the business sees it. */
export interface Delivery {
  /** `dlv_…`, sortable by when the endpoint took the event over. */
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly status: DeliveryStatus
  readonly attemptCount: number
  readonly nextAttemptAtMs: number | null
  readonly createdAtMs: number
  readonly deliveredAtMs: number | null
  /** Oldest first. */
  readonly attempts: readonly Attempt[]
}
