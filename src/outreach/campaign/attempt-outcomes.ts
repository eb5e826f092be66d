import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { calls } from '../../records/calls/table.ts'
import { messages } from '../../records/messages/table.ts'
import type { AttemptOutcome } from './advance-member.ts'

/** What the records say of an attempt. `outcome` is null while it is under way. */
export interface Found {
  readonly outcome: AttemptOutcome | null
  readonly personId: string | null
  /** Why it failed, where it did. */
  readonly code: string | null
}

type MessageStatus = (typeof messages.$inferSelect)['status']

const OF_MESSAGE: Readonly<Partial<Record<MessageStatus, AttemptOutcome>>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  failed: 'failed',
  blocked: 'blocked',
}

type CallRow = Pick<typeof calls.$inferSelect, 'status' | 'answeredBy' | 'outcome' | 'endReason'>

/** Of a call that is over; null while it is not. */
export function outcomeOfCall({ status, answeredBy, outcome, endReason }: CallRow): AttemptOutcome | null {
  if (status === 'ringing' || status === 'in_progress') return null
  if (outcome === 'opted_out' || endReason === 'opted_out') return 'blocked'
  if (status === 'busy') return 'busy'
  if (status === 'no_answer' || status === 'canceled') return 'no_answer'
  if (status === 'failed') return 'failed'
  if (outcome === 'voicemail_left') return 'voicemail'
  return answeredBy === null || answeredBy === 'human' ? 'answered' : 'no_answer'
}

/** What became of the calls and messages of these ids, in two statements. One that is not on record yet is left out. */
export async function attemptOutcomes(ctx: Ctx, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  if (subjectIds.length === 0) return found
  const among = (column: typeof calls.id | typeof messages.id) =>
    sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(subjectIds)}))`
  const [ofMessages, ofCalls] = await ctx.db.batch([
    ctx.db
      .select({ id: messages.id, status: messages.status, code: messages.errorCode, personId: messages.personId })
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), among(messages.id))),
    ctx.db
      .select()
      .from(calls)
      .where(and(eq(calls.tenantId, ctx.tenantId), among(calls.id))),
  ])
  for (const { id, status, code, personId } of ofMessages)
    found.set(id, { outcome: OF_MESSAGE[status] ?? null, personId, code })
  for (const call of ofCalls)
    found.set(call.id, { outcome: outcomeOfCall(call), personId: call.personId, code: call.endReason })
  return found
}
