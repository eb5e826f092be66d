import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { fromBase64 } from '../../kernel/bytes.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { LINK_MS_MAX, makeLinkToken } from '../../recordings/link.ts'
import type { RecordingRow } from '../../recordings/recording.ts'
import { findCall, readCallParts, type CallParts } from '../../records/calls/read.ts'
import type { calls } from '../../records/calls/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { recordings as table } from '../../records/recordings/table.ts'
import { audioAnswer } from '../audio-answer.ts'
import type { ApiContext } from './api-env.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { problemOf } from './problem.ts'
import { grants } from './scopes.ts'
import { found, Id, time, Time, timeOrNull } from './shape.ts'
import {
  asksForJson,
  voicemailObject,
  VoicemailObject,
  voicemailTranscript,
  VoicemailTranscript,
} from './voicemail-object.ts'

const RecordingObject = z
  .object({
    object: z.literal('recording'),
    id: z.string(),
    call_id: z.string(),
    kind: z.enum(table.kind.enumValues).describe('Of the whole call, or of what the caller left after the tone.'),
    person_id: z.string().nullable(),
    content_type: z.string(),
    bytes: z.int().describe('Length of the audio as it is given out.'),
    sha256: z.string().describe('Of the audio as it came from the carrier, hexadecimal.'),
    duration_seconds: z.int().nullable(),
    channels: z.int().nullable(),
    transcript: VoicemailTranscript.nullable().describe(
      'Of a voicemail. Null for a call, which has a transcript of its own.',
    ),
    carrier_copy: z
      .object({ status: z.enum(['pending', 'deleted', 'gave_up']), deleted_at: Time.nullable() })
      .nullable()
      .describe('The receipt: whether the carrier’s own copy is gone.'),
    livemode: z.boolean(),
    created_at: Time,
    expires_at: Time.describe('When it is deleted.'),
  })
  .meta({ id: 'Recording' })

const WholeRecording = z
  .object({
    ...RecordingObject.shape,
    peaks: z.array(z.int().min(0).max(255)).nullable().describe('At most 400, evenly spread: for drawing a waveform.'),
  })
  .meta({ id: 'WholeRecording' })

const LinkObject = z.object({ url: z.string(), expires_at: Time }).meta({ id: 'RecordingLink' })

const AudioQuery = z.strictObject({
  link: z.enum(['0', '1']).optional().describe('1: a link to the audio that works for five minutes without a key.'),
})

const AUDIO = {
  scope: 'read',
  reveals: 'content',
  description:
    'The audio itself, with `Range`. Its `ETag` is its SHA-256. With `link=1` a link instead, as `{url, expires_at}`.',
  query: AudioQuery,
  response: LinkObject,
  produces: 'audio/x-wav',
} as const

function recordingObject(row: RecordingRow, parts: CallParts) {
  const copy = parts.copiesOf.get(row.carrierRecordingId)
  return {
    object: 'recording' as const,
    id: row.id,
    call_id: row.callId,
    kind: row.kind,
    person_id: row.personId,
    content_type: row.contentType,
    bytes: row.plainBytes,
    sha256: row.sha256,
    duration_seconds: row.durationSeconds,
    channels: row.channels,
    transcript: row.kind === 'call' ? null : voicemailTranscript(row),
    carrier_copy: copy ? { status: copy.status, deleted_at: timeOrNull(copy.deletedAtMs) } : null,
    livemode: row.livemode,
    created_at: time(row.createdAtMs),
    expires_at: time(row.expiresAtMs),
  }
}

const peaksOf = ({ peaks }: RecordingRow): number[] | null => {
  const bytes = peaks === null ? null : fromBase64(peaks)
  return bytes === null ? null : [...bytes]
}

const recordingBy = (ctx: Ctx, id: string) =>
  ctx.db
    .select()
    .from(table)
    .where(and(ownedBy(ctx, table), eq(table.id, id)))
    .get()

const recordingOfCall = (ctx: Ctx, callId: string, kind: RecordingRow['kind']) =>
  ctx.db
    .select()
    .from(table)
    .where(and(ownedBy(ctx, table), eq(table.callId, callId), eq(table.kind, kind)))
    .get()

