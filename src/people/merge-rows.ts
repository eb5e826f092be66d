import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { calls } from '../records/calls/table.ts'
import { campaignMembers } from '../records/campaign-members/table.ts'
import { consents } from '../records/consents/table.ts'
import { contactDecisions } from '../records/contact-decisions/table.ts'
import { corrections } from '../records/corrections/table.ts'
import { disclosures } from '../records/disclosures/table.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { holds } from '../records/holds/table.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { tasks } from '../records/tasks/table.ts'
import { threads } from '../records/threads/table.ts'
import { transcripts } from '../records/transcripts/table.ts'
import { voicemailWords } from '../records/transcripts/voicemail-words-table.ts'
import { findPersonKey, personKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal } from '../vault/seal.ts'
import { moveWishes } from './merge-wishes.ts'
import { moveMessages } from './move-messages.ts'

/** Rows of one step. */
const PAGE = 100

/** Rows that are sealed with their person's key, and where in them. */
interface SealedIn {
  readonly table: SQLiteTable & { readonly tenantId: SQLiteColumn; readonly personId: SQLiteColumn }
  readonly id: SQLiteColumn
  readonly sealed: SQLiteColumn
  readonly column: string
  readonly place: { readonly table: string; readonly field: string }
}

const SEALED: readonly SealedIn[] = [
  {
    table: bookings,
    id: bookings.id,
    sealed: bookings.sealedDetails,
    column: 'sealed_details',
    place: { table: 'bookings', field: 'details' },
  },
  {
    table: calls,
    id: calls.id,
    sealed: calls.sealedNumber,
    column: 'sealed_number',
    place: { table: 'calls', field: 'number' },
  },
  {
    table: messageBodies,
    id: messageBodies.messageId,
    sealed: messageBodies.sealedBody,
    column: 'sealed_body',
    place: { table: 'message_bodies', field: 'body' },
  },
  {
    table: corrections,
    id: corrections.id,
    sealed: corrections.sealedFormer,
    column: 'sealed_former',
    place: { table: 'corrections', field: 'former' },
  },
]

/** Rows that say for themselves whose key seals what belongs to them, or that no person's key seals. */
const PLAIN = [
  // What holds the rows that follow goes with them, and first.
  holds,
  minorFlags,
  legalProcesses,
  tasks,
  transcripts,
  recordings,
  voicemailWords,
  consents,
  contactDecisions,
  campaignMembers,
  disclosures,
  privacyRequests,
] as const

/**
 * Makes every row of one person another's, a page at a time. What is sealed with the one's own key is sealed anew with the
 * other's; a file that came with a message stays sealed with the one's, which goes when the file does. Safe to repeat.
 */
export async function moveRows(ctx: Ctx, personId: string, alsoId: string): Promise<void> {
  const from = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, alsoId)
  const to = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  for (const table of PLAIN) {
    const its = and(eq(table.tenantId, ctx.tenantId), eq(table.personId, alsoId))
    await inPages(ctx, table, its, sql`person_id = ${personId}`)
  }
  for (const one of SEALED) await moveSealed(ctx, one, { alsoId, personId, from, to })
  await moveMessages(ctx, { alsoId, personId, from, to })
  const threadId = personId.replace(/^per_/, 'thr_')
  await moveThread(ctx, personId, alsoId, threadId)
  await moveWishes(ctx, personId, alsoId)
}

async function inPages(ctx: Ctx, table: SQLiteTable, its: SQL | undefined, set: SQL): Promise<void> {
  for (;;) {
    const done = await ctx.db.run(
      sql`UPDATE ${table} SET ${set} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${its} LIMIT ${PAGE})`,
    )
    if (done.meta.changes < PAGE) return
  }
}

interface Moving {
  readonly personId: string
  readonly alsoId: string
  /** Null when it is gone: what it sealed stays closed. */
  readonly from: PersonKey | null
  readonly to: PersonKey
}

async function moveSealed(ctx: Ctx, { table, id, sealed, column, place }: SealedIn, moving: Moving): Promise<void> {
  const its = and(eq(table.tenantId, ctx.tenantId), eq(table.personId, moving.alsoId))
  for (;;) {
    const rows = await ctx.db
      .select({ id: sql<string>`${id}`, sealed: sql<string | null>`${sealed}` })
      .from(table)
      .where(its)
      .limit(PAGE)
    for (const row of rows) {
      const where = { tenantId: ctx.tenantId, ...place, recordId: row.id }
      const text = row.sealed === null || moving.from === null ? null : await open(moving.from, where, row.sealed)
      const anew = text === null ? row.sealed : await seal(moving.to, where, text)
      await ctx.db.run(
        sql`UPDATE ${table} SET person_id = ${moving.personId}, ${sql.identifier(column)} = ${anew}
          WHERE ${id} = ${row.id} AND ${its}`,
      )
    }
    if (rows.length < PAGE) return
  }
}

/** The thread of who stays is as new as the newer of the two. */
async function moveThread(ctx: Ctx, personId: string, alsoId: string, threadId: string): Promise<void> {
  const its = and(eq(threads.tenantId, ctx.tenantId), eq(threads.personId, alsoId))
  const going = await ctx.db.select().from(threads).where(its).get()
  if (going === undefined) return
  await ctx.db.batch([
    ctx.db
      .insert(threads)
      .values({ ...going, id: threadId, personId })
      .onConflictDoUpdate({
        target: threads.id,
        set: {
          lastMessageAtMs: sql`max(${threads.lastMessageAtMs}, excluded.last_message_at_ms)`,
          windowEndsAtMs: sql`nullif(max(coalesce(${threads.windowEndsAtMs}, 0), coalesce(excluded.window_ends_at_ms, 0)), 0)`,
        },
      }),
    ctx.db.delete(threads).where(its),
  ])
}
