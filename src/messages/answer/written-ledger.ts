import type { Ledger } from '../../dialogue/ledger.ts'
import type { ToolOutcome } from '../../dialogue/tools/tool.ts'
import type { ThreadHandle } from '../thread-handle.ts'

const TABLE = `CREATE TABLE IF NOT EXISTS answer_ledger (intent_key TEXT PRIMARY KEY, sealed TEXT NOT NULL)`
const FIELD = 'outcome'

const sqlOf = (handle: ThreadHandle): SqlStorage => handle.tables('answer_ledger', [TABLE])

/** The thread's ledger: what an intent came to is in storage before the person reads of it. Sealed with their key. */
export function ledgerOf(handle: ThreadHandle): Ledger {
  return {
    async once(intentKey, act) {
      await handle.key()
      const before = sqlOf(handle)
        .exec<{ sealed: string }>('SELECT sealed FROM answer_ledger WHERE intent_key = ?', intentKey)
        .toArray()[0]
      const text = before === undefined ? null : await handle.open(intentKey, FIELD, before.sealed)
      if (text !== null) return JSON.parse(text) as ToolOutcome
      const outcome = await act()
      if (!outcome.ok) return outcome
      const sealed = await handle.seal(intentKey, FIELD, JSON.stringify(outcome))
      sqlOf(handle).exec(
        'INSERT INTO answer_ledger (intent_key, sealed) VALUES (?, ?) ON CONFLICT (intent_key) DO UPDATE SET sealed = excluded.sealed',
        intentKey,
        sealed,
      )
      return outcome
    },
  }
}

/** Conversations that are over repeat nothing. */
export const forgetLedger = (handle: ThreadHandle): void => void sqlOf(handle).exec('DELETE FROM answer_ledger')