/** The audio, or a link to it. */
async function listen(c: ApiContext, ctx: Ctx, row: RecordingRow, query: z.output<typeof AudioQuery>) {
  if (query.link === '1') {
    const expiresAtMs = Math.min(ctx.nowMs + LINK_MS_MAX, row.expiresAtMs)
    const linked = { recordingId: row.id, tenantId: ctx.tenantId, region: ctx.region }
    const token = await makeLinkToken(ctx.vault, linked, expiresAtMs)
    return { url: `${c.env.PUBLIC_URL ?? ''}/recordings/${token}`, expires_at: time(expiresAtMs) }
  }
  const answer = await audioAnswer(ctx, row, c.req.raw)
  if (answer.status !== 416) return answer
  const problem = problemOf(c, new Refusal('range_not_satisfiable', `The recording has ${row.plainBytes} bytes.`))
  for (const [name, value] of answer.headers) problem.headers.set(name, value)
  return problem
}

/** A 404 that says of a call that is there why its recording is not. */
function notKept(status: (typeof calls.$inferSelect)['recordingStatus']): Refusal {
  const why = {
    none: 'was not made',
    pending: 'is not ready yet',
    stored: 'is not kept any more',
    refused: 'was refused by the caller and is deleted',
    not_kept: 'was not kept',
    absent: 'was never made by the carrier',
    failed: 'could not be kept',
    deleted: 'has been deleted',
  }
  return new Refusal('not_found', `The recording of this call ${why[status]}.`)
}

/** Mounted at /recordings. */
export const recordings = resource('recordings')
  .get(
    '/',
    {
      summary: 'List recordings',
      scope: 'read',
      query: listQuery({
        call_id: Id.optional(),
        person_id: Id.optional(),
        kind: z.enum(table.kind.enumValues).optional(),
      }),
      response: listOf(RecordingObject),
    },
    async ({ ctx, query }) => {
      const where = and(
        ownedBy(ctx, table),
        query.call_id === undefined ? undefined : eq(table.callId, query.call_id),
        query.person_id === undefined ? undefined : eq(table.personId, query.person_id),
        query.kind === undefined ? undefined : eq(table.kind, query.kind),
      )
      const page = await listPage({ db: ctx.db, table, where, query }, (row) => row)
      const parts = await readCallParts(
        ctx,
        page.data.map(({ callId }) => callId),
      )
      return { ...page, data: page.data.map((row) => recordingObject(row, parts)) }
    },
  )
  .get('/:id', { summary: 'Get a recording', scope: 'read', response: WholeRecording }, async ({ ctx, params }) => {
    const row = found(await recordingBy(ctx, params.id), 'recording')
    return { ...recordingObject(row, await readCallParts(ctx, [row.callId])), peaks: peaksOf(row) }
  })
  .get('/:id/audio', { summary: 'Listen to a recording', ...AUDIO }, async ({ ctx, params, query, c }) =>
    listen(c, ctx, found(await recordingBy(ctx, params.id), 'recording'), query),
  )

/** The recording of a call, mounted at /calls. */
export const callRecording = resource('recordings')
  .get(
    '/:id/recording',
    { summary: 'Listen to the recording of a call', ...AUDIO },
    async ({ ctx, params, query, c }) => {
      const row = await recordingOfCall(ctx, params.id, 'call')
      if (row) return listen(c, ctx, row, query)
      throw notKept(found(await findCall(ctx, params.id), 'call').recordingStatus)
    },
  )
  .get(
    '/:id/voicemail',
    {
      ...AUDIO,
      summary: 'Listen to the voicemail of a call, or read it',
      description: `${AUDIO.description} With \`Accept: application/json\` the voicemail and what was said in it: the words are kept as long as transcripts, whether or not the audio is still there.`,
      response: z.union([VoicemailObject, LinkObject]),
    },
    async ({ ctx, params, query, c }) => {
      const audio = await recordingOfCall(ctx, params.id, 'voicemail')
      const isRead = query.link !== '1' && asksForJson(c.req.header('accept'))
      if (!isRead && audio) return listen(c, ctx, audio, query)
      const mayRead = grants(c.get('key').scopes, 'transcripts:read')
      const shown = isRead ? await voicemailObject(ctx, params.id, audio, mayRead) : null
      if (shown !== null) return shown
      found(await findCall(ctx, params.id), 'call')
      throw new Refusal('not_found', 'There is no voicemail of this call, or it is not kept any more.')
    },
  )
