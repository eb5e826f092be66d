import { and, eq } from 'drizzle-orm'
import { publishedAgent } from '../../agents/published.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import { wantsRecording } from '../../calls/opening.ts'
import { PEOPLE_MAX, peopleNow } from '../../calls/transfer/people.ts'
import { takesVoicemail } from '../../calls/voicemail/takes-voicemail.ts'
import { minutesOf } from '../../dialogue/opening-hours-spans.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { agents } from '../../records/agents/table.ts'
import { numbers } from '../../records/numbers/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { keepDaysOf } from '../../records/retention/keep.ts'
import type { CallingLine } from './wanted-call.ts'

const NUMBERS_MAX = 100

interface OwnNumber {
  readonly phoneNumber: string
  readonly carrier: string
  readonly accountSid: string
  readonly agentId: string | null
}

/** Where the call of a test key goes out, when the business has no number in test mode. */
const TEST_NUMBER: OwnNumber = { phoneNumber: 'test', carrier: 'test', accountSid: 'test', agentId: null }

/** By which number, and with which agent, as far as that was said. */
export interface LineAsked {
  readonly from: string | null
  readonly agentId: string | null
}

/**
 * The line that a call goes out by: the number that was named, else one that the agent answers, else any.
 *
 * @throws Refusal invalid where there is no such number, or no agent that could talk.
 */
export async function callingLine(ctx: Ctx, asked: LineAsked): Promise<CallingLine> {
  const number = await numberFor(ctx, asked)
  const agentId = asked.agentId ?? number.agentId
  if (agentId === null) throw wrong('/agent_id', 'required', 'No agent answers this number: say which one is to talk.')
  const { version, document } = await talking(ctx, agentId)
  const keepsRecordings = ctx.livemode && (await keepDaysOf(ctx, 'recordings')) !== 0
  const standIns = peopleNow(document, ctx.nowMs).slice(0, PEOPLE_MAX)
  return {
    carrier: number.carrier,
    accountSid: number.accountSid,
    ourNumber: number.phoneNumber,
    agentId,
    agentVersion: version,
    recorded: keepsRecordings && wantsRecording(document),
    keepsAudio: keepsRecordings && takesVoicemail(document, {}),
    maxMinutes: document.voice.maxMinutes,
    ...(document.onFailure !== undefined && { onFailure: document.onFailure }),
    ...(standIns.length > 0 && { standIns }),
    ...(document.outbound && { hours: hoursOf(document.outbound.window) }),
  }
}

const hoursOf = ([from, to]: readonly [string, string]) => ({ from: minutesOf(from), to: minutesOf(to) })

async function numberFor(ctx: Ctx, { from, agentId }: LineAsked): Promise<OwnNumber> {
  const own = await ctx.directory
    .select({
      phoneNumber: numbers.phoneNumber,
      carrier: numbers.carrier,
      accountSid: numbers.accountSid,
      agentId: numbers.agentId,
    })
    .from(numbers)
    .where(ownedBy(ctx, numbers))
    .orderBy(numbers.createdAtMs)
    .limit(NUMBERS_MAX)
  if (from !== null) {
    const named = own.find(({ phoneNumber }) => phoneNumber === from)
    if (named === undefined) throw wrong('/from', 'not_yours', 'You have no such number.')
    return named
  }
  const fitting = own.find((number) => number.agentId !== null && (agentId === null || number.agentId === agentId))
  const chosen = fitting ?? own[0] ?? (ctx.livemode ? undefined : TEST_NUMBER)
  if (chosen === undefined) throw wrong('/from', 'no_number', 'You have no number to call from.')
  return chosen
}

async function talking(
  ctx: Ctx,
  agentId: string,
): Promise<{ readonly version: number; readonly document: AgentDocument }> {
  const mine = and(ownedBy(ctx, agents), eq(agents.id, agentId))
  const row = await ctx.db.select({ version: agents.publishedVersion }).from(agents).where(mine).get()
  if (row === undefined) throw wrong('/agent_id', 'not_found', 'There is no such agent.')
  const document = row.version > 0 ? await publishedAgent(ctx.db, ctx.tenantId, agentId, row.version) : null
  if (!document) throw wrong('/agent_id', 'not_published', 'The agent has no published version to talk with.')
  return { version: row.version, document }
}

export const wrong = (pointer: string, code: string, detail: string): Refusal =>
  new Refusal('invalid', 'One field is wrong.', { errors: [{ pointer, code, detail }] })
