import { and, eq, isNull } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { newId } from '../kernel/ids.ts'
import { attestations } from '../records/attestations/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { dropBusinessFacts } from './business-facts.ts'
import type { ContactChannel, Purpose } from './contact.ts'

export type AttestationRow = typeof attestations.$inferSelect

/** What a business signs: that it has the consent of those it contacts. */
export interface GivenAttestation {
  readonly level: AttestationRow['level']
  readonly purposes: readonly Purpose[]
  readonly channels: readonly ContactChannel[]
  /** Word for word. */
  readonly text: string
  readonly signedBy: string
  readonly signedAtMs: number
}

const placeOf = (id: string, field: 'text' | 'signer'): string => `attestations|${id}|${field}`

/** Writes down what a business signed. It counts from now on. */
export async function recordAttestation(ctx: Ctx, given: GivenAttestation): Promise<AttestationRow> {
  const { text, signedBy, ...said } = given
  const { tenantId, livemode, nowMs, actor } = ctx
  const id = newId('att', nowMs)
  const row: AttestationRow = {
    ...said,
    id,
    tenantId,
    livemode,
    sealedText: await ctx.vault.sealForTenant(tenantId, placeOf(id, 'text'), text),
    textSha256: await sha256Hex(text),
    sealedSigner: await ctx.vault.sealForTenant(tenantId, placeOf(id, 'signer'), signedBy),
    recordedBy: actor.type === 'api_key' ? `api_key:${actor.keyId}` : actor.type,
    withdrawnAtMs: null,
    createdAtMs: nowMs,
  }
  const entry = { action: 'attestation.recorded', subject: id, detailHash: await detailHashOf(row) } as const
  await ctx.db.batch([ctx.db.insert(attestations).values(row), appendAudit(ctx, [entry])])
  dropBusinessFacts()
  await sealAuditQuietly(ctx)
  return row
}

/** Withdraws what was signed: it counts no more. Again is nothing new. Undefined when there is none of that id. */
export async function withdrawAttestation(ctx: Ctx, id: string): Promise<AttestationRow | undefined> {
  const mine = and(ownedBy(ctx, attestations), eq(attestations.id, id))
  const row = await ctx.db.select().from(attestations).where(mine).get()
  if (row === undefined || row.withdrawnAtMs !== null) return row
  const withdrawn = { ...row, withdrawnAtMs: ctx.nowMs }
  const entry = { action: 'attestation.withdrawn', subject: id, detailHash: await detailHashOf(withdrawn) } as const
  await ctx.db.batch([
    ctx.db
      .update(attestations)
      .set({ withdrawnAtMs: ctx.nowMs })
      .where(and(mine, isNull(attestations.withdrawnAtMs))),
    appendAudit(ctx, [entry], { once: true }),
  ])
  dropBusinessFacts()
  await sealAuditQuietly(ctx)
  return withdrawn
}

/** What was signed and by whom, as it was given. */
export async function openAttestation(
  { vault, tenantId }: Pick<Ctx, 'vault' | 'tenantId'>,
  { id, sealedText, sealedSigner }: AttestationRow,
): Promise<{ readonly text: string | null; readonly signedBy: string | null }> {
  const [text, signedBy] = await Promise.all([
    vault.openForTenant(tenantId, placeOf(id, 'text'), sealedText),
    vault.openForTenant(tenantId, placeOf(id, 'signer'), sealedSigner),
  ])
  return { text, signedBy }
}
