/** Half-open stretch of a day, minutes after local midnight: 0 <= from < to <= 1440. */
export interface TimeRange {
  readonly fromMinutes: number
  readonly toMinutes: number
}

/** One way to wish for a time of day. */
export type SimpleTime =
  | {
      readonly kind: 'at'
      readonly minutes: number
      /** "around three": half an hour either side will do. */
      readonly loose: boolean
      /** Morning or afternoon was not said; `minutes` is the likelier. A later "in the evening" may turn it. */
      readonly guessed?: true
    }
  | ({ readonly kind: 'between'; readonly guessed?: true } & TimeRange)

export type TimeWish = SimpleTime | { readonly kind: 'any_of'; readonly options: readonly SimpleTime[] }

/**
 * What a caller asked for: constraints on the business's local calendar, never instants.
 *
 * Plain JSON, so it lives in a call's memory. Everything present must hold; nothing present means any moment.
 * Dates are `YYYY-MM-DD`, weekdays ISO (1 is Monday), local moments `YYYY-MM-DDTHH:MM`.
 */
export interface Wish {
  /** First and last date, both included. */
  readonly fromDate?: string
  readonly toDate?: string
  /** Exactly these dates, ascending: "the 24th or the 26th". */
  readonly dates?: readonly string[]
  readonly weekdays?: readonly number[]
  readonly notWeekdays?: readonly number[]
  readonly notDates?: readonly string[]
  readonly time?: TimeWish
  readonly notTime?: readonly TimeRange[]
  /** Which of the open slots to prefer: "as soon as possible", "first thing", "last thing". */
  readonly edge?: 'first' | 'last'
  /** The caller said that any day, or any time of day, will do. No need to ask. */
  readonly anyDay?: true
  readonly anyTime?: true
  /** A slot must start before, or after, this local moment: what "anything earlier" comes to. */
  readonly before?: string
  readonly after?: string
  /** "Tuesday morning or Thursday afternoon": one of these must hold, besides everything above. */
  readonly anyOf?: readonly Wish[]
  /** "Not Tuesday morning": none of these may hold. */
  readonly except?: readonly Wish[]
  /** The bare name behind a single date. `refineWish` looks it up again inside an earlier "next week". */
  readonly spoken?: { readonly weekday?: number; readonly dayOfMonth?: number }
  /** "The following week", "an hour later": `refineWish` moves what was wished before by this much. */
  readonly move?: { readonly days?: number; readonly minutes?: number }
}

/** What "now" and "here" are: the business's clock. */
export interface WhenClock {
  /** Epoch milliseconds. */
  readonly nowMs: number
  /** IANA name, `America/New_York`. */
  readonly timeZone: string
}

/** A wish under construction. */
export type WishDraft = { -readonly [Key in keyof Wish]: Wish[Key] }
