import { eq, and } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { log } from '../kernel/log.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { destroyPersonKey, personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { addressTokens, threadTokenOf } from './address-tokens.ts'
import { firstTurnAt, statusUnderCaps } from './answer-caps.ts'
import { mayGetBusinessMail } from './business-mail.ts'
import { outgoingPlace, type MailWords } from './outgoing-mail.ts'

const KEEP_DAYS = 30

/** A mail that somebody is owed. */
export interface OwedMail extends MailWords {
  /**
   * `acknowledgement`, `answer` and `challenge` are sent by themselves and under caps; `sales` only to who has not said no;
   * whatever else (`notice`, `export_ready`, `erased`, `ticket`, …) is sent.
   */
  readonly kind: string
  /** What it is sent once for, within the business: a second with the same key is the same mail. Holds no personal data. */
  readonly onceKey: string
  readonly mailId?: string
  readonly requestId?: string
  readonly ticketId?: string
  /** Not sent before this, epoch milliseconds. */
  readonly notBeforeMs?: number
}

/**
 * Owes somebody a mail: it is sent within a minute or so, and tried again when it cannot be.
 *
 * Whether the caps leave room for it is decided in the statement that keeps it, so that of many at once no more get through.
 * One that is over them is kept as `capped` and never sent.
 */
export async function oweMail(ctx: Ctx, mail: OwedMail): Promise<void> {
  if (mail.kind === 'sales' && !(await mayGetBusinessMail(ctx, mail.to))) return
  if (await isOwed(ctx, mail.onceKey)) return
  const { tenantId, livemode, nowMs } = ctx
  const id = newId('eml', nowMs)
  const tokens = await addressTokens(ctx.vault, mail.to)
  const threadToken = await threadTokenOf(ctx.vault, mail)
  const kept = await ctx.db
    .insert(outgoingMails)
    .values({
      id,
      tenantId,
      livemode,
      kind: mail.kind,
      onceKey: mail.onceKey,
      mailId: mail.mailId ?? null,
      requestId: mail.requestId ?? null,
      ticketId: mail.ticketId ?? null,
      sealedMail: await sealed(ctx, id, mail),
      ...tokens,
      threadToken,
      status: statusUnderCaps(mail.kind, tokens, nowMs),
      nextAttemptAtMs: firstTurnAt(mail.kind, threadToken, Math.max(nowMs, mail.notBeforeMs ?? 0)),
      createdAtMs: nowMs,
      expiresAtMs: expiryOf(nowMs, KEEP_DAYS),
    })
    .onConflictDoNothing()
    .returning({ status: outgoingMails.status })
  // Somebody else owed it in the same moment.
  if (kept.length === 0) await destroyPersonKey(ctx.vault, ctx.blobs, tenantId, id)
  if (kept[0]?.status === 'capped') log.warn('mail.capped', { mailId: id, kind: mail.kind })
}

/** Whether a mail of this key is owed, or was sent. */
export async function isOwed(ctx: Ctx, onceKey: string): Promise<boolean> {
  const same = and(eq(outgoingMails.tenantId, ctx.tenantId), eq(outgoingMails.onceKey, onceKey))
  return (await ctx.db.select({ id: outgoingMails.id }).from(outgoingMails).where(same).limit(1)).length > 0
}

async function sealed(ctx: Ctx, id: string, mail: OwedMail): Promise<string> {
  const { to, subject, text, from, inReplyTo, references, requestId, ticketId, unsubscribe } = mail
  const thread = requestId ?? ticketId
  // What is undefined is left out of JSON.
  const words = { to, subject, text, from, inReplyTo, references, thread, unsubscribe }
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, id)
  return seal(key, outgoingPlace(ctx.tenantId, id), JSON.stringify(words))
}
