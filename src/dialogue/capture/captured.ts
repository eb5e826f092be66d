import type { Result } from '../../kernel/result.ts'

/** What somebody's words give for a field. */
export interface Captured {
  /** As it is stored: E.164, a lower-case address, `YYYY-MM-DD`, `yes` or `no`, a number in figures, a name as written. */
  readonly value: string
  /** `unsure` when it may have been misheard or could be written otherwise. */
  readonly confidence: 'sure' | 'unsure'
  /** The value for the ear: digits in groups, letters apart. Read by the same capture it gives the same value. */
  readonly readBack: string
}

/** Why words give no value. `nothing_heard`: they speak of something else. */
export type Miss =
  | { readonly reason: 'nothing_heard' }
  | { readonly reason: 'too_few_digits' | 'too_many_digits'; readonly digits: number }
  | { readonly reason: 'area_code_missing' | 'no_such_number' | 'not_valid' }
  /** A code has so many digits, and there were others. */
  | { readonly reason: 'wrong_count'; readonly digits: number; readonly min: number; readonly max: number }
  | { readonly reason: 'no_at_sign' | 'no_domain' | 'no_such_address' }
  | { readonly reason: 'year_missing' | 'no_such_date' | 'in_the_future' | 'too_long_ago' }
  /** 3/5/1980 is two days: `dates` are both, as `YYYY-MM-DD`. */
  | { readonly reason: 'day_or_month'; readonly dates: readonly [string, string] }

export type Capture = Result<Captured, Miss>
