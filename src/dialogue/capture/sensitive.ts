import type { WhenClock } from '../when/wish.ts'

export const SENSITIVE_KINDS = ['card', 'ssn', 'pin', 'cvv', 'dob', 'bank', 'password'] as const
/** Digits, and words, that nobody but their owner should have. */
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number]

export const MASKS: Readonly<Record<SensitiveKind, string>> = {
  card: '[card number]',
  ssn: '[social security number]',
  pin: '[secret number]',
  cvv: '[security code]',
  dob: '[date of birth]',
  bank: '[bank number]',
  password: '[password]',
}

/** What was asked for just before, and the clock by which dates are read. */
export interface Hearing {
  /** The kind that the caller was just asked for: then digits need no announcement of their own. */
  readonly asked?: SensitiveKind | null
  readonly clock?: WhenClock
}
