import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { transcripts } from '../records/transcripts/table.ts'
import { findPersonKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'
import type { ExtractedField } from './summary/extracted-fields.ts'

/** One turn as the API shows it. `heardText` is null for a caller's turn, and for a reply it is what reached the caller. */
export interface TranscriptTurn {
  readonly speaker: 'caller' | 'agent'
  readonly text: string
  readonly heardText: string | null
  readonly atMs: number
}

/** What a call came to, in words. */
export interface CallSummary {
  readonly text: string
  readonly followUps: readonly string[]
  /** What the agent document's `capture` asks to have taken out of a call, as far as it was said. */
  readonly fields: readonly ExtractedField[]
  /** What the caller gave for sensitive fields: nobody else has seen it. Absent: nothing. */
  readonly secrets?: readonly ExtractedField[]
}

/** A summary, and who made it. */
export interface MadeSummary extends CallSummary {
  readonly generatedBy: 'rules' | 'model'
}

const placeOf = (ctx: Pick<Ctx, 'tenantId'>, callId: string, field: 'turns' | 'summary'): Place => ({
  tenantId: ctx.tenantId,
  table: 'transcripts',
  recordId: callId,
  field,
})

/** The R2 object of a call's transcript. */
export const transcriptBlobKey = (tenantId: string, callId: string): string => `transcripts/${tenantId}/${callId}`

/** Seals the turns and stores them. The same call again replaces the object with the same turns. */
export async function storeTurns(
  ctx: Ctx,
  key: PersonKey,
  callId: string,
  turns: readonly TranscriptTurn[],
): Promise<string> {
  const blobKey = transcriptBlobKey(ctx.tenantId, callId)
  await ctx.blobs.put(blobKey, await seal(key, placeOf(ctx, callId, 'turns'), JSON.stringify(turns)))
  return blobKey
}

export const sealSummary = (ctx: Ctx, key: PersonKey, callId: string, summary: CallSummary): Promise<string> =>
  seal(key, placeOf(ctx, callId, 'summary'), JSON.stringify(summary))

export type TranscriptRow = typeof transcripts.$inferSelect

const rowOf = async (ctx: Ctx, callId: string) =>
  (
    await ctx.db
      .select()
      .from(transcripts)
      .where(and(eq(transcripts.callId, callId), eq(transcripts.tenantId, ctx.tenantId)))
      .limit(1)
  )[0]

/** The turns of a call, or null when there are none (any more) or their key is gone. */
export async function readTranscript(ctx: Ctx, callId: string): Promise<readonly TranscriptTurn[] | null> {
  const row = await rowOf(ctx, callId)
  if (!row) return null
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.keySubject)
  return key === null ? null : openTurns(ctx, key, row)
}

/** The turns of a transcript whose row and key are at hand; null where they are gone, or it is another's key. */
export async function openTurns(
  ctx: Pick<Ctx, 'blobs' | 'tenantId'>,
  key: PersonKey,
  { callId, blobKey }: Pick<TranscriptRow, 'callId' | 'blobKey'>,
): Promise<readonly TranscriptTurn[] | null> {
  const object = await ctx.blobs.get(blobKey)
  const text = object === null ? null : await open(key, placeOf(ctx, callId, 'turns'), await object.text())
  return text === null ? null : (JSON.parse(text) as TranscriptTurn[])
}

/** The summary of a call and who made it, or null. It goes with the transcript. */
export async function readSummary(ctx: Ctx, callId: string): Promise<MadeSummary | null> {
  const row = await rowOf(ctx, callId)
  if (!row?.sealedSummary || !row.summaryBy) return null
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.keySubject)
  const summary = key === null ? null : await openSummary(ctx, key, row)
  return summary === null ? null : { ...summary, generatedBy: row.summaryBy }
}

/** The summary of a transcript whose row and key are at hand. */
export async function openSummary(
  ctx: Pick<Ctx, 'tenantId'>,
  key: PersonKey,
  { callId, sealedSummary }: Pick<TranscriptRow, 'callId' | 'sealedSummary'>,
): Promise<CallSummary | null> {
  const text = sealedSummary === null ? null : await open(key, placeOf(ctx, callId, 'summary'), sealedSummary)
  return text === null ? null : (JSON.parse(text) as CallSummary)
}
