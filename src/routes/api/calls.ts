import { and, eq, gte, lt, sql } from 'drizzle-orm'
import * as z from 'zod'
import { CALL_STATUSES, OUTCOMES } from '../../calls/call.ts'
import { readSummary, readTranscript } from '../../calls/transcript.ts'
import type { Ctx } from '../../context.ts'
import { idsFrom } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { findCall, openOtherNumber, readCallParts } from '../../records/calls/read.ts'
import { calls as callTable } from '../../records/calls/table.ts'
import { events as eventTable } from '../../records/events/table.ts'
import { callSomebody } from '../../outreach/dial/call-somebody.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { callObject, CallObject, fieldsById, SummaryFields, type CallRow } from './call-object.ts'
import { EventObject, eventObject } from './events.ts'
import { acceptedCall, AcceptedCall, NewCall, toCallOf } from './new-call.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage, listQuery } from './page.ts'
import { grants } from './scopes.ts'
import { found, Id, Instant, time, Time } from './shape.ts'

/** How long after its end a call's recording and transcript may still be told of. */
const AFTERMATH_MS = 24 * 60 * 60 * 1000

const CallQuery = listQuery({
  status: z.enum(CALL_STATUSES).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  recording: z.enum(callTable.recordingStatus.enumValues).optional().describe('By the state of the recording.'),
  agent_id: Id.optional(),
  person_id: Id.optional(),
  carrier_call_id: z.string().max(64).optional(),
  started_from: Instant.optional().describe('Began then or later.'),
  started_before: Instant.optional(),
})

const TranscriptObject = z
  .object({
    object: z.literal('transcript'),
    call_id: z.string(),
    livemode: z.boolean(),
    turns: z.array(
      z.object({
        speaker: z.enum(['caller', 'agent']),
        text: z.string(),
        heard_text: z.string().nullable().describe('Of the agent’s words, those that reached the caller.'),
        at: Time,
      }),
    ),
  })
  .meta({ id: 'Transcript' })

const SummaryObject = z
  .object({
    object: z.literal('summary'),
    call_id: z.string(),
    livemode: z.boolean(),
    text: z.string(),
    outcome: z.enum(OUTCOMES).nullable(),
    follow_ups: z.array(z.string()),
    fields: SummaryFields,
    generated_by: z.enum(['rules', 'model']),
  })
  .meta({ id: 'Summary' })

const callOf = async (ctx: Ctx, id: string): Promise<CallRow> => found(await findCall(ctx, id), 'call')

/** A 404 that says of a call that is there why its transcript is not. */
function notKept(row: CallRow): Refusal {
  const why = {
    pending: 'is not ready yet',
    stored: 'cannot be opened any more',
    not_kept: 'was not kept',
    failed: 'could not be made',
    deleted: 'has been deleted',
  }
  return new Refusal('not_found', `The transcript of this call ${why[row.transcriptStatus]}.`)
}

