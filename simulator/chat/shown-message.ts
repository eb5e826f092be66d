/** Something to press below a message, in the order it is shown. */
export interface ShownButton {
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly kind: 'button' | 'row' | 'quick_reply'
}

/** A message of the business's as it stands on the person's phone. */
export interface ShownMessage {
  readonly id: string
  readonly text: string
  readonly buttons: readonly ShownButton[]
  readonly atMs: number
  /** The message it answers, by the platform's id, where it says so. */
  readonly repliesTo: string | null
}
