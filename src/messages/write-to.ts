import { and, eq } from 'drizzle-orm'
import { refuseOnWhatsapp } from '../agents/channel-rules.ts'
import { contactRefusal } from '../consent/refuse-contact.ts'
import { strangerRefused } from '../consent/judge-stranger.ts'
import { stopsUnder } from '../consent/stops-under.ts'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { knownAs, personBehind } from '../people/known-as.ts'
import { personRows } from '../people/note-person.ts'
import { readProfile } from '../people/profile.ts'
import { resolvePerson } from '../people/resolve.ts'
import { agents } from '../records/agents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { keepDaysOf } from '../records/retention/keep.ts'
import { threads } from '../records/threads/table.ts'
import { personKey } from '../vault/person-keys.ts'
import type { Channel, Recipient } from './message.ts'
import type { SentMessage } from './outbox.ts'
import { isGated, shapeOf } from './gated-send.ts'
import { isOwnNumber } from './own-number.ts'
import { linesOn, lineUsedWith, type SendingLine } from './sending-line.ts'
import { stopFor } from './stops.ts'
import type { SendRefusal, WantedMessage } from './wanted-message.ts'

/** A message that a business wants to send, before anybody has looked for its line and its thread. */
export interface ToWrite extends Omit<WantedMessage, 'provider' | 'line' | 'to'> {
  /** Somebody by their number or id, or the person of a thread, who is answered as they last wrote. */
  readonly to: Recipient | { readonly threadId: string }
  /** A line of the business's to send by, or null for the one that was last used with this person. */
  readonly from: string | null
}

const AGENTS_MAX = 100

/** Where the message of a test key goes out, when the business has claimed nothing in test mode. */
const TEST_LINE: SendingLine = { provider: 'test', line: 'test', agentId: null }

/**
 * Sends a message to somebody by their number or id, or in a thread. A stranger is made known to the business by that.
 *
 * @throws Refusal with a code of the gate's, or channel_not_allowed, with the rules that say so; invalid without a line;
 *   not_found for a thread that is not there.
 */
export async function writeTo(ctx: Ctx, wanted: ToWrite): Promise<SentMessage> {
  const found = 'threadId' in wanted.to ? await inThread(ctx, wanted.to.threadId, wanted.channel) : null
  const lines = await linesFor(ctx, wanted, wanted.from ?? found?.line ?? null)
  const to = 'threadId' in wanted.to ? (found?.to ?? NOBODY) : wanted.to
  await refuseOwnNumber(ctx, to)
  const personId = found?.personId ?? (await strangerOf(ctx, to, { wanted, lines }))
  const line = await lineUsedWith(ctx, personId, wanted.channel, lines)
  if (line === undefined) throw noLine()
  refuseMisnamed(wanted, line)
  await refuseHealthDetails(ctx, wanted, line.agentId)
  const { tenantId, region, livemode } = ctx
  const { from: _, ...message } = wanted
  const sent = await ctx.objects
    .thread(personId)
    .send({ tenantId, region, livemode, personId }, { ...message, to, provider: line.provider, line: line.line })
  if (!sent.ok) throw refusalOf(sent.error)
  return sent.value
}

async function refuseOwnNumber(ctx: Ctx, { phone }: Recipient): Promise<void> {
  if (await isOwnNumber(ctx, phone)) throw wrong('/to', 'own_number', 'This is a number of your own.')
}

/** Twilio, which carries every SMS, knows templates by nothing but their ContentSid: what it would refuse is not taken. */
function refuseMisnamed({ channel, content, fallback }: ToWrite, { provider }: SendingLine): void {
  if (channel !== 'sms' && provider !== 'twilio') return
  const rule = 'With Twilio a template is named by its ContentSid: HX and 32 hexadecimal digits.'
  for (const one of [content, fallback])
    if (one?.type === 'template' && !/^HX[0-9a-fA-F]{32}$/.test(one.name))
      throw wrong('/template/name', 'not_a_content_sid', rule)
}

const NOBODY: Recipient = { phone: null, userId: null }

interface FoundInThread {
  readonly personId: string
  readonly to: Recipient
  readonly line: string | null
}

