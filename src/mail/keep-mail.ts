import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { mails } from '../records/mails/table.ts'
import { dedupeHash } from './dedupe-hash.ts'
import { storeRaw, type RawMail } from './raw-mail.ts'

const KEEP_DAYS = 30

/** A mail as it comes in at the door. */
export interface Incoming extends RawMail {
  /** How long the whole mail was; more than `raw` has where it was cut. */
  readonly rawBytes: number
  readonly inbox: string
}

/**
 * Keeps a mail before anything is done with it: the row, then its bytes sealed with a key of its own.
 *
 * The same mail again is the same row. A row without bytes is one whose delivery broke off, and has the sender try again: the
 * next delivery brings them.
 */
export async function keepMail(
  ctx: Ctx,
  mail: Incoming,
): Promise<{ readonly mailId: string; readonly isNew: boolean }> {
  const hash = await dedupeHash(mail.raw, mail.to)
  const row = (await rowWith(ctx, hash)) ?? (await arrive(ctx, mail, hash))
  if (row.status !== 'arriving') return { mailId: row.id, isNew: false }
  await storeRaw(ctx, row.id, mail)
  await ctx.db
    .update(mails)
    .set({ status: 'received' })
    .where(and(eq(mails.id, row.id), eq(mails.status, 'arriving')))
  return { mailId: row.id, isNew: true }
}

interface Arrived {
  readonly id: string
  readonly status: string
}

const rowWith = (ctx: Ctx, hash: string): Promise<Arrived | undefined> =>
  ctx.db.select({ id: mails.id, status: mails.status }).from(mails).where(eq(mails.dedupeHash, hash)).get()

async function arrive(ctx: Ctx, { raw, rawBytes, inbox }: Incoming, hash: string): Promise<Arrived> {
  const { tenantId, livemode, nowMs } = ctx
  const id = newId('mail', nowMs)
  const [inserted] = await ctx.db
    .insert(mails)
    .values({
      id,
      tenantId,
      livemode,
      dedupeHash: hash,
      inbox,
      blobKey: `mails/${tenantId}/${id}`,
      rawBytes,
      truncated: rawBytes > raw.length,
      authentication: 'unread',
      labels: [],
      status: 'arriving',
      requestIds: [],
      receivedAtMs: nowMs,
      expiresAtMs: expiryOf(nowMs, KEEP_DAYS),
    })
    .onConflictDoNothing()
    .returning({ id: mails.id, status: mails.status })
  const kept = inserted ?? (await rowWith(ctx, hash))
  if (kept === undefined) throw new Error('a mail that was not kept')
  return kept
}
