import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { hasRecord, readContactRecord, type ContactAttempt, type RecordOf } from '../../audit/contact-record.ts'
import { refuseSharing } from '../../consent/refuse-sharing.ts'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { people } from '../../records/people/table.ts'
import { decisionObject, DecisionObject } from './decision-object.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { listOf, listQuery, pageOf, type Page } from './page.ts'
import { ReadingPurpose } from './reading-purpose.ts'
import { found, time, Time, timeOrNull } from './shape.ts'

const RecordQuery = listQuery({
  purpose: ReadingPurpose,
  format: z.enum(['json', 'ndjson']).default('json').describe('`ndjson`: all of it, an attempt a line, newest first.'),
})

type RecordQuery = z.output<typeof RecordQuery>

const Attempt = z
  .object({
    object: z.literal('contact_attempt'),
    id: z.string().describe('Of the decision.'),
    at: Time,
    seller: z.string().describe('In whose name.'),
    channel: z.string(),
    purpose: z.string(),
    caller: z.string().nullable().describe('The number or line of yours.'),
    called: z.string().nullable().describe('Theirs, masked, while it is known.'),
    called_token: z.string().nullable().describe('Theirs as a keyed hash: the same for the same number.'),
    person_id: z.string().nullable(),
    campaign_id: z.string().nullable(),
    subject_id: z.string().nullable().describe('The call or message; null where it was refused or only asked.'),
    status: z.string().nullable().describe('What became of the call or message.'),
    answered_by: z.string().nullable(),
    outcome: z.string().nullable(),
    started_at: Time.nullable(),
    answered_at: Time.nullable(),
    ended_at: Time.nullable(),
    duration_seconds: z.int().nullable(),
    agent_id: z.string().nullable(),
    agent_version: z.int().nullable(),
    script_sha256: z
      .string()
      .nullable()
      .describe('Of the agent’s document, or of the words of a message while they are kept.'),
    agreement: z
      .object({
        kind: z.enum(['consent', 'attestation']),
        id: z.string(),
        level: z.string(),
        text: z.string().nullable(),
        text_sha256: z.string().nullable(),
        source: z.string(),
        signature: z.string(),
        agreed_at: Time,
      })
      .nullable()
      .describe('The consent that it stood on, word for word.'),
    decision: DecisionObject,
    livemode: z.boolean(),
  })
  .meta({ id: 'ContactAttempt' })

type Shown = ReturnType<typeof attemptShown>

function agreementShown(agreement: ContactAttempt['agreement']) {
  if (agreement === null) return null
  const { textSha256, agreedAtMs, ...same } = agreement
  return { ...same, text_sha256: textSha256, agreed_at: time(agreedAtMs) }
}

const callShown = (call: NonNullable<ContactAttempt['call']>) => ({
  caller: call.ourNumber,
  status: call.status,
  answered_by: call.answeredBy,
  outcome: call.outcome,
  started_at: time(call.startedAtMs),
  answered_at: timeOrNull(call.answeredAtMs),
  ended_at: timeOrNull(call.endedAtMs),
  duration_seconds: call.durationSeconds,
  agent_id: call.agentId,
  agent_version: call.agentVersion,
})

const NOTHING_BEGAN = {
  caller: null,
  status: null,
  answered_by: null,
  outcome: null,
  started_at: null,
  answered_at: null,
  ended_at: null,
  duration_seconds: null,
  agent_id: null,
  agent_version: null,
}

const messageShown = (message: NonNullable<ContactAttempt['message']>) => ({
  ...NOTHING_BEGAN,
  caller: message.line,
  status: message.status,
  started_at: time(message.sentAtMs),
})

function attemptShown({ decision, seller, call, message, maskedPhone, ...attempt }: ContactAttempt) {
  const began = call !== null ? callShown(call) : message !== null ? messageShown(message) : NOTHING_BEGAN
  return {
    object: 'contact_attempt' as const,
    id: decision.id,
    at: time(decision.decidedAtMs),
    seller,
    channel: decision.channel,
    purpose: decision.purpose,
    ...began,
    called: call?.maskedNumber ?? maskedPhone,
    called_token: decision.identityToken,
    person_id: decision.personId,
    campaign_id: decision.campaignId,
    subject_id: decision.subjectId,
    script_sha256: attempt.scriptSha256,
    agreement: agreementShown(attempt.agreement),
    decision: decisionObject(decision),
    livemode: decision.livemode,
  }
}

const PAGE = 100

/** All of it, a page at a time as the reader takes it. */
function linesOf(ctx: Ctx, of: RecordOf): Response {
  let olderThan: string | undefined
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const attempts = await readContactRecord(ctx, of, { limit: PAGE, olderThan })
      const lines = attempts.map((attempt) => `${JSON.stringify(attemptShown(attempt))}\n`).join('')
      if (lines !== '') controller.enqueue(encoder.encode(lines))
      olderThan = attempts.at(-1)?.decision.id
      if (attempts.length < PAGE) controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })
}

async function recordOf(ctx: Ctx, of: RecordOf, query: RecordQuery): Promise<Response | Page<Shown>> {
  refuseSharing(query.purpose)
  if (query.format === 'ndjson') return linesOf(ctx, of)
  const { limit, starting_after: olderThan, ending_before: newerThan } = query
  const attempts = await readContactRecord(ctx, of, { limit: limit + 1, olderThan, newerThan })
  return pageOf(attempts.map(attemptShown), query)
}

const described = {
  description:
    'Every contact that was begun or refused: who called or wrote, whom, when, for how long, what came of it, in whose name, what for, the consent it stood on word for word, and the rules that were asked.',
  scope: 'read',
  query: RecordQuery,
  response: listOf(Attempt),
} as const

/** What is on record outlives who it is of: it is there for whoever is known, and for whoever was. */
const existing = (row: object | undefined, isOnRecord: boolean, what: string): void =>
  void found(row ?? (isOnRecord ? {} : undefined), what)

export const personRecord = resource('people').get(
  '/:id/contact_record',
  { summary: 'Export how a person was contacted', ...described },
  async ({ ctx, params, query }) => {
    const mine = and(ownedBy(ctx, people), eq(people.id, params.id))
    const row = await ctx.db.select({ id: people.id }).from(people).where(mine).get()
    const isOnRecord = row !== undefined || (await hasRecord(ctx, { personId: params.id }))
    const personId = isOnRecord ? params.id : await personIdNow(ctx, params.id)
    return recordOf(ctx, { personId }, query)
  },
)

export const campaignRecord = resource('campaigns').get(
  '/:id/contact_record',
  { summary: 'Export how a campaign contacted people', ...described },
  async ({ ctx, params, query }) => {
    const of = { campaignId: params.id }
    const mine = and(ownedBy(ctx, campaigns), eq(campaigns.id, params.id))
    const row = await ctx.db.select({ id: campaigns.id }).from(campaigns).where(mine).get()
    existing(row, await hasRecord(ctx, of), 'campaign')
    return recordOf(ctx, of, query)
  },
)