/** The person of a thread, as they last wrote on the channel, else by the number that is known of them. */
async function inThread(ctx: Ctx, threadId: string, channel: Channel): Promise<FoundInThread> {
  const mine = and(ownedBy(ctx, threads), eq(threads.id, threadId))
  const row = await ctx.db.select({ personId: threads.personId }).from(threads).where(mine).get()
  if (row === undefined) throw new Refusal('not_found', 'There is no such thread.')
  const { personId } = row
  const wrote = await ctx.objects.thread(personId).correspondent(channel)
  if (wrote !== null) return { personId, to: wrote.to, line: wrote.line }
  const { phone } = await readProfile(ctx, personId)
  if (phone === undefined)
    throw wrong('/thread_id', 'no_number', 'They have not written on this channel, and no number is known.')
  return { personId, to: { phone, userId: null }, line: null }
}

interface Writing {
  readonly wanted: ToWrite
  readonly lines: readonly SendingLine[]
}

/** Nobody is made known by being written to who is not to be written to. */
async function strangerOf(ctx: Ctx, to: Recipient, { wanted, lines }: Writing): Promise<string> {
  if (isGated(wanted)) await refuseStranger(ctx, to, { wanted, lines })
  else await refuseStopped(ctx, to, wanted)
  return personOf(ctx, to)
}

/** To somebody who never wrote WhatsApp takes no free text: what goes in its place is asked about. */
async function refuseStranger(ctx: Ctx, to: Recipient, { wanted, lines }: Writing): Promise<void> {
  const { channel, purpose = 'service', content, fallback, whenClosed } = wanted
  const shape = shapeOf(channel === 'whatsapp' ? (fallback ?? content) : content)
  const ask = { channel, purpose, ...to, atMs: ctx.nowMs, isAnswer: purpose === 'service', ...shape }
  const before = () => refuseHealthDetails(ctx, wanted, lines[0]?.agentId ?? null)
  const refused = await strangerRefused(ctx, ask, { waits: whenClosed === 'wait', before })
  if (refused !== null) throw refusalOf(refused)
}

async function refuseStopped(ctx: Ctx, { phone, userId }: Recipient, wanted: ToWrite): Promise<void> {
  const stops = await stopsUnder(ctx, phone === null ? { userId: userId ?? '' } : { phone })
  const { channel, purpose = 'service' } = wanted
  if (stopFor(stops, { channel, purpose }) !== null) throw refusalOf({ code: 'suppressed', ruleIds: ['R-8'] })
}

async function linesFor(ctx: Ctx, wanted: ToWrite, from: string | null): Promise<readonly SendingLine[]> {
  const lines = await linesOn(ctx, wanted.channel)
  const fitting = from === null ? lines : lines.filter(({ line }) => line === from)
  if (fitting.length > 0) return fitting
  if (from === null && !ctx.livemode) return [TEST_LINE]
  // Where a business may not write at all, claiming a line would not help it.
  await refuseHealthDetails(ctx, wanted, null)
  throw from === null ? noLine() : wrong('/from', 'not_yours', 'You have no such number on this channel.')
}

const wrong = (pointer: string, code: string, detail: string): Refusal =>
  new Refusal('invalid', 'One field is wrong.', { errors: [{ pointer, code, detail }] })

const noLine = (): Refusal => wrong('/channel', 'no_line', 'You have no number that sends on this channel.')

async function personOf(ctx: Ctx, { phone, userId }: Recipient): Promise<string> {
  if (phone !== null) return (await resolvePerson(ctx, { phone })).personId
  const behind = await personBehind(ctx, await knownAs(ctx, { phone, userId }))
  if (behind === null) throw new Error('a message to nobody')
  const { personId } = behind
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const keepDays = await keepDaysOf(ctx, 'people')
  const [first, ...others] = await personRows(ctx, { personId, key, phone, userId, displayName: null, keepDays })
  if (first !== undefined) await ctx.db.batch([first, ...others])
  return personId
}

/** What an agent for health care would write there is kept off WhatsApp; a template says what was approved, and no more. */
async function refuseHealthDetails(ctx: Ctx, { channel, content }: ToWrite, agentId: string | null): Promise<void> {
  if (channel !== 'whatsapp' || content.type === 'template') return
  for (const id of agentId === null ? await agentsOf(ctx) : [agentId]) await refuseOnWhatsapp(ctx, id)
}

/** A line without an agent is whoever's in the business. */
async function agentsOf(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db.select({ id: agents.id }).from(agents).where(ownedBy(ctx, agents)).limit(AGENTS_MAX)
  return rows.map(({ id }) => id)
}

function refusalOf({ code, ...why }: SendRefusal): Refusal {
  if (code !== 'too_many') return contactRefusal({ code, ...why })
  const many = 'Too many messages to this person are waiting to be sent.'
  return new Refusal('rate_limited', many, { ruleIds: why.ruleIds, retryAfterSeconds: 60 })
}
