import type { LedgerEntry } from './promise.ts'

/** Every promise of both policies, in their order. */
export const LEDGER: readonly LedgerEntry[] = []
