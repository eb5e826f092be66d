import type { ToolOutcome } from './tools/tool.ts'

/**
 * What a conversation has already done, by intent.
 *
 * Barge-in, a retry and a reconnect all make the same call again; the first outcome answers it.
 */
export interface Ledger {
  /** Runs `act` unless this intent has succeeded before. A failed one may be tried again. */
  once(intentKey: string, act: () => Promise<ToolOutcome>): Promise<ToolOutcome>
}

/** A ledger that lives as long as the object that holds it: for an agent's scripted tests. */
export function ledgerInMemory(): Ledger {
  const done = new Map<string, ToolOutcome>()
  return {
    async once(intentKey, act) {
      const before = done.get(intentKey)
      if (before) return before
      const outcome = await act()
      if (outcome.ok) done.set(intentKey, outcome)
      return outcome
    },
  }
}
