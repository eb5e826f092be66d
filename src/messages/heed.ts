import { eq } from 'drizzle-orm'
import { restore } from '../consent/restore.ts'
import { suppress } from '../consent/suppress.ts'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { createTask } from '../tasks/create.ts'
import { noteCorrespondent } from './correspondent.ts'
import type { InboundMessage } from './message.ts'
import type { Outbox } from './outbox.ts'
import { CONFIRMATION_MS_MAX } from './send-gate.ts'
import { standingOf } from './send-standing.ts'
import { stopFor, stopsOf, type Stop } from './stops.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { stopOf, wishIn, type Wish } from './wish-in.ts'
import { wordsOfWish } from './wish-words.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A message that somebody wrote, before anybody answers it. */
export interface ToHeed {
  /** Ours. */
  readonly messageId: string
  readonly provider: string
  readonly message: InboundMessage
}

interface Heeding {
  readonly handle: ThreadHandle
  readonly outbox: Pick<Outbox, 'prepare' | 'put'>
}

/**
 * Does what a message asks for before any agent is asked: an opt-out by keyword or in words, START, HELP, and what the carrier
 * has answered by itself. Safe to repeat.
 *
 * @returns true when that was all there is to it: nothing is to be answered, or has been.
 */
export async function heed({ handle, outbox }: Heeding, toHeed: ToHeed, nowMs: number): Promise<boolean> {
  const ctx = handle.ctx(nowMs)
  const { channel } = toHeed.message
  const { personId } = handle.pins
  await noteCorrespondent(handle, toHeed)
  // Whoever writes can be reached this way after all.
  if (stopsOf(handle.storage).some(({ scope }) => scope === channel))
    await restore(ctx, personId, { by: 'writing', channel })
  const wish = wishIn(toHeed.message)
  const say = (text: string, key: string, isConfirmation: boolean): Promise<void> =>
    reply({ handle, outbox }, toHeed, { text, key, isConfirmation }, nowMs)

  if (wish?.type === 'stop') {
    const first = await end(handle, ctx, wish, toHeed)
    if (first !== null && !wish.isAnswered) await say(await words(ctx, wish, toHeed), `stopped:${first.atMs}`, true)
    return true
  }
  if (wish?.type === 'start') {
    const isRestored = await restore(ctx, personId, { by: 'start', channel })
    if (isRestored && !wish.isAnswered) await say(await words(ctx, wish, toHeed), `started:${toHeed.messageId}`, false)
    return isRestored || wish.isAnswered || (await isStopped(handle, ctx, toHeed))
  }
  if (wish?.type === 'help') {
    if (!wish.isAnswered) await say(await words(ctx, wish, toHeed), `help:${toHeed.messageId}`, false)
    return true
  }
  if (!(await isStopped(handle, ctx, toHeed))) return false
  await leaveToStaff(handle, ctx)
  return true
}

/** Ends everything. Gives the stop to be confirmed: the first that stands, while it is fresh. */
async function end(handle: ThreadHandle, ctx: Ctx, wish: Wish, { message }: ToHeed): Promise<Stop | null> {
  const { phone, userId } = message.sender
  const identity = phone ?? (userId === null ? undefined : { userId })
  await suppress(ctx, {
    ...(identity !== undefined && { phone: identity }),
    personId: handle.pins.personId,
    reason: wish.by === 'keyword' ? 'stop_keyword' : 'asked_in_writing',
    source: message.channel,
    stop: stopOf(wish, message.channel),
  })
  const standing = stopsOf(handle.storage).filter(({ scope }) => scope === 'all')
  const first = standing.toSorted((one, other) => one.atMs - other.atMs)[0]
  return first !== undefined && ctx.nowMs < first.atMs + CONFIRMATION_MS_MAX ? first : null
}

async function isStopped(handle: ThreadHandle, ctx: Ctx, { provider, message }: ToHeed): Promise<boolean> {
  const about = { channel: message.channel, purpose: 'service' } as const
  if (stopFor(stopsOf(handle.storage), about) !== null) return true
  const { stops } = await standingOf(ctx, handle.pins.personId, { provider, line: message.line })
  return stopFor(stops, about) !== null
}

/** Somebody who is not to be contacted writes: nobody but a person can say what they want. Once a day. */
async function leaveToStaff(handle: ThreadHandle, ctx: Ctx): Promise<void> {
  const { personId } = handle.pins
  await createTask(ctx, {
    kind: 'message',
    priority: 'normal',
    queue: 'front-desk',
    callId: null,
    personId,
    keySubject: personId,
    details: { message: 'Somebody who asked not to be contacted has written. No answer was sent.' },
    intentKey: `${handle.threadId}:suppressed:${Math.floor(ctx.nowMs / DAY_MS)}`,
  })
}

async function words(ctx: Ctx, wish: Wish, { message }: ToHeed): Promise<string> {
  const [tenant] = await ctx.directory
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1)
  return wordsOfWish(wish, message, tenant?.name ?? null)
}

async function reply(
  { handle, outbox }: Heeding,
  { messageId, provider, message }: ToHeed,
  { text, key, isConfirmation }: { readonly text: string; readonly key: string; readonly isConfirmation: boolean },
  nowMs: number,
): Promise<void> {
  const { phone, userId } = message.sender
  outbox.put(
    await outbox.prepare(
      {
        channel: message.channel,
        provider,
        line: message.line,
        to: { phone, userId },
        content: { type: 'text', text },
        author: 'system',
        repliesTo: messageId,
        key,
        isConfirmation,
      },
      nowMs,
    ),
  )
  await handle.arm()
}
