import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../../audit/append.ts'
import { sealAuditQuietly } from '../../audit/seal.ts'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { exportCategory } from '../../records/exports/category.ts'
import { exports } from '../../records/exports/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { expiryOf } from '../../records/retention/keep.ts'
import { FRESH_PROGRESS, type ExportRow } from './export-progress.ts'

export interface WantedExport {
  readonly personId: string
  /** The privacy request that it answers, where there is one. */
  readonly requestId: string | null
  /** `categories`: only which kinds of data are kept, for somebody whose identity is not sure enough for more. */
  readonly scope: 'categories' | 'all'
}

/**
 * Begins to put together what is kept about a person. It is made step by step, by `workExport` or by the sweep.
 *
 * Asked again while one is being made, or stands ready, for the same request it is that one.
 */
export async function beginExport(ctx: Ctx, wanted: WantedExport): Promise<{ readonly exportId: string }> {
  const known = await standing(ctx, wanted)
  if (known !== undefined) return { exportId: known.id }
  const id = newId('exp', ctx.nowMs)
  const row: ExportRow = {
    id,
    ...wanted,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    status: 'making',
    blobKey: `exports/${ctx.tenantId}/${id}`,
    bytes: null,
    sha256: null,
    linkMac: null,
    codeMac: null,
    guesses: 0,
    progress: { ...FRESH_PROGRESS },
    fetchedAtMs: null,
    linkEndsAtMs: null,
    createdAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, exportCategory.keepDays ?? 0),
  }
  const entry = { action: 'content.exported', subject: id, detailHash: await detailHashOf(row) } as const
  await ctx.db.batch([ctx.db.insert(exports).values(row), appendAudit(ctx, [entry])])
  await sealAuditQuietly(ctx)
  return { exportId: id }
}

async function standing(ctx: Ctx, { personId, requestId, scope }: WantedExport): Promise<{ id: string } | undefined> {
  const isSame = requestId === null ? isNull(exports.requestId) : eq(exports.requestId, requestId)
  // What the business asks for by itself it may ask for anew: more may be kept by now.
  const statuses = requestId === null ? (['making'] as const) : (['making', 'ready'] as const)
  const same = and(
    ownedBy(ctx, exports),
    eq(exports.personId, personId),
    eq(exports.scope, scope),
    isSame,
    inArray(exports.status, [...statuses]),
    gt(exports.expiresAtMs, ctx.nowMs),
  )
  return ctx.db.select({ id: exports.id }).from(exports).where(same).orderBy(desc(exports.id)).limit(1).get()
}
