import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { auditAct } from '../../audit/audit-act.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { apiKeys } from '../../records/api-keys/table.ts'
import { createKey, type ApiKeyRow } from '../../tenants/make-key.ts'
import { revokeKey } from '../../tenants/revoke-key.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { covers, SCOPE_PATTERN } from './scopes.ts'
import { found, Instant, Name, oneWrong, time, Time, timeOrNull } from './shape.ts'

const SCOPES_MAX = 50

const Scope = z.string().regex(SCOPE_PATTERN, 'must be *, a verb, or resource:verb, for example calls:read')

const NewKey = z.strictObject({
  name: Name.describe('What it is for, so that you know which one to revoke.'),
  scopes: z
    .array(Scope)
    .min(1)
    .max(SCOPES_MAX)
    .describe('What it may do. It cannot be given more than the key that makes it has.'),
  livemode: z.boolean().optional().describe('By default as the key that makes it. A test key makes only test keys.'),
  expires_at: Instant.optional().describe('When it stops working. By default it does not.'),
})

const KeyObject = z
  .object({
    object: z.literal('key'),
    id: z.string(),
    name: z.string(),
    masked: z.string().describe('Its beginning and its last four characters.'),
    livemode: z.boolean(),
    scopes: z.array(z.string()),
    created_at: Time,
    last_used_at: Time.nullable().describe('To the minute.'),
    expires_at: Time.nullable(),
    revoked_at: Time.nullable(),
  })
  .meta({ id: 'Key' })

export const NewKeyObject = z
  .object({ ...KeyObject.shape, key: z.string().describe('The key itself: shown here and never again.') })
  .meta({ id: 'NewKey' })

/** A key as the API shows it: everything but the key. */
export const keyObject = (row: ApiKeyRow) => ({
  object: 'key' as const,
  id: row.id,
  name: row.name,
  masked: row.masked,
  livemode: row.livemode,
  scopes: row.scopes,
  created_at: time(row.createdAtMs),
  last_used_at: timeOrNull(row.lastUsedAtMs),
  expires_at: timeOrNull(row.expiresAtMs),
  revoked_at: timeOrNull(row.revokedAtMs),
})

/** A live key sees the keys of both modes; a test key those of test mode. */
const visible = (ctx: Ctx) =>
  and(eq(apiKeys.tenantId, ctx.tenantId), ctx.livemode ? undefined : eq(apiKeys.livemode, false))

export const keys = resource('keys')
  .post(
    '/',
    {
      summary: 'Make a key',
      description: 'The key is in this answer only. What is kept is its SHA-256.',
      scope: 'write',
      body: NewKey,
      response: NewKeyObject,
      status: 201,
      example: { name: 'Booking site', scopes: ['bookings:read', 'bookings:write'] },
    },
    async ({ ctx, body, c }) => {
      const { name, scopes, livemode = ctx.livemode, expires_at: expiresAtMs = null } = body
      refuseMore(c.get('key').scopes, scopes)
      if (livemode && !ctx.livemode) throw new Refusal('forbidden', 'A test key makes only test keys.')
      if (expiresAtMs !== null && expiresAtMs <= ctx.nowMs) {
        throw oneWrong('/expires_at', 'past', 'This must be in the future.')
      }
      const { row, key } = await createKey(
        ctx.directory,
        { tenantId: ctx.tenantId, name, livemode, scopes, expiresAtMs },
        ctx.nowMs,
      )
      await auditAct(ctx, 'key.created', row.id, { ...keyObject(row) })
      return { ...keyObject(row), key }
    },
  )
  .get('/', { summary: 'List keys', scope: 'read', query: ListQuery, response: listOf(KeyObject) }, ({ ctx, query }) =>
    listPage({ db: ctx.directory, table: apiKeys, where: visible(ctx), query }, keyObject),
  )
  .get('/:id', { summary: 'Get a key', scope: 'read', response: KeyObject }, async ({ ctx, params }) => {
    const row = await ctx.directory
      .select()
      .from(apiKeys)
      .where(and(visible(ctx), eq(apiKeys.id, params.id)))
      .get()
    return keyObject(found(row, 'key'))
  })
  .delete(
    '/:id',
    {
      summary: 'Revoke a key',
      description: 'It stops working at once, everywhere. A key can revoke itself.',
      scope: 'write',
      response: KeyObject,
    },
    async ({ ctx, params }) => {
      const revoked = keyObject(found(await revokeKey(ctx, params.id), 'key'))
      await auditAct(ctx, 'key.revoked', revoked.id, { revoked_at: revoked.revoked_at })
      return revoked
    },
  )

function refuseMore(own: readonly string[], wanted: readonly string[]): void {
  const more = wanted.filter((scope) => !covers(own, scope))
  if (more.length > 0) throw new Refusal('forbidden', `This key cannot pass on what it lacks: ${more.join(', ')}.`)
}
