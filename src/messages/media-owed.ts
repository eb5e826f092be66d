import type { InboundMessage, MediaKind, MediaRef } from './message.ts'
import { mediaIdOf } from './media-place.ts'
import { changesOf, type ReceivedRow } from './received-items.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { LineAt } from './outbox-sending.ts'

/** A file that is still at its platform. */
export interface OwedMedia {
  readonly id: string
  readonly messageId: string
  readonly at: LineAt
  readonly ref: MediaRef
  readonly agent: { readonly id: string; readonly version: number } | null
  readonly sinceMs: number
  readonly tries: number
}

interface Row extends Record<string, SqlStorageValue> {
  id: string
  owed: string
  due_at_ms: number
}

const TABLE = `CREATE TABLE IF NOT EXISTS media_owed (id TEXT PRIMARY KEY, owed TEXT NOT NULL, due_at_ms INTEGER NOT NULL)`

const sqlOf = (handle: ThreadHandle): SqlStorage => handle.tables('media_owed', [TABLE])

/** Files of a message that is filed. Synchronous, for the transaction in which that is noted. */
export function oweMedia(handle: ThreadHandle, row: ReceivedRow, message: InboundMessage, nowMs: number): void {
  const said = message.content.type === 'edit' ? message.content.content : message.content
  if (said.type !== 'media' || row.kind === 'echo') return
  if (changesOf(handle, row).some(({ type }) => type === 'revoke')) return
  const { provider, channel, line, messageId, agentId, agentVersion } = row
  for (const [index, ref] of said.media.entries()) {
    const id = mediaIdOf(messageId, index)
    // What a file is called is sealed where it is kept; here it is of no use.
    const owed: Omit<OwedMedia, 'id'> = {
      messageId,
      at: { provider, channel, line },
      ref: { ...ref, fileName: null },
      agent: agentId === null ? null : { id: agentId, version: agentVersion ?? 0 },
      sinceMs: nowMs,
      tries: 0,
    }
    sqlOf(handle).exec(
      'INSERT OR IGNORE INTO media_owed (id, owed, due_at_ms) VALUES (?, ?, ?)',
      id,
      JSON.stringify(owed),
      nowMs,
    )
  }
}

/** Voice notes first, whoever sent one waits for an answer; then as they came due. */
export function nextOwed(handle: ThreadHandle, nowMs: number): OwedMedia | null {
  const rows = sqlOf(handle)
    .exec<Row>('SELECT * FROM media_owed WHERE due_at_ms <= ? ORDER BY due_at_ms, id LIMIT 50', nowMs)
    .toArray()
    .map(({ id, owed }) => ({ id, ...(JSON.parse(owed) as Omit<OwedMedia, 'id'>) }))
  return rows.find(({ ref }) => isVoice(ref.kind)) ?? rows[0] ?? null
}

export const isVoice = (kind: MediaKind): boolean => kind === 'voice'

/** When a file is next to be fetched. Makes no table: most threads never have a file. */
export function owedDueAtMs(handle: ThreadHandle): number | null {
  const isThere = handle.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'media_owed'")
  if (isThere.toArray().length === 0) return null
  return sqlOf(handle).exec<{ at: number | null }>('SELECT min(due_at_ms) AS at FROM media_owed').one().at
}

/** Tried once more then. */
export function oweLater(handle: ThreadHandle, { id, ...owed }: OwedMedia, dueAtMs: number): void {
  sqlOf(handle).exec(
    'UPDATE media_owed SET owed = ?, due_at_ms = ? WHERE id = ?',
    JSON.stringify({ ...owed, tries: owed.tries + 1 }),
    dueAtMs,
    id,
  )
}

export function oweNoMore(handle: ThreadHandle, id: string): void {
  sqlOf(handle).exec('DELETE FROM media_owed WHERE id = ?', id)
}