export const calls = resource('calls')
  .post(
    '/',
    {
      summary: 'Call somebody',
      description:
        'Taken at once: the call is made when it is its turn at your carrier, and its `status` moves on from `ringing`, with an ' +
        'event for every step. It is refused with 403, the gate’s `code` and its `rule_ids` where they may not be called, or ' +
        'not now: `next_allowed_at` says when they may; with 503 `unavailable` and `Retry-After` while what was decided about ' +
        'them waits to be put on record. Whether they may is asked again in the moment in which it is made. ' +
        'The agent says first that it is an AI and for whom it calls. What a test key calls rings nobody, and nobody answers.',
      scope: 'write',
      body: NewCall,
      response: AcceptedCall,
      status: 201,
      example: { to: '+1 212 555 0142', purpose: 'appointment_reminder' },
    },
    async ({ ctx, body, c }) => acceptedCall(ctx, await callSomebody(ctx, toCallOf(body, c))),
  )
  .get(
    '/',
    {
      summary: 'List calls',
      description: 'Numbers of the other side are masked: get one call to read its number.',
      scope: 'read',
      query: CallQuery,
      response: listOf(CallObject),
    },
    async ({ ctx, query }) => {
      const page = await listPage({ db: ctx.db, table: callTable, where: filter(ctx, query), query }, (row) => row)
      const parts = await readCallParts(
        ctx,
        page.data.map(({ id }) => id),
      )
      return { ...page, data: page.data.map((row) => callObject(row, parts, { otherNumber: row.maskedNumber })) }
    },
  )
  .get(
    '/:id',
    { summary: 'Get a call', scope: 'read', reveals: 'content', response: CallObject },
    async ({ ctx, params, c }) => {
      const row = await callOf(ctx, params.id)
      const [parts, otherNumber, summary] = await Promise.all([
        readCallParts(ctx, [row.id]),
        openOtherNumber(ctx, row),
        grants(c.get('key').scopes, 'transcripts:read') ? readSummary(ctx, row.id) : null,
      ])
      return callObject(row, parts, { otherNumber, summary })
    },
  )
  .post(
    '/:id/cancel',
    {
      summary: 'Take back a call of yours',
      description:
        'It is not made, or let go while it rings. 409 `conflict` when it is over; a call that was picked up goes on.',
      scope: 'write',
      response: CallObject,
    },
    async ({ ctx, params }) => {
      const { id, personId, direction } = await callOf(ctx, params.id)
      const isCancelled =
        direction === 'outbound' && personId !== null && (await ctx.objects.thread(personId).cancelDial(id))
      if (!isCancelled) throw new Refusal('conflict', 'The call is over, or it is none of yours to take back.')
      const row = await callOf(ctx, id)
      return callObject(row, await readCallParts(ctx, [id]), { otherNumber: await openOtherNumber(ctx, row) })
    },
  )
  .get(
    '/:id/transcript',
    { summary: 'Read what was said', scope: 'transcripts:read', reveals: 'content', response: TranscriptObject },
    async ({ ctx, params }) => {
      const row = await callOf(ctx, params.id)
      const turns = await readTranscript(ctx, row.id)
      if (turns === null) throw notKept(row)
      const shown = turns.map(({ speaker, text, heardText, atMs }) => ({
        speaker,
        text,
        heard_text: heardText,
        at: time(atMs),
      }))
      return { object: 'transcript' as const, call_id: row.id, livemode: row.livemode, turns: shown }
    },
  )
  .get(
    '/:id/summary',
    {
      summary: 'Read what a call came to',
      description: 'Goes when the transcript goes.',
      scope: 'transcripts:read',
      reveals: 'content',
      response: SummaryObject,
    },
    async ({ ctx, params }) => {
      const row = await callOf(ctx, params.id)
      const summary = await readSummary(ctx, row.id)
      if (summary === null) throw notKept(row)
      const { text, followUps, fields, generatedBy } = summary
      const said = { text, follow_ups: followUps, fields: fieldsById(fields) }
      const told = { ...said, outcome: row.outcome, generated_by: generatedBy }
      return { object: 'summary' as const, call_id: row.id, livemode: row.livemode, ...told }
    },
  )
  .get(
    '/:id/events',
    { summary: 'List the events of a call', scope: 'events:read', query: ListQuery, response: listOf(EventObject) },
    async ({ ctx, params, query }) => {
      const row = await callOf(ctx, params.id)
      // Events name their call in their body only. Their ids sort by time, so the stretch to look through is short.
      const where = and(
        ownedBy(ctx, eventTable),
        gte(eventTable.id, idsFrom('evt', row.startedAtMs)),
        lt(eventTable.id, idsFrom('evt', (row.endedAtMs ?? ctx.nowMs) + AFTERMATH_MS)),
        sql`json_extract(${eventTable.body}, '$.data.call_id') = ${row.id}`,
      )
      return listPage({ db: ctx.db, table: eventTable, where, query }, eventObject)
    },
  )

function filter(ctx: Ctx, query: z.output<typeof CallQuery>) {
  const { status, direction, outcome, recording, agent_id, person_id, carrier_call_id, started_from, started_before } =
    query
  return and(
    ownedBy(ctx, callTable),
    status && eq(callTable.status, status),
    direction && eq(callTable.direction, direction),
    outcome && eq(callTable.outcome, outcome),
    recording && eq(callTable.recordingStatus, recording),
    agent_id === undefined ? undefined : eq(callTable.agentId, agent_id),
    person_id === undefined ? undefined : eq(callTable.personId, person_id),
    carrier_call_id === undefined ? undefined : eq(callTable.carrierCallId, carrier_call_id),
    started_from === undefined ? undefined : gte(callTable.startedAtMs, started_from),
    started_before === undefined ? undefined : lt(callTable.startedAtMs, started_before),
  )
}
