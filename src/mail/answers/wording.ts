import type { SpokenOutcome } from '../outcome.ts'
import type { ToldRequest } from './told-request.ts'

/** What an answer names. Nothing in it comes from what they wrote, and nothing says whether anybody is known. */
export interface Told {
  /** Id of the request or ticket. */
  readonly reference: string | null
  /** The business the mail itself named. */
  readonly business: string | null
  /** One line for each request of theirs. */
  readonly requests: readonly ToldRequest[]
  /** Whether the mail came to that business's own address: then what was done was done there alone. */
  readonly isAddressed: boolean
  /** Whether the mail gave more numbers and addresses than count. */
  readonly isCut: boolean
}

/** How answers are worded in one language. */
export interface Wording {
  readonly hello: string
  readonly goodbye: string
  readonly subject: (reference: string | null) => string
  readonly say: Readonly<Record<SpokenOutcome, (told: Told) => string>>
}
