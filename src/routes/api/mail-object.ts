import { asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { readRaw } from '../../mail/raw-mail.ts'
import { readMail } from '../../mail/reading/read-mail.ts'
import type { mails } from '../../records/mails/table.ts'
import { outgoingMails } from '../../records/outgoing-mails/table.ts'
import { time, Time, timeOrNull } from './shape.ts'

const ANSWERS_MAX = 20

const AnswerObject = z
  .object({
    id: z.string(),
    kind: z.string(),
    status: z
      .enum(outgoingMails.status.enumValues)
      .describe(
        '`capped`: this address, its domain or everybody together had had enough mails of ours; it is not sent.',
      ),
    attempts: z.int(),
    error: z.string().nullable(),
    sent_at: Time.nullable(),
    created_at: Time,
  })
  .meta({ id: 'MailAnswer' })

export const MailObject = z
  .object({
    object: z.literal('mail'),
    id: z.string(),
    inbox: z.string().describe('`privacy`, `support`, `general`, or `business` for a business’s own address.'),
    fingerprint: z
      .string()
      .describe('SHA-256 over Message-ID, sender, our address and the bytes below the head, to find a mail by.'),
    size: z.int(),
    truncated: z.boolean().describe('Only the first 5 MiB were read.'),
    authentication: z
      .string()
      .describe('Whether it comes from where it says: `none`, `weak`, `pass`; `unread` before it was read.'),
    labels: z.array(z.string()),
    status: z.string(),
    outcomes: z.array(z.string()),
    loop_reason: z.string().nullable().describe('Why it gets no automatic answer.'),
    request_ids: z.array(z.string()),
    ticket_id: z.string().nullable(),
    livemode: z.boolean(),
    received_at: Time,
    expires_at: Time,
  })
  .meta({ id: 'Mail' })

export const OpenedMail = z
  .object({
    ...MailObject.shape,
    answers: z.array(AnswerObject),
    from: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string().nullable().describe('What the sender wrote anew; null when the mail is not kept any more.'),
  })
  .meta({ id: 'OpenedMail' })

export type MailRow = typeof mails.$inferSelect

export const mailObject = (row: MailRow) => ({
  object: 'mail' as const,
  id: row.id,
  inbox: row.inbox,
  fingerprint: row.dedupeHash,
  size: row.rawBytes,
  truncated: row.truncated,
  authentication: row.authentication,
  labels: row.labels,
  status: row.status,
  outcomes: (row.outcome ?? '').split(',').filter(Boolean),
  loop_reason: row.loopReason,
  request_ids: row.requestIds,
  ticket_id: row.ticketId,
  livemode: row.livemode,
  received_at: time(row.receivedAtMs),
  expires_at: time(row.expiresAtMs),
})

/** A mail with its words and what was answered. */
export async function openedMail(ctx: Pick<Ctx, 'db' | 'vault' | 'blobs' | 'tenantId' | 'nowMs'>, row: MailRow) {
  const answers = await ctx.db
    .select()
    .from(outgoingMails)
    .where(eq(outgoingMails.mailId, row.id))
    .orderBy(asc(outgoingMails.id))
    .limit(ANSWERS_MAX)
  const kept = await readRaw(ctx, row.id)
  const setting = { truncated: row.truncated, ownDomains: [], nowMs: ctx.nowMs }
  const reading = kept === null ? null : await readMail(kept.raw, { ...setting, envelopeFrom: kept.from })
  return {
    ...mailObject(row),
    answers: answers.map((answer) => ({
      id: answer.id,
      kind: answer.kind,
      status: answer.status,
      attempts: answer.attempts,
      error: answer.errorCode,
      sent_at: timeOrNull(answer.sentAtMs),
      created_at: time(answer.createdAtMs),
    })),
    from: reading?.from?.address ?? null,
    subject: reading?.subject ?? null,
    text: reading?.text.fresh ?? null,
  }
}
