import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { supportGrants as table } from '../../records/support-grants/table.ts'
import {
  decideGrant,
  GRANT_MINUTES_MAX,
  reasonOf,
  requestGrant,
  type SupportGrant,
} from '../../tenants/support-grants.ts'
import { refuseTestKey } from './live-only.ts'
import { operatorResource, resource } from './operation.ts'
import { ListQuery, listOf, listPage, wholeList } from './page.ts'
import { found, time, Time, timeOrNull } from './shape.ts'
import { tenantContext } from './tenant-context.ts'

const SCOPES_MAX = 20
const LISTED_MAX = 100

const GrantSummary = z
  .object({
    object: z.literal('support_grant'),
    id: z.string(),
    status: z.enum(['requested', 'approved', 'refused', 'revoked', 'expired']),
    scopes: z.array(z.string()).describe('What support may read.'),
    minutes: z.int().describe('So long it holds from your approval on.'),
    requested_by: z.string().describe('`operator:NAME` of the platform, by whose key it was.'),
    decided_by: z.string().nullable(),
    decided_at: Time.nullable(),
    ends_at: Time,
    use_count: z
      .int()
      .describe('How often support has read something with it. Every time is in the audit chain, and an event.'),
    last_used_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'SupportGrantSummary' })

const GrantObject = z
  .object({ ...GrantSummary.shape, reason: z.string().nullable().describe('Why support asks, in their words.') })
  .meta({ id: 'SupportGrant' })

const summaryAt = (nowMs: number) => (row: SupportGrant) => {
  const isOver = row.endsAtMs <= nowMs && (row.status === 'requested' || row.status === 'approved')
  return {
    object: 'support_grant' as const,
    id: row.id,
    status: isOver ? ('expired' as const) : row.status,
    scopes: row.scopes,
    minutes: row.minutes,
    requested_by: row.requestedBy,
    decided_by: row.decidedBy,
    decided_at: timeOrNull(row.decidedAtMs),
    ends_at: time(row.endsAtMs),
    use_count: row.useCount,
    last_used_at: timeOrNull(row.lastUsedAtMs),
    livemode: row.livemode,
    created_at: time(row.createdAtMs),
  }
}

const grantObject = async (ctx: Ctx, row: SupportGrant) => ({
  ...summaryAt(ctx.nowMs)(row),
  reason: await reasonOf(ctx, row),
})

const DECISION = { scope: 'write', response: GrantObject } as const

/** What support asked a business for, for the business. */
export const supportGrants = resource('support_grants')
  .get(
    '/',
    {
      summary: 'List what support asked to see',
      description: 'Requests of the platform’s support to read content of yours, and what came of them.',
      scope: 'read',
      query: ListQuery,
      response: listOf(GrantSummary),
    },
    ({ ctx, query }) => listPage({ db: ctx.db, table, where: ownedBy(ctx, table), query }, summaryAt(ctx.nowMs)),
  )
  .get('/:id', { summary: 'Get a support grant', scope: 'read', response: GrantObject }, async ({ ctx, params }) => {
    const mine = and(ownedBy(ctx, table), eq(table.id, params.id))
    return grantObject(ctx, found(await ctx.db.select().from(table).where(mine).get(), 'support grant'))
  })
  .post(
    '/:id/approve',
    {
      summary: 'Let support look',
      description: 'With a live key. It holds for the minutes that were asked for, and can be revoked at any time.',
      ...DECISION,
    },
    async ({ ctx, params }) => decide(ctx, params.id, 'approved'),
  )
  .post('/:id/refuse', { summary: 'Do not let support look', ...DECISION }, async ({ ctx, params }) =>
    decide(ctx, params.id, 'refused'),
  )
  .post(
    '/:id/revoke',
    { summary: 'Take back a yes to support', description: 'It holds from the next request on.', ...DECISION },
    async ({ ctx, params }) => decide(ctx, params.id, 'revoked'),
  )

async function decide(ctx: Ctx, grantId: string, decision: 'approved' | 'refused' | 'revoked') {
  const mine = and(ownedBy(ctx, table), eq(table.id, grantId))
  found(await ctx.db.select({ id: table.id }).from(table).where(mine).get(), 'support grant')
  refuseTestKey(ctx)
  return grantObject(ctx, await decideGrant(ctx, grantId, decision))
}

const ReadScope = z
  .string()
  .regex(/^(read|[a-z_]{1,40}:read)$/, 'must be read or resource:read: support changes nothing')

/** The same for the operator. Mounted beside the businesses. */
export const tenantSupport = operatorResource('tenants')
  .post(
    '/:id/support_grants',
    {
      summary: 'Ask a business to let support look',
      description:
        'Until it approves, nothing of its content is open. With its approval its `GET` operations answer the operator key and the header `Support-Grant: sgr_…`.',
      scope: 'write',
      body: z.strictObject({
        reason: z.string().trim().min(10).max(1_000).describe('For the business to decide by. No names of people.'),
        scopes: z.array(ReadScope).min(1).max(SCOPES_MAX),
        minutes: z.int().min(1).max(GRANT_MINUTES_MAX),
      }),
      response: GrantObject,
      status: 201,
      example: { reason: 'You reported a recording that stops early.', scopes: ['recordings:read'], minutes: 60 },
    },
    async ({ ctx, params, body, c }) => {
      const its = await tenantContext(c, ctx, params.id)
      return grantObject(its, await requestGrant(its, body))
    },
  )
  .get(
    '/:id/support_grants',
    {
      summary: 'List what support asked of a business',
      description: `The newest ${LISTED_MAX}.`,
      scope: 'read',
      response: listOf(GrantSummary),
    },
    async ({ ctx, params, c }) => {
      const its = await tenantContext(c, ctx, params.id)
      const listed = { db: its.db, table, where: ownedBy(its, table), query: { limit: LISTED_MAX } }
      return wholeList((await listPage(listed, summaryAt(ctx.nowMs))).data)
    },
  )
