import type { Ctx } from '../src/context.ts'
import { calls } from '../src/records/calls/table.ts'
import { people } from '../src/records/people/table.ts'
import { recordings } from '../src/records/recordings/table.ts'
import { tasks } from '../src/records/tasks/table.ts'
import { personKey } from '../src/vault/person-keys.ts'

type CallRow = typeof calls.$inferInsert
type RecordingRow = typeof recordings.$inferInsert
type PersonRow = typeof people.$inferInsert
type TaskRow = typeof tasks.$inferInsert

const DAY_MS = 86_400_000

/** A call that is over and whose recording is still awaited, as its row. */
export async function aCall(ctx: Ctx, fields: Partial<CallRow> = {}): Promise<CallRow> {
  const row: CallRow = {
    id: 'call_1',
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    objectName: 'twilio:AC1:CA1',
    carrier: 'twilio',
    accountSid: 'AC1',
    carrierCallId: `CA-${fields.id ?? 'call_1'}`,
    direction: 'inbound',
    status: 'completed',
    maskedNumber: '+1 ••• ••• 0142',
    sealedNumber: null,
    ourNumber: '+12125550100',
    agentId: null,
    agentVersion: null,
    personId: 'per_1',
    startedAtMs: ctx.nowMs,
    answeredAtMs: ctx.nowMs,
    endedAtMs: ctx.nowMs,
    durationSeconds: 12,
    outcome: 'question_answered',
    endedBy: 'caller',
    endReason: 'customer_hangup',
    turnCount: 2,
    replyMsP50: null,
    transcriptStatus: 'not_kept',
    recordingStatus: 'pending',
    updatedAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 395 * DAY_MS,
    ...fields,
  }
  await ctx.db.insert(calls).values(row)
  return row
}

/** A stored recording of `callId`, as its row and a few bytes of an object. */
export async function aRecording(ctx: Ctx, callId: string, fields: Partial<RecordingRow> = {}): Promise<void> {
  const blobKey = `recordings/${ctx.tenantId}/${callId}/RE-${callId}`
  await ctx.blobs.put(blobKey, 'sealed audio')
  await ctx.db.insert(recordings).values({
    id: `rec_${callId}`,
    callId,
    tenantId: ctx.tenantId,
    livemode: true,
    personId: 'per_1',
    keySubject: 'per_1',
    blobKey,
    contentType: 'audio/x-wav',
    plainBytes: 12,
    sha256: '0'.repeat(64),
    chunkBytes: 65_536,
    carrierRecordingId: `RE-${callId}`,
    createdAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 30 * DAY_MS,
    ...fields,
  })
}

/** A person with a key and, as the pointer from their number, an identity. */
export async function aPerson(ctx: Ctx, personId: string, fields: Partial<PersonRow> = {}): Promise<void> {
  await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const phoneToken = `token-${personId}`
  await ctx.objects.identity(phoneToken).personOr(personId)
  await ctx.db.insert(people).values({
    id: personId,
    tenantId: ctx.tenantId,
    livemode: true,
    phoneToken,
    maskedPhone: '+1 ••• ••• 0142',
    createdAtMs: ctx.nowMs,
    lastSeenAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 395 * DAY_MS,
    ...fields,
  })
}

/** Something left to do for whoever `keySubject` is. */
export async function aTask(ctx: Ctx, id: string, fields: Partial<TaskRow> = {}): Promise<void> {
  await ctx.db.insert(tasks).values({
    id,
    tenantId: ctx.tenantId,
    livemode: true,
    kind: 'message',
    status: 'open',
    priority: 'normal',
    queue: 'Front desk',
    keySubject: 'per_1',
    intentKey: id,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 395 * DAY_MS,
    ...fields,
  })
}
