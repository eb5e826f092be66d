import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { isCalled, withPlatformIds } from '../../messages/called-by-platform.ts'
import { CHANNELS, MESSAGE_STATUSES } from '../../messages/message.ts'
import { openMedia, readMessage, type MediaRow } from '../../messages/read-message.ts'
import { writeTo } from '../../messages/write-to.ts'
import { messageMedia } from '../../records/message-media/table.ts'
import { messages as messageTable } from '../../records/messages/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { bytesAnswer } from '../bytes-answer.ts'
import type { ApiContext } from './api-env.ts'
import { NewMessage, toWriteOf } from './message-fields.ts'
import { messageObject, MessageObject, wholeMessage, WholeMessage, type MessageRow } from './message-object.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { problemOf } from './problem.ts'
import { found, Id } from './shape.ts'

const MessageQuery = listQuery({
  direction: z.enum(['inbound', 'outbound']).optional(),
  channel: z.enum(CHANNELS).optional(),
  status: z.enum(MESSAGE_STATUSES).optional(),
  person_id: Id.optional(),
  thread_id: Id.optional(),
  provider_message_id: z.string().max(200).optional(),
})

const Accepted = z
  .object({
    object: z.literal('message'),
    id: z.string(),
    status: z.enum(MESSAGE_STATUSES).meta({ examples: ['queued'] }),
    channel: z.enum(CHANNELS),
    livemode: z.boolean(),
  })
  .meta({ id: 'AcceptedMessage' })

async function messageOf(ctx: Ctx, id: string): Promise<MessageRow> {
  const mine = and(ownedBy(ctx, messageTable), eq(messageTable.id, id))
  return found(await ctx.db.select().from(messageTable).where(mine).get(), 'message')
}

async function filter(ctx: Ctx, query: z.output<typeof MessageQuery>) {
  const { direction, channel, status, person_id: personId, thread_id: threadId } = query
  const providerId = query.provider_message_id
  return and(
    ownedBy(ctx, messageTable),
    direction && eq(messageTable.direction, direction),
    channel && eq(messageTable.channel, channel),
    status && eq(messageTable.status, status),
    personId === undefined ? undefined : eq(messageTable.personId, personId),
    threadId === undefined ? undefined : eq(messageTable.threadId, threadId),
    providerId === undefined ? undefined : await isCalled(ctx, providerId),
  )
}

/** With what its platform calls it. */
async function shown<One extends ReturnType<typeof messageObject>>(ctx: Ctx, message: One): Promise<One> {
  const [opened = message] = await withPlatformIds(ctx, [message])
  return opened
}

/** What somebody sent may be anything: only what a browser cannot take for a page is shown by it. */
const SHOWN = /^(?:(?:audio|video)\/[\w.+-]+|image\/(?:jpeg|png|webp|gif))$/

async function fetchFile(c: ApiContext, ctx: Ctx, row: MediaRow): Promise<Response> {
  const contentType = (row.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const isShown = SHOWN.test(contentType)
  const answer = await bytesAnswer(
    {
      bytes: row.bytes ?? 0,
      sha256: row.sha256 ?? '',
      contentType: isShown ? contentType : 'application/octet-stream',
      disposition: `${isShown ? 'inline' : 'attachment'}; filename="${row.id}"`,
      open: (range) => openMedia(ctx, row, range),
    },
    c.req.raw,
  )
  if (answer.status !== 416) return answer
  const problem = problemOf(c, new Refusal('range_not_satisfiable', `The file has ${row.bytes ?? 0} bytes.`))
  for (const [name, value] of answer.headers) problem.headers.set(name, value)
  return problem
}

const WHY_NOT: Readonly<Record<Exclude<MediaRow['status'], 'stored'>, string>> = {
  pending: 'is not here yet',
  elsewhere: 'was not at the platform',
  too_large: 'was too large',
  gone: 'was gone at the platform',
  corrupt: 'came damaged',
  refused: 'was refused by the platform',
  not_kept: 'was not kept',
}

export const messages = resource('messages')
  .post(
    '/',
    {
      summary: 'Send a message',
      description:
        'Taken at once, and sent in order: its `status` moves on from `queued`, with an event for every step. Outside ' +
        'WhatsApp’s window of 24 hours after they last wrote only a template is taken (409 `window_closed`); nobody who ' +
        'asked not to be contacted is written to (403 `suppressed`), nor who objects (`objected`). What its `purpose` calls ' +
        'anything but service needs consent, too, and goes by wishes, hours where they are, and caps. A refusal names its ' +
        '`rule_ids`, and `next_allowed_at` where waiting helps. 503 `unavailable` with `Retry-After`: what was decided about ' +
        'them waits to be put on record. What a test key sends reaches nobody.',
      scope: 'write',
      body: NewMessage,
      response: Accepted,
      status: 202,
      example: { to: '+1 212 555 0142', channel: 'sms', text: 'Your visit is tomorrow at ten.' },
    },
    async ({ ctx, body }) => {
      const { id, status } = await writeTo(ctx, toWriteOf(body))
      return { object: 'message' as const, id, status, channel: body.channel, livemode: ctx.livemode }
    },
  )
  .get(
    '/',
    {
      summary: 'List messages',
      description: 'Without what they say: get one message to read it.',
      scope: 'read',
      query: MessageQuery,
      response: listOf(MessageObject),
    },
    async ({ ctx, query }) => {
      const where = await filter(ctx, query)
      const page = await listPage({ db: ctx.db, table: messageTable, where, query }, messageObject)
      return { ...page, data: await withPlatformIds(ctx, page.data) }
    },
  )
  .get(
    '/:id',
    { summary: 'Get a message', scope: 'read', reveals: 'content', response: WholeMessage },
    async ({ ctx, params }) => {
      const row = await messageOf(ctx, params.id)
      return shown(ctx, wholeMessage(row, await readMessage(ctx, row)))
    },
  )
  .post(
    '/:id/cancel',
    {
      summary: 'Take back a message that waits to be sent',
      description: '409 `conflict` when it is on its way already, or sent.',
      scope: 'write',
      response: MessageObject,
    },
    async ({ ctx, params }) => {
      const { id, personId } = await messageOf(ctx, params.id)
      const isCancelled = await ctx.objects.thread(personId).cancel(id)
      if (!isCancelled) throw new Refusal('conflict', 'The message is on its way already, or it is over.')
      return shown(ctx, messageObject(await messageOf(ctx, id)))
    },
  )
  .get(
    '/:id/media/:mediaId',
    {
      summary: 'Fetch a file of a message',
      description: 'The bytes themselves, with `Range`. The `ETag` is their SHA-256.',
      scope: 'read',
      reveals: 'content',
      produces: 'application/octet-stream',
    },
    async ({ ctx, params, c }) => {
      const { id } = await messageOf(ctx, params.id)
      const mine = and(
        eq(messageMedia.tenantId, ctx.tenantId),
        eq(messageMedia.messageId, id),
        eq(messageMedia.id, params.mediaId),
      )
      const row = found(await ctx.db.select().from(messageMedia).where(mine).get(), 'file')
      if (row.status !== 'stored') throw new Refusal('not_found', `The file ${WHY_NOT[row.status]}.`)
      return fetchFile(c, ctx, row)
    },
  )
