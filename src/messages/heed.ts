import { eq } from 'drizzle-orm'
import { restore } from '../consent/restore.ts'
import { suppress } from '../consent/suppress.ts'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { createTaskAboutWriter } from '../tasks/about-writer.ts'
import { noteCorrespondent } from './correspondent.ts'
import { heedDeletion } from './heed-deletion.ts'
import type { InboundMessage } from './message.ts'
import type { Outbox } from './outbox.ts'
import { CONFIRMATION_MS_MAX } from './send-gate.ts'
import { standingOf } from './send-standing.ts'
import { isStoppedSince, stopFor, stopsOf, type Stop } from './stops.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { WantedMessage } from './wanted-message.ts'
import { stopOf, wishIn, type Wish } from './wish-in.ts'
import { wordsOfWish } from './wish-words.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A message that somebody wrote, before anybody answers it. */
export interface ToHeed {
  /** Ours. */
  readonly messageId: string
  readonly provider: string
  /** When it came in: what was wished for later it does not take back. */
  readonly receivedAtMs: number
  readonly message: InboundMessage
  /** What was said in a voice note. */
  readonly words?: string
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
export async function heed(heeding: Heeding, toHeed: ToHeed, nowMs: number): Promise<boolean> {
  const { handle } = heeding
  const ctx = handle.ctx(nowMs)
  const { channel } = toHeed.message
  await noteCorrespondent(handle, toHeed)
  // Whoever writes can be reached this way after all.
  if (stopsOf(handle.storage).some(({ scope }) => scope === channel))
    await restore(ctx, handle.pins.personId, { by: 'writing', channel }, toHeed.receivedAtMs)
  const wish = wishIn({ ...toHeed.message, ...(toHeed.words !== undefined && { words: toHeed.words }) })
  // First: nothing that goes wrong with a deletion may stand in the way of an opt-out.
  const isDone = wish !== null && (await HEEDS[wish.type](heeding, ctx, wish, toHeed))
  const deletion = await heedDeletion(handle, toHeed, nowMs)
  if (wish !== null) return isDone
  if (deletion !== null) {
    await say(heeding, ctx, toHeed, { text: deletion, key: `deletion-answered:${toHeed.messageId}` })
    return true
  }
  if (!(await isStopped(handle, ctx, toHeed))) return false
  await leaveToStaff(handle, ctx)
  return true
}

type Heed = (heeding: Heeding, ctx: Ctx, wish: Wish, toHeed: ToHeed) => Promise<boolean>

const HEEDS: Readonly<Record<Wish['type'], Heed>> = {
  async stop(heeding, ctx, wish, toHeed) {
    const first = await end(heeding.handle, ctx, wish, toHeed)
    if (first !== null) await reply(heeding, ctx, wish, { ...toHeed, key: `stopped:${first.atMs}` })
    return true
  },
  /** Of somebody who was never stopped it is a word like any other. */
  async start(heeding, ctx, wish, toHeed) {
    const { handle } = heeding
    const { channel } = toHeed.message
    const ending = { by: 'start', channel } as const
    if (isStoppedSince(handle.storage, ending, toHeed.receivedAtMs)) return true
    const isRestored = await restore(ctx, handle.pins.personId, ending, toHeed.receivedAtMs)
    const isHeld = await isStopped(handle, ctx, toHeed)
    if (isRestored && !isHeld) await reply(heeding, ctx, wish, { ...toHeed, key: `started:${toHeed.messageId}` })
    return isRestored || isHeld || wish.isAnswered
  },
  async help(heeding, ctx, wish, toHeed) {
    const isHeld = await isStopped(heeding.handle, ctx, toHeed)
    if (!isHeld) await reply(heeding, ctx, wish, { ...toHeed, key: `help:${toHeed.messageId}` })
    return true
  },
}

/** Ends everything. Gives the stop to be confirmed: the first that stands, while it is fresh. */
async function end(
  handle: ThreadHandle,
  ctx: Ctx,
  wish: Wish,
  { message, receivedAtMs }: ToHeed,
): Promise<Stop | null> {
  const { phone, userId } = message.sender
  const identity = phone ?? (userId === null ? undefined : { userId })
  await suppress(ctx, {
    ...(identity !== undefined && { phone: identity }),
    personId: handle.pins.personId,
    reason: wish.by === 'keyword' ? 'stop_keyword' : 'asked_in_writing',
    source: message.channel,
    stop: stopOf(wish, message.channel),
    atMs: receivedAtMs,
  })
  const standing = stopsOf(handle.storage).filter(({ scope }) => scope === 'all')
  const first = standing.toSorted((one, other) => one.atMs - other.atMs)[0]
  return first !== undefined && ctx.nowMs < first.atMs + CONFIRMATION_MS_MAX ? first : null
}

async function isStopped(handle: ThreadHandle, ctx: Ctx, { provider, message }: ToHeed): Promise<boolean> {
  const about = { channel: message.channel, purpose: 'service' } as const
  if (stopFor(stopsOf(handle.storage), about) !== null) return true
  const { stops, objection } = await standingOf(ctx, handle.pins.personId, { provider, line: message.line })
  return stopFor([...stops, ...objection], about) !== null
}

/** Somebody who is not to be contacted writes: nobody but a person can say what they want. Once a day. */
async function leaveToStaff(handle: ThreadHandle, ctx: Ctx): Promise<void> {
  const { personId } = handle.pins
  await createTaskAboutWriter(ctx, {
    priority: 'normal',
    personId,
    details: { message: 'Somebody who asked not to be contacted has written. No answer was sent.' },
    intentKey: `${handle.threadId}:suppressed:${Math.floor(ctx.nowMs / DAY_MS)}`,
  })
}

/** Says what is said to a wish, once, unless the carrier has. */
async function reply(heeding: Heeding, ctx: Ctx, wish: Wish, toHeed: ToHeed & { readonly key: string }): Promise<void> {
  const { message, words, key } = toHeed
  if (wish.isAnswered) return
  const [tenant] = await ctx.directory
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1)
  const text = wordsOfWish(wish, { ...message, ...(words !== undefined && { words }) }, tenant?.name ?? null)
  await say(heeding, ctx, toHeed, { text, key, isConfirmation: wish.type === 'stop' })
}

async function say(
  { handle, outbox }: Heeding,
  ctx: Ctx,
  { messageId, provider, message }: ToHeed,
  said: Pick<WantedMessage, 'key' | 'isConfirmation'> & { readonly text: string },
): Promise<void> {
  const { text, ...named } = said
  const { phone, userId } = message.sender
  const wanted: WantedMessage = {
    ...named,
    channel: message.channel,
    provider,
    line: message.line,
    to: { phone, userId },
    content: { type: 'text', text },
    author: 'system',
    repliesTo: messageId,
  }
  outbox.put(await outbox.prepare(wanted, ctx.nowMs))
  await handle.arm()
}
