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
   * `acknowledgement`, `answer` and `challenge` are sent by themselves and under caps, and so is `unproven`: either of the first
   * two, to an address that nothing shows to be who wrote. `sales` goes only to who has not said no; whatever else (`notice`, `business_notice`, `export_ready`, `erased`, `ticket`, …) is sent.
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

/** How a mail that is owed stands. `capped` is never sent; neither is `unwanted`, of which nothing is kept. */
export type OwedStatus = (typeof outgoingMails.$inferSelect)['status'] | 'unwanted'

/** Whether a mail is sent, or was. */
export const isOnItsWay = (status: OwedStatus | null): boolean => status === 'owed' || status === 'sent'

/**
 * Owes somebody a mail: it is sent within a minute or so, and tried again when it cannot be.
 *
 * Whether the caps leave room for it is decided in the statement that keeps it, so that of many at once no more get through.
 * One that is over them is kept as `capped` and never sent.
 *
 * @returns how it stands; of one that was owed before, how that one does.
 */
export async function oweMail(ctx: Ctx, mail: OwedMail): Promise<OwedStatus> {
  if (mail.kind === 'sales' && !(await mayGetBusinessMail(ctx, mail.to))) return 'unwanted'
  const known = await owedStatusOf(ctx, mail.onceKey)
  if (known !== null) return known
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
  if (kept[0] === undefined) {
    await destroyPersonKey(ctx.vault, ctx.blobs, tenantId, id)
    return (await owedStatusOf(ctx, mail.onceKey)) ?? 'owed'
  }
  if (kept[0].status === 'capped') log.warn('mail.capped', { mailId: id, kind: mail.kind })
  return kept[0].status
}

/** How the mail of this key stands; null where there is none. */
export async function owedStatusOf(ctx: Ctx, onceKey: string): Promise<OwedStatus | null> {
  const same = and(eq(outgoingMails.tenantId, ctx.tenantId), eq(outgoingMails.onceKey, onceKey))
  const [known] = await ctx.db.select({ status: outgoingMails.status }).from(outgoingMails).where(same).limit(1)
  return known?.status ?? null
}

async function sealed(ctx: Ctx, id: string, mail: OwedMail): Promise<string> {
  const { to, subject, text, from, inReplyTo, references, requestId, ticketId, confirm, unsubscribe } = mail
  const thread = requestId ?? ticketId
  // What is undefined is left out of JSON.
  const words = { to, subject, text, from, inReplyTo, references, thread, confirm, unsubscribe }
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, id)
  return seal(key, outgoingPlace(ctx.tenantId, id), JSON.stringify(words))
}
