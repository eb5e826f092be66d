import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { suppress } from '../../consent/suppress.ts'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people } from '../../records/people/table.ts'
import { suppressions as suppressionTable } from '../../records/suppressions/table.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { found, time, Time } from './shape.ts'

/** A word may be kept and told; a sentence may hold a name. */
const REASON_WORD = /^[a-z][a-z0-9_.-]{0,63}$/

const NewSuppression = z.strictObject({
  phone: Phone,
  reason: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe(
      'A word such as `asked_by_mail`. Sentences are not kept, because they may name people: they become `other`.',
    ),
})

const SuppressionObject = z
  .object({
    object: z.literal('suppression'),
    id: z.string(),
    reason: z.string(),
    source: z.enum(['voice', 'sms', 'whatsapp', 'email', 'api']),
    call_id: z.string().nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Suppression' })

const suppressionObject = (row: typeof suppressionTable.$inferSelect) => ({
  object: 'suppression' as const,
  id: row.id,
  reason: row.reason,
  source: row.source,
  call_id: row.callId,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export const suppressions = resource('suppressions')
  .post(
    '/',
    {
      summary: 'Never contact a number again',
      description:
        'Holds at once and for good, on every channel. The number itself is not kept, only a token of it. Asking again gives the suppression that stands.',
      scope: 'write',
      body: NewSuppression,
      response: SuppressionObject,
      status: 201,
      example: { phone: '+1 212 555 0142', reason: 'asked_by_mail' },
    },
    async ({ ctx, body }) => {
      const reason = REASON_WORD.test(body.reason) ? body.reason : 'other'
      await suppress(ctx, { phone: body.phone, reason, source: 'api', personId: await personWith(ctx, body.phone) })
      const identityToken = await ctx.vault.identityToken(ctx.tenantId, 'phone', body.phone)
      const standing = and(ownedBy(ctx, suppressionTable), eq(suppressionTable.identityToken, identityToken))
      return suppressionObject(found(await ctx.db.select().from(suppressionTable).where(standing).get(), 'suppression'))
    },
  )
  .get(
    '/',
    { summary: 'List suppressions', scope: 'read', query: ListQuery, response: listOf(SuppressionObject) },
    ({ ctx, query }) =>
      listPage(
        { db: ctx.db, table: suppressionTable, where: ownedBy(ctx, suppressionTable), query },
        suppressionObject,
      ),
  )
  .get(
    '/:id',
    { summary: 'Get a suppression', scope: 'read', response: SuppressionObject },
    async ({ ctx, params }) => {
      const mine = and(ownedBy(ctx, suppressionTable), eq(suppressionTable.id, params.id))
      return suppressionObject(found(await ctx.db.select().from(suppressionTable).where(mine).get(), 'suppression'))
    },
  )

/** The person behind a number if they are known: nobody is made known by asking not to be called. */
async function personWith(ctx: Ctx, phone: string): Promise<string | null> {
  const phoneToken = await ctx.vault.identityToken(ctx.tenantId, 'phone', ctx.livemode ? phone : `test:${phone}`)
  const them = and(ownedBy(ctx, people), eq(people.phoneToken, phoneToken))
  return (await ctx.db.select({ id: people.id }).from(people).where(them).get())?.id ?? null
}
