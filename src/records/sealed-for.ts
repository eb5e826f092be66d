import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RegionStores } from '../context.ts'
import { personKeyName } from '../vault/person-keys.ts'
import { bookings } from './bookings/table.ts'
import { calls } from './calls/table.ts'
import { campaignMembers } from './campaign-members/table.ts'
import { contactPreferences } from './contact-preferences/table.ts'
import { corrections } from './corrections/table.ts'
import { oneOf } from './expired.ts'
import { exports } from './exports/table.ts'
import { mails } from './mails/table.ts'
import { messageBodies } from './message-bodies/table.ts'
import { messageMedia } from './message-media/table.ts'
import { outgoingMails } from './outgoing-mails/table.ts'
import { people } from './people/table.ts'
import { privacyRequests } from './privacy-requests/table.ts'
import { recordings } from './recordings/table.ts'
import { tasks } from './tasks/table.ts'
import { transcripts } from './transcripts/table.ts'
import { voicemailWords } from './transcripts/voicemail-words-table.ts'

/** A row and whose key seals it: a person's id, the call's for a hidden caller, or that of a part of a campaign's list. */
export interface SealedRow {
  readonly id: string
  readonly tenantId: string
  readonly subject: string
}

interface Holder {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn
  readonly subjects: readonly SQLiteColumn[]
}

/** Every table with something sealed for a person, and the columns that may name the subject of the key. */
export const HOLDERS: readonly Holder[] = [
  { table: people, id: people.id, subjects: [people.id] },
  { table: calls, id: calls.id, subjects: [calls.personId, calls.id] },
  { table: bookings, id: bookings.id, subjects: [bookings.personId] },
  { table: tasks, id: tasks.id, subjects: [tasks.keySubject] },
  {
    table: transcripts,
    id: transcripts.callId,
    subjects: [transcripts.keySubject, transcripts.personId, transcripts.callId],
  },
  { table: recordings, id: recordings.id, subjects: [recordings.keySubject, recordings.personId, recordings.callId] },
  {
    table: voicemailWords,
    id: voicemailWords.recordingId,
    subjects: [voicemailWords.keySubject, voicemailWords.personId, voicemailWords.callId],
  },
  { table: messageBodies, id: messageBodies.messageId, subjects: [messageBodies.personId] },
  { table: messageMedia, id: messageMedia.id, subjects: [messageMedia.personId] },
  { table: contactPreferences, id: contactPreferences.personId, subjects: [contactPreferences.personId] },
  { table: corrections, id: corrections.id, subjects: [corrections.personId] },
  { table: exports, id: exports.id, subjects: [exports.personId] },
  { table: privacyRequests, id: privacyRequests.id, subjects: [privacyRequests.id] },
  { table: mails, id: mails.id, subjects: [mails.id] },
  { table: outgoingMails, id: outgoingMails.id, subjects: [outgoingMails.id] },
  { table: campaignMembers, id: campaignMembers.id, subjects: [campaignMembers.keyGroup] },
]

/**
 * The key objects that nothing needs once `going`, rows of `table`, have gone.
 *
 * A person's key outlives the person's row while a booking is still sealed with it, and a hidden caller's goes with the
 * last thing the call left behind: whichever category lets go of the last row takes the key along.
 */
export async function keysAbandonedBy(
  { db }: RegionStores,
  table: SQLiteTable,
  going: readonly SealedRow[],
): Promise<string[]> {
  if (going.length === 0) return []
  const ids = going.map(({ id }) => id)
  const tenantOf = new Map(going.map(({ subject, tenantId }) => [subject, tenantId]))
  const held = HOLDERS.map((holder) => notHeldBy(holder, holder.table === table ? ids : []))
  const abandoned = await db.all<{ subject: string }>(
    sql`SELECT subjects.value AS subject FROM json_each(${JSON.stringify([...tenantOf.keys()])}) AS subjects
        WHERE ${sql.join(held, sql` AND `)}`,
  )
  return abandoned.map(({ subject }) => personKeyName(tenantOf.get(subject) ?? '', subject))
}

function notHeldBy({ table, id, subjects }: Holder, except: readonly string[]): SQL {
  const names = sql.join(
    subjects.map((subject) => sql`${subject} = subjects.value`),
    sql` OR `,
  )
  return sql`NOT EXISTS (SELECT 1 FROM ${table} WHERE (${names}) AND NOT ${oneOf(id, except)})`
}
