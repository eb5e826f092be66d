import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { exports } from '../../records/exports/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { outgoingMails } from '../../records/outgoing-mails/table.ts'
import type { ExportRow } from './export-progress.ts'

/**
 * How far the newest export for a request has come. `given`: its link was mailed, and the code to it sent, or somebody has
 * fetched it. `undelivered`: it is there, and no way was found to whoever asked. `none`: there is none, or it came to nothing.
 */
export interface Handover {
  readonly state: 'none' | 'under_way' | 'undelivered' | 'given'
  readonly scope: ExportRow['scope'] | null
}

export async function handoverOf(ctx: Ctx, requestId: string): Promise<Handover> {
  const row = await ctx.db
    .select()
    .from(exports)
    .where(and(ownedBy(ctx, exports), eq(exports.requestId, requestId)))
    .orderBy(desc(exports.id))
    .limit(1)
    .get()
  if (row === undefined || row.status === 'failed') return { state: 'none', scope: null }
  return { state: await stateOf(ctx, row), scope: row.scope }
}

async function stateOf(ctx: Ctx, row: ExportRow): Promise<Handover['state']> {
  const { status, fetchedAtMs, linkEndsAtMs, expiresAtMs } = row
  if (status === 'making') return 'under_way'
  if (status === 'fetched' || fetchedAtMs !== null || (await isLinkMailed(ctx, row))) return 'given'
  const isTried = status === 'expired' || linkEndsAtMs !== null || expiresAtMs <= ctx.nowMs
  return isTried ? 'undelivered' : 'under_way'
}

/** The code went out before: no link is mailed that no code opens. */
async function isLinkMailed(ctx: Ctx, { requestId }: ExportRow): Promise<boolean> {
  if (requestId === null) return false
  const mailed = and(
    ownedBy(ctx, outgoingMails),
    eq(outgoingMails.requestId, requestId),
    eq(outgoingMails.kind, 'export_ready'),
    inArray(outgoingMails.status, ['owed', 'sent']),
  )
  return (await ctx.db.select({ id: outgoingMails.id }).from(outgoingMails).where(mailed).limit(1)).length > 0
}
