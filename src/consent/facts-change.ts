import type { Agreement, LineTag, LineType, Preferences, TakenBack, Whereabouts } from './contact.ts'

/**
 * What the records say anew of somebody, for their thread to know: what is left out stays as it was, what is given replaces
 * all that was known of that kind.
 */
export interface FactsChange {
  /** Every agreement of the person that stands, not only the new one. What the business attests is not among them. */
  readonly agreements?: readonly Agreement[]
  /** All that they ever took back. */
  readonly takenBack?: readonly TakenBack[]
  readonly preferences?: Preferences
  readonly whereabouts?: Whereabouts
  readonly lineTags?: readonly LineTag[]
  readonly lineType?: LineType
  readonly isObjecting?: boolean
}
