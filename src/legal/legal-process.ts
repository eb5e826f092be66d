import { eq } from 'drizzle-orm'
import type { Ctx, Db } from '../context.ts'
import type { CategoryName } from '../records/category.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'

export type LegalProcess = typeof legalProcesses.$inferSelect

export const LEGAL_KINDS = legalProcesses.kind.enumValues

/** What an authority asks for, as it was taken in. */
export interface NewLegalProcess {
  readonly kind: LegalProcess['kind']
  /** Whom it is about. Nothing is handed over that is about nobody in particular. */
  readonly personId: string | null
  readonly categories: readonly CategoryName[]
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly details: LegalDetails
  /** The business must not be told, until then; null while nobody said how long. */
  readonly gagged: boolean
  readonly gagEndsAtMs: number | null
  readonly dueAtMs: number | null
}

/** Who asks, under which number, and in which words. Sealed. */
export interface LegalDetails {
  readonly authority: string
  readonly reference: string
  readonly words: string
}

/** Two different people have to say yes before anything is handed over. */
export const APPROVALS_MIN = 2

export const detailsPlace = (id: string): string => `legal_processes|${id}|details`

export async function detailsOf({ vault }: Pick<Ctx, 'vault'>, row: LegalProcess): Promise<LegalDetails | null> {
  const text = await vault.openForTenant(row.tenantId, detailsPlace(row.id), row.sealedDetails)
  return text === null ? null : (JSON.parse(text) as LegalDetails)
}

export const findProcess = (db: Db, id: string): Promise<LegalProcess | undefined> =>
  db.select().from(legalProcesses).where(eq(legalProcesses.id, id)).get()

/** Whether the business may be told at `nowMs`: a gag ends at the moment that was said, and without one it never began. */
export const mayBeTold = (
  { gagged, gagEndsAtMs }: Pick<LegalProcess, 'gagged' | 'gagEndsAtMs'>,
  nowMs: number,
): boolean => !gagged || (gagEndsAtMs !== null && gagEndsAtMs <= nowMs)
