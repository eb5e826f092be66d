import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { CATEGORY_NAMES } from '../../records/category.ts'
import { holds as table } from '../../records/holds/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { openReason, placeHold, type HoldRow } from '../../retention/place-hold.ts'
import { releaseHold } from '../../retention/release-hold.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, Instant, oneWrong, time, Time, timeOrNull } from './shape.ts'

const REASON_CHARS_MAX = 2_000

const NewHold = z.strictObject({
  person_id: Id.optional().describe('By default everything of the business is held.'),
  categories: z.array(z.enum(CATEGORY_NAMES)).min(1).max(CATEGORY_NAMES.length).optional().describe('By default all.'),
  basis: z.enum(table.basis.enumValues),
  reason: z.string().trim().min(1).max(REASON_CHARS_MAX).describe('Sealed. Shown with the hold, and nowhere else.'),
  ends_at: Instant.describe('A hold has an end. Place another when it is to go on.'),
})

const ListedHold = z
  .object({
    object: z.literal('hold'),
    id: z.string(),
    status: z.enum(['standing', 'release_asked', 'released', 'ended']),
    person_id: z.string().nullable().describe('Null: everything of the business.'),
    categories: z.array(z.string()).nullable().describe('Null: all of them.'),
    basis: z.enum(table.basis.enumValues),
    placed_by: z.string(),
    starts_at: Time,
    ends_at: Time,
    release_asked_by: z.string().nullable(),
    released_by: z.string().nullable(),
    released_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'ListedHold' })

const HoldObject = z.object({ ...ListedHold.shape, reason: z.string().nullable() }).meta({ id: 'Hold' })

function statusOf({ releasedAtMs, releaseAskedBy, endsAtMs }: HoldRow, nowMs: number) {
  if (releasedAtMs !== null) return 'released' as const
  if (endsAtMs <= nowMs) return 'ended' as const
  return releaseAskedBy === null ? ('standing' as const) : ('release_asked' as const)
}

const listed = (row: HoldRow, nowMs: number) => ({
  object: 'hold' as const,
  id: row.id,
  status: statusOf(row, nowMs),
  person_id: row.personId,
  categories: row.categories,
  basis: row.basis,
  placed_by: row.placedBy,
  starts_at: time(row.startsAtMs),
  ends_at: time(row.endsAtMs),
  release_asked_by: row.releaseAskedBy,
  released_by: row.releasedBy,
  released_at: timeOrNull(row.releasedAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

const shown = async (ctx: Ctx, row: HoldRow) => ({ ...listed(row, ctx.nowMs), reason: await openReason(ctx, row) })

export const holds = resource('holds')
  .post(
    '/',
    {
      summary: 'Hold something from deletion',
      description:
        'With a live key. From now until its end neither a sweep nor an erasure deletes what it names, whatever its keep time.',
      scope: 'write',
      body: NewHold,
      response: HoldObject,
      status: 201,
      example: {
        categories: ['calls', 'recordings'],
        basis: 'litigation',
        reason: 'Order of 12 November, to be kept until the hearing.',
        ends_at: '2027-06-30',
      },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      const { person_id: personId = null, categories = null, basis, reason, ends_at: endsAtMs } = body
      if (endsAtMs <= ctx.nowMs) throw oneWrong('/ends_at', 'past', 'This must be in the future.')
      const placed = await placeHold(ctx, { personId, categories, basis, reason, endsAtMs })
      if (!placed.ok) throw oneWrong('/person_id', 'unknown', 'There is no such person.')
      return shown(ctx, placed.value)
    },
  )
  .get(
    '/',
    {
      summary: 'List holds',
      scope: 'read',
      query: listQuery({ person_id: Id.optional() }),
      response: listOf(ListedHold),
    },
    ({ ctx, query }) => {
      const { person_id: personId, ...page } = query
      const about = personId === undefined ? undefined : eq(table.personId, personId)
      const where = and(ownedBy(ctx, table), about)
      return listPage({ db: ctx.db, table, where, query: page }, (row) => listed(row, ctx.nowMs))
    },
  )
  .get('/:id', { summary: 'Get a hold', scope: 'read', response: HoldObject }, async ({ ctx, params }) => {
    const its = and(ownedBy(ctx, table), eq(table.id, params.id))
    return shown(ctx, found(await ctx.db.select().from(table).where(its).get(), 'hold'))
  })
  .post(
    '/:id/release',
    {
      summary: 'Release a hold',
      description:
        'Asked for by one live key, and done when another asks for the same. What was only held goes within a day then. Whoever may make keys (`keys:write`) can make the second one, so your privacy contact is told of both by mail.',
      scope: 'write',
      response: HoldObject,
    },
    async ({ ctx, params }) => shown(ctx, found(await releaseHold(ctx, params.id), 'hold')),
  )
