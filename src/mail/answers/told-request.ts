import { isAtLeast, type IdentityLevel, type RequestStatus } from '../../privacy/request.ts'

/** How a request stands, as whoever asked for it is told. */
export interface ToldRequest {
  readonly id: string
  /** `open` stands for all that a request may be at while nobody is sure who asks. */
  readonly status: RequestStatus | 'open'
  /** Null while nobody is sure who asks. */
  readonly dueAtMs: number | null
}

/** What differs between somebody who is known and somebody who is not. */
const TELLING: readonly RequestStatus[] = ['received', 'awaiting_identity', 'with_business']

interface Standing {
  readonly id: string
  readonly status: RequestStatus
  readonly identityLevel: IdentityLevel
  readonly dueAtMs: number
}

/**
 * What may be said of a request: before whoever asks has answered a challenge, nothing that tells whether anybody is known. The
 * time for it is such a thing too: it follows from where it was filed.
 */
export function toldRequest({ id, status, identityLevel, dueAtMs }: Standing): ToldRequest {
  if (isAtLeast(identityLevel, 'L3')) return { id, status, dueAtMs }
  return { id, status: TELLING.includes(status) ? 'open' : status, dueAtMs: null }
}
