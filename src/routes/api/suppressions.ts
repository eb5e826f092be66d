import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import * as z from 'zod'
import { identityTokensOf, type IdentityGiven } from '../../consent/identity-of.ts'
import { suppress } from '../../consent/suppress.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { suppressions as suppressionTable } from '../../records/suppressions/table.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { USER_ID } from './recipient-field.ts'
import { found, time, Time, timeOrNull } from './shape.ts'

/** A word may be kept and told; a sentence may hold a name. */
const REASON_WORD = /^[a-z][a-z0-9_.-]{0,63}$/

const NewSuppression = z
  .strictObject({
    phone: Phone.optional(),
    whatsapp_user_id: z
      .string()
      .regex(USER_ID, 'must be a WhatsApp user id')
      .optional()
      .describe('Of somebody who shows no number.'),
    email: z.email('must be an e-mail address').max(254).optional(),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe(
        'A word such as `asked_by_mail`. Sentences are not kept, because they may name people: they become `other`.',
      ),
  })
  .refine(({ phone, whatsapp_user_id: userId, email }) => [phone, userId, email].filter(Boolean).length === 1, {
    path: ['phone'],
    message: 'Give one of phone, whatsapp_user_id and email.',
    params: { code: 'one_of' },
  })

const SuppressionObject = z
  .object({
    object: z.literal('suppression'),
    id: z.string(),
    reason: z.string(),
    source: z.enum(['voice', 'sms', 'whatsapp', 'email', 'api']),
    scope: z
      .enum(suppressionTable.scope.enumValues)
      .describe('From what they are left alone. `sms` or `whatsapp`: that way does not lead to them.'),
    call_id: z.string().nullable(),
    ended_at: Time.nullable().describe('When they took it back themselves, by START or the platform’s switch.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Suppression' })

const suppressionObject = (row: typeof suppressionTable.$inferSelect) => ({
  object: 'suppression' as const,
  id: row.id,
  reason: row.reason,
  source: row.source,
  scope: row.scope,
  call_id: row.callId,
  ended_at: timeOrNull(row.endedAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export const suppressions = resource('suppressions')
  .post(
    '/',
    {
      summary: 'Never contact somebody again',
      description:
        'Holds at once and for good, on every channel. Neither the number nor the id is kept, only a token of it; everything else that the person is known by is suppressed with it. Asking again gives the suppression that stands.',
      scope: 'write',
      body: NewSuppression,
      response: SuppressionObject,
      status: 201,
      example: { phone: '+1 212 555 0142', reason: 'asked_by_mail' },
    },
    async ({ ctx, body }) => {
      const reason = REASON_WORD.test(body.reason) ? body.reason : 'other'
      const identity = identityIn(body)
      await suppress(ctx, { phone: identity, reason, source: 'api' })
      const names = await identityTokensOf(ctx, identity)
      const standing = and(
        ownedBy(ctx, suppressionTable),
        inArray(suppressionTable.identityToken, [...names]),
        eq(suppressionTable.scope, 'all'),
        eq(suppressionTable.endsBy, 'nothing'),
      )
      const rows = await ctx.db
        .select()
        .from(suppressionTable)
        .where(standing)
        .orderBy(asc(suppressionTable.createdAtMs), desc(eq(suppressionTable.identityToken, names[0] ?? '')))
        .limit(1)
      return suppressionObject(found(rows[0], 'suppression'))
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

function identityIn({ phone, whatsapp_user_id: userId, email }: z.output<typeof NewSuppression>): IdentityGiven {
  if (phone !== undefined) return { phone }
  return userId === undefined ? { email: (email ?? '').trim().toLowerCase() } : { userId }
}
