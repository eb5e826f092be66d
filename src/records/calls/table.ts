import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { ANSWERED_BY, CALL_STATUSES, CALLER_VERDICTS, ENDED_BY, END_REASONS, OUTCOMES } from '../../calls/call.ts'

/** A call: metadata only. What was said is a transcript, what was heard a recording; both go earlier. */
export const calls = sqliteTable(
  'calls',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** The LiveCall that owns it while it lasts. */
    objectName: text().notNull(),
    carrier: text().notNull(),
    accountSid: text().notNull(),
    carrierCallId: text().notNull(),
    direction: text({ enum: ['inbound', 'outbound'] }).notNull(),
    status: text({ enum: CALL_STATUSES }).notNull(),
    /** The other side's number, masked; null when it was withheld. */
    maskedNumber: text(),
    /** The other side's number, sealed with the person's key. */
    sealedNumber: text(),
    ourNumber: text().notNull(),
    /** How far the caller's carrier vouches for the number (STIR/SHAKEN); null where nothing was said of it. */
    callerVerdict: text({ enum: CALLER_VERDICTS }),
    /** Of a call that we made: what for, and for which campaign. */
    purpose: text(),
    campaignId: text(),
    /** Who or what picked up a call that we made. */
    answeredBy: text({ enum: ANSWERED_BY }),
    agentId: text(),
    agentVersion: integer(),
    personId: text(),
    startedAtMs: integer().notNull(),
    answeredAtMs: integer(),
    endedAtMs: integer(),
    durationSeconds: integer(),
    outcome: text({ enum: OUTCOMES }),
    endedBy: text({ enum: ENDED_BY }),
    endReason: text({ enum: END_REASONS }),
    turnCount: integer().notNull(),
    /** Median milliseconds from the caller's final prompt to our first token. */
    replyMsP50: integer(),
    transcriptStatus: text({ enum: ['pending', 'stored', 'not_kept', 'failed', 'deleted'] }).notNull(),
    recordingStatus: text({
      enum: ['none', 'pending', 'stored', 'refused', 'not_kept', 'absent', 'failed', 'deleted'],
    }).notNull(),
    /** When `call.completed` or `call.failed` was put in the outbox: every part of the call was settled then. */
    reportedAtMs: integer(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('calls_carrier').on(t.accountSid, t.carrierCallId),
    index('calls_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('calls_by_person').on(t.personId),
    index('calls_by_campaign').on(t.campaignId),
    index('calls_by_expiry').on(t.expiresAtMs),
    // The sweep for recordings nobody waits for any more. Few calls are in it at a time.
    index('calls_recording_pending')
      .on(t.startedAtMs)
      .where(sql`${t.recordingStatus} = 'pending'`),
    // The sweep that wakes calls whose object has fallen silent.
    index('calls_unreported')
      .on(t.startedAtMs)
      .where(sql`${t.reportedAtMs} IS NULL`),
  ],
)
