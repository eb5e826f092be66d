import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { cancelErasure } from '../../erasure/cancel-erasure.ts'
import { findErasure } from '../../erasure/find-erasure.ts'
import type { ErasureRow } from '../../erasure/progress.ts'
import { verifyErasure } from '../../erasure/verify-erasure.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { erasures as table } from '../../records/erasures/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { holdsOn } from '../../retention/holds-on.ts'
import { ErasureObject, erasureObject, ListedErasure, listedErasure } from './erasure-object.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found } from './shape.ts'

const ErasureQuery = listQuery({ status: z.enum(table.status.enumValues).optional() })

const ErasureCheck = z
  .object({
    object: z.literal('erasure_check'),
    status: z.enum(['ok', 'pending', 'failed']),
    checks: z.array(
      z.object({
        check: z.enum(['signature', 'audit', 'key', 'tombstone', 'rows', 'vendor']),
        subject: z.string(),
        status: z.enum(['ok', 'pending', 'failed']),
        found: z.string().nullable().describe('What is there that should not be, or what is missing.'),
      }),
    ),
  })
  .meta({ id: 'ErasureCheck' })

const rowOf = async (ctx: Ctx, id: string): Promise<ErasureRow> => found(await findErasure(ctx, id), 'erasure')

async function shown(ctx: Ctx, row: ErasureRow) {
  const holds = row.personId === null ? [] : await holdsOn(ctx, row.personId)
  return erasureObject(row, { holds, publicKey: await ctx.vault.publicKey() })
}

export const erasures = resource('erasures')
  .get(
    '/',
    {
      summary: 'List erasures',
      scope: 'read',
      query: ErasureQuery,
      response: listOf(ListedErasure),
    },
    ({ ctx, query }) => {
      const where = and(ownedBy(ctx, table), query.status && eq(table.status, query.status))
      return listPage({ db: ctx.db, table, where, query }, listedErasure)
    },
  )
  .get(
    '/:id',
    { summary: 'Get an erasure with its receipt', scope: 'read', response: ErasureObject },
    async ({ ctx, params }) => shown(ctx, await rowOf(ctx, params.id)),
  )
  .get(
    '/:id/verify',
    {
      summary: 'Check an erasure against the stores as they are now',
      description:
        '`failed` when a key or a row is there again, as after a backup was restored; `pending` while it is under way, or a vendor has copies.',
      scope: 'read',
      response: ErasureCheck,
    },
    async ({ ctx, params }) => ({
      object: 'erasure_check' as const,
      ...(await verifyErasure(ctx, await rowOf(ctx, params.id))),
    }),
  )
  .post(
    '/:id/cancel',
    {
      summary: 'Call off an erasure that has not begun',
      description: 'One that was asked for by mail waits for a day. One that was asked for here begins at once.',
      scope: 'people:erase',
      response: ErasureObject,
    },
    async ({ ctx, params }) => {
      const before = await rowOf(ctx, params.id)
      const isCancelled = await cancelErasure(ctx, before.id)
      if (!isCancelled && before.status !== 'cancelled')
        throw new Refusal('conflict', 'It has begun: what is gone cannot be brought back.')
      return shown(ctx, await rowOf(ctx, params.id))
    },
  )
