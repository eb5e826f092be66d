import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { exports } from '../../records/exports/table.ts'
import { businessOf } from '../business.ts'
import { findRequest } from '../change-request.ts'
import { openDetails } from '../request-details.ts'
import { makeExportLink, type ExportLink } from './export-link.ts'
import type { ExportRow } from './export-progress.ts'

/**
 * Sends whoever asked for their data the link to it, once: to the address they asked from, and its code another way. Where
 * nothing else leads to them it is left to the business, which has been told that the export is ready.
 */
export async function deliverExport(ctx: Ctx, row: ExportRow, publicUrl: string): Promise<boolean> {
  const request = row.requestId === null ? undefined : await findRequest(ctx, row.requestId)
  const { replyTo } = request === undefined ? { replyTo: null } : await openDetails(ctx, request)
  const made = replyTo === null ? null : await makeExportLink(ctx, row, replyTo)
  if (replyTo === null || !made?.ok) {
    // Tried, and not again.
    await ctx.db
      .update(exports)
      .set({ linkEndsAtMs: ctx.nowMs })
      .where(and(eq(exports.id, row.id), isNull(exports.linkMac)))
    return false
  }
  try {
    await mailLink(ctx, row, { ...made.value, replyTo, publicUrl })
  } catch (error) {
    // A link that nobody got is worth nothing: the next run makes another.
    await ctx.db.update(exports).set({ linkMac: null, linkEndsAtMs: null }).where(eq(exports.id, row.id))
    throw error
  }
  return true
}

interface Mailed extends Pick<ExportLink, 'token' | 'endsAtMs'> {
  readonly replyTo: string
  readonly publicUrl: string
}

async function mailLink(ctx: Ctx, row: ExportRow, { token, endsAtMs, replyTo, publicUrl }: Mailed): Promise<void> {
  const { name } = await businessOf(ctx)
  await oweMail(ctx, {
    kind: 'export_ready',
    onceKey: `export:${row.id}:${endsAtMs}`,
    to: replyTo,
    subject: `The data that ${name} keeps about you`,
    text: `What ${name} keeps about you is ready. It can be fetched once, until ${new Date(endsAtMs).toUTCString()}:

${publicUrl}/exports/${token}

The page asks for a code, which we sent to you another way. If you did not ask for this, answer this mail.`,
    from: 'privacy',
    ...(row.requestId !== null && { requestId: row.requestId }),
  })
}
