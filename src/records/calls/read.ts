import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { findPersonKey } from '../../vault/person-keys.ts'
import { open } from '../../vault/seal.ts'
import { oneOf } from '../expired.ts'
import { ownedBy } from '../owned-by.ts'
import { carrierDeletions } from '../carrier-deletions/table.ts'
import { recordings } from '../recordings/table.ts'
import { transcripts } from '../transcripts/table.ts'
import { calls } from './table.ts'

type CallRow = typeof calls.$inferSelect

/** A call of the tenant, in the mode of whoever asks. */
export const findCall = (ctx: Ctx, callId: string): Promise<CallRow | undefined> =>
  ctx.db
    .select()
    .from(calls)
    .where(and(ownedBy(ctx, calls), eq(calls.id, callId)))
    .get()

/** The other side's number in full, or null when it was withheld or its key is gone. */
export async function openOtherNumber(ctx: Ctx, row: CallRow): Promise<string | null> {
  if (row.sealedNumber === null) return null
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.personId ?? row.id)
  if (key === null) return null
  return open(key, { tenantId: ctx.tenantId, table: 'calls', recordId: row.id, field: 'number' }, row.sealedNumber)
}

/** What became of the carrier's own copy of a recording. */
interface CarrierCopy {
  readonly status: 'pending' | 'deleted' | 'gave_up'
  readonly deletedAtMs: number | null
}

/** What belongs to calls and lies elsewhere, by call. */
export interface CallParts {
  readonly recordingExpiresAtMs: ReadonlyMap<string, number>
  readonly transcriptExpiresAtMs: ReadonlyMap<string, number>
  readonly carrierCopies: ReadonlyMap<string, CarrierCopy>
  readonly voicemails: ReadonlyMap<string, typeof recordings.$inferSelect>
  /** The same receipts, by the carrier's id of the recording. */
  readonly copiesOf: ReadonlyMap<string, CarrierCopy>
}

/** The parts of these calls. One round trip however many calls there are. */
export async function readCallParts(ctx: Ctx, callIds: readonly string[]): Promise<CallParts> {
  const [kept, words, copies] = await ctx.db.batch([
    ctx.db
      .select()
      .from(recordings)
      .where(and(eq(recordings.tenantId, ctx.tenantId), oneOf(recordings.callId, callIds))),
    ctx.db
      .select({ callId: transcripts.callId, atMs: transcripts.expiresAtMs })
      .from(transcripts)
      .where(and(eq(transcripts.tenantId, ctx.tenantId), oneOf(transcripts.callId, callIds))),
    ctx.db
      .select({
        id: carrierDeletions.id,
        callId: carrierDeletions.callId,
        status: carrierDeletions.status,
        deletedAtMs: carrierDeletions.deletedAtMs,
      })
      .from(carrierDeletions)
      .where(and(eq(carrierDeletions.tenantId, ctx.tenantId), oneOf(carrierDeletions.callId, callIds))),
  ])
  const audio = kept.filter(({ kind }) => kind === 'call')
  const voicemails = kept.filter(({ kind }) => kind === 'voicemail')
  const ofVoicemails = new Set(voicemails.map(({ carrierRecordingId }) => carrierRecordingId))
  return {
    recordingExpiresAtMs: new Map(audio.map(({ callId, expiresAtMs }) => [callId, expiresAtMs])),
    voicemails: new Map(voicemails.map((row) => [row.callId, row])),
    copiesOf: new Map(copies.map(({ id, status, deletedAtMs }) => [id, { status, deletedAtMs }])),
    transcriptExpiresAtMs: new Map(words.map(({ callId, atMs }) => [callId, atMs])),
    carrierCopies: new Map(
      copies
        .filter(({ id }) => !ofVoicemails.has(id))
        .map(({ callId, status, deletedAtMs }) => [callId, { status, deletedAtMs }]),
    ),
  }
}
