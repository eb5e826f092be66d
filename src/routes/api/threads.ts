import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { CHANNELS } from '../../messages/message.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { threads as threadTable } from '../../records/threads/table.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, time, Time, timeOrNull } from './shape.ts'

const ANSWERERS = threadTable.answeredBy.enumValues

const ThreadObject = z
  .object({
    object: z.literal('thread'),
    id: z.string(),
    person_id: z.string(),
    answered_by: z.enum(ANSWERERS).describe('`staff`: people of yours have taken over, and the agent is silent.'),
    last_channel: z.enum(CHANNELS).nullable(),
    last_message_at: Time,
    window_ends_at: Time.nullable().describe('Until when WhatsApp takes free text; null when it never was open.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Thread' })

type ThreadRow = typeof threadTable.$inferSelect

const threadObject = (row: ThreadRow) => ({
  object: 'thread' as const,
  id: row.id,
  person_id: row.personId,
  answered_by: row.answeredBy,
  last_channel: row.lastChannel,
  last_message_at: time(row.lastMessageAtMs),
  window_ends_at: timeOrNull(row.windowEndsAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

const ThreadQuery = listQuery({
  person_id: Id.optional(),
  answered_by: z.enum(ANSWERERS).optional(),
  last_channel: z.enum(CHANNELS).optional(),
})

async function rowOf(ctx: Ctx, id: string): Promise<ThreadRow> {
  const mine = and(ownedBy(ctx, threadTable), eq(threadTable.id, id))
  return found(await ctx.db.select().from(threadTable).where(mine).get(), 'thread')
}

export const threads = resource('threads')
  .get(
    '/',
    {
      summary: 'List threads',
      description: 'All that you and one person write to each other is one thread. Its messages are at `/v1/messages`.',
      scope: 'read',
      query: ThreadQuery,
      response: listOf(ThreadObject),
    },
    ({ ctx, query }) => {
      const { person_id: personId, answered_by: answeredBy, last_channel: lastChannel } = query
      const where = and(
        ownedBy(ctx, threadTable),
        personId === undefined ? undefined : eq(threadTable.personId, personId),
        answeredBy && eq(threadTable.answeredBy, answeredBy),
        lastChannel && eq(threadTable.lastChannel, lastChannel),
      )
      return listPage({ db: ctx.db, table: threadTable, where, query }, threadObject)
    },
  )
  .get('/:id', { summary: 'Get a thread', scope: 'read', response: ThreadObject }, async ({ ctx, params }) =>
    threadObject(await rowOf(ctx, params.id)),
  )
  .post(
    '/:id/hand_over',
    {
      summary: 'Take over from the agent, or hand back',
      description:
        'While `staff` answers, the agent is silent: what is written waits for people of yours, who write with ' +
        '`POST /v1/messages`. After twelve hours without a word of theirs the agent answers again by itself.',
      scope: 'write',
      body: z.strictObject({ to: z.enum(ANSWERERS) }),
      response: ThreadObject,
      example: { to: 'staff' },
    },
    async ({ ctx, params, body: { to } }) => {
      const row = await rowOf(ctx, params.id)
      const { tenantId, region, livemode } = ctx
      await ctx.objects.thread(row.personId).handOver({ tenantId, region, livemode, personId: row.personId }, to)
      return threadObject({ ...row, answeredBy: to })
    },
  )
