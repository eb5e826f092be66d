import { newId } from '../kernel/ids.ts'
import type { ThreadHandle } from '../messages/thread-handle.ts'
import type { PastContact } from './contact.ts'

/** A contact that is being begun. */
export interface BegunContact extends PastContact {
  /** The message or call: however often it is tried, it is one contact. */
  readonly subjectId?: string
}

/** No cap looks further back. */
const MEMORY_MS = 31 * 24 * 3_600_000
/** The newest of each purpose on each channel: more than any cap lets begin. */
const EACH_MAX = 100
const CONTACTS_MAX = 500

const TABLES = [
  `CREATE TABLE IF NOT EXISTS contacts (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, channel TEXT NOT NULL,
    purpose TEXT NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS contacts_by_time ON contacts (at_ms)',
]

const contactsIn = (handle: ThreadHandle): SqlStorage => handle.tables('contacts', TABLES)

/** What is counted, as long as nothing more is: only this object counts here. */
const held = new WeakMap<ThreadHandle, readonly Required<BegunContact>[]>()

/** Counts a contact, in the very step in which it begins. */
export function noteContact(handle: ThreadHandle, { subjectId, atMs, channel, purpose }: BegunContact): void {
  held.delete(handle)
  const sql = contactsIn(handle)
  const id = subjectId ?? newId('req', atMs)
  sql.exec(
    'INSERT OR IGNORE INTO contacts (id, at_ms, channel, purpose) VALUES (?, ?, ?, ?)',
    id,
    atMs,
    channel,
    purpose,
  )
  sql.exec('DELETE FROM contacts WHERE at_ms <= ?', atMs - MEMORY_MS)
  sql.exec(
    `DELETE FROM contacts WHERE channel = ?1 AND purpose = ?2 AND id NOT IN
      (SELECT id FROM contacts WHERE channel = ?1 AND purpose = ?2 ORDER BY at_ms DESC LIMIT ?3)`,
    channel,
    purpose,
    EACH_MAX,
  )
}

type Row = Record<'id' | 'channel' | 'purpose', string> & { at_ms: number }

function contactsHeld(handle: ThreadHandle): readonly Required<BegunContact>[] {
  const known = held.get(handle)
  if (known !== undefined) return known
  const rows = contactsIn(handle)
    .exec<Row>('SELECT * FROM contacts ORDER BY at_ms DESC LIMIT ?', CONTACTS_MAX)
    .toArray()
  const contacts = rows.map(({ id, at_ms: atMs, channel, purpose }) => ({ subjectId: id, atMs, channel, purpose }))
  held.set(handle, contacts as Required<BegunContact>[])
  return contacts as Required<BegunContact>[]
}

/** What was begun within the memory of caps, newest first, without the one that is asked about itself. */
export const contactsOf = (handle: ThreadHandle, nowMs: number, exceptId?: string): readonly PastContact[] =>
  contactsHeld(handle)
    .filter(({ subjectId, atMs }) => subjectId !== exceptId && atMs > nowMs - MEMORY_MS)
    .map(({ atMs, channel, purpose }) => ({ atMs, channel, purpose }))

/** Whether anything was ever counted here. Reads only. */
const hasContacts = ({ sql }: ThreadHandle): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'contacts'").toArray().length > 0

/** All that is counted, to be counted where the person is from now on. */
export const contactsToGive = (handle: ThreadHandle): readonly Required<BegunContact>[] =>
  hasContacts(handle) ? contactsHeld(handle) : []

/** Counts what was begun in another thread. Safe to repeat. */
export function takeContacts(handle: ThreadHandle, contacts: readonly Required<BegunContact>[]): void {
  for (const contact of contacts) noteContact(handle, contact)
}
