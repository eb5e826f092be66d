import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { exports } from '../../records/exports/table.ts'
import { businessOf } from '../business.ts'
import { findRequest } from '../change-request.ts'
import { languageOf } from '../language-of.ts'
import { openDetails } from '../request-details.ts'
import type { RequestDetails } from '../request.ts'
import { wordingIn } from '../words.ts'
import { makeExportLink, type ExportLink } from './export-link.ts'
import type { ExportRow } from './export-progress.ts'

/**
 * Sends whoever asked for their data the link to it, once: to the address they asked from, and its code another way. Where
 * nothing else leads to them it is left to the business, which has been told that the export is ready.
 */
export async function deliverExport(ctx: Ctx, row: ExportRow, publicUrl: string): Promise<boolean> {
  const request = row.requestId === null ? undefined : await findRequest(ctx, row.requestId)
  const asked: RequestDetails = request === undefined ? { replyTo: null } : await openDetails(ctx, request)
  const { replyTo } = asked
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
    // By now it is sure who asked.
    const language = asked.language ?? (await languageOf(ctx, row.personId, undefined))
    await mailLink(ctx, row, { ...made.value, replyTo, language, publicUrl })
  } catch (error) {
    // A link that nobody got is worth nothing: the next run makes another.
    await ctx.db.update(exports).set({ linkMac: null, linkEndsAtMs: null }).where(eq(exports.id, row.id))
    throw error
  }
  return true
}

interface Mailed extends Pick<ExportLink, 'token' | 'endsAtMs'> {
  readonly replyTo: string
  readonly language: string | undefined
  readonly publicUrl: string
}

async function mailLink(ctx: Ctx, row: ExportRow, mailed: Mailed): Promise<void> {
  const { token, endsAtMs, replyTo, language, publicUrl } = mailed
  const { name } = await businessOf(ctx)
  await oweMail(ctx, {
    kind: 'export_ready',
    onceKey: `export:${row.id}:${endsAtMs}`,
    to: replyTo,
    ...wordingIn(language).exportReady(name, `${publicUrl}/exports/${token}`, endsAtMs),
    from: 'privacy',
    ...(row.requestId !== null && { requestId: row.requestId }),
  })
}
