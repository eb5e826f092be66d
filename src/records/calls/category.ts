import { sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { calls } from './table.ts'

/** Records of calls that advertise, in days: 16 CFR 310.5. */
export const TELEMARKETING_KEEP_DAYS = 1_826

const theirs = { table: calls, tenantId: calls.tenantId, names: [calls.personId] }

export const callCategory: Category = {
  name: 'calls',
  what: 'That a call took place: when, how long, with which agent and what came of it; the caller’s number is sealed.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [calls],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [
      { ...theirs, only: sql`${calls.purpose} IS NOT 'marketing'` },
      {
        ...theirs,
        // One that is older than that went at its end.
        only: sql`${calls.purpose} = 'marketing'`,
        leaves: { personId: null, maskedNumber: null, sealedNumber: null },
        keptBy: {
          why: 'That a call of ours that advertises was made, when and with what outcome (16 CFR 310.5). Without whom it reached.',
          keepDays: TELEMARKETING_KEEP_DAYS,
        },
      },
    ],
  },
  clock: { table: calls, tenantId: calls.tenantId, fromAtMs: calls.startedAtMs, expiresAtMs: calls.expiresAtMs },

  outline: {
    yearOf: 'startedAtMs',
    fields: {
      direction: { as: 'word', words: calls.direction.enumValues },
      status: { as: 'word', words: calls.status.enumValues },
      answeredBy: { as: 'word', words: calls.answeredBy.enumValues },
      callerVerdict: { as: 'word', words: calls.callerVerdict.enumValues },
      outcome: { as: 'word', words: calls.outcome.enumValues },
      endedBy: { as: 'word', words: calls.endedBy.enumValues },
      endReason: { as: 'word', words: calls.endReason.enumValues },
      durationSeconds: { as: 'size' },
      turnCount: { as: 'size' },
      personId: { as: 'token' },
    },
  },

  due: dueRows({
    table: calls,
    id: calls.id,
    tenantId: calls.tenantId,
    personId: calls.personId,
    expiresAtMs: calls.expiresAtMs,
    sealed: true,
    subject: sql<string>`coalesce(${calls.personId}, ${calls.id})`,
  }),
}
