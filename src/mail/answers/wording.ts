import type { SpokenOutcome } from '../outcome.ts'

/** What an answer names. Nothing in it comes from what they wrote, and nothing says whether anybody is known. */
export interface Told {
  /** Id of the request or ticket. */
  readonly reference: string | null
  /** The business the mail itself named. */
  readonly business: string | null
  /** One line for each request of theirs. */
  readonly requests: readonly ToldRequest[]
}

export interface ToldRequest {
  readonly id: string
  readonly status: string
  readonly dueAtMs: number
}

/** How answers are worded in one language. */
export interface Wording {
  readonly hello: string
  readonly goodbye: string
  readonly subject: (reference: string | null) => string
  readonly say: Readonly<Record<SpokenOutcome, (told: Told) => string>>
}
