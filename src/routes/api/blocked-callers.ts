import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { Refusal } from '../../kernel/refusal.ts'
import { callerBlocks } from '../../records/caller-blocks/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { blockCaller, unblockCaller, type CallerBlock } from '../../tenants/block-caller.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { found, oneWrong, time, Time } from './shape.ts'

/** A word may be kept and told; a sentence may hold a name. */
const REASON_WORD = /^[a-z][a-z0-9_.-]{0,63}$/

const NewBlock = z.strictObject({
  phone: Phone,
  reason: z.string().regex(REASON_WORD, 'must be a word such as `abusive`').default('unwanted'),
})

const BlockedCaller = z
  .object({
    object: z.literal('blocked_caller'),
    id: z.string(),
    phone: z.string().describe('Masked: the number itself is not kept, only a token of it.'),
    reason: z.string(),
    livemode: z.boolean(),
    created_at: Time,
    expires_at: Time,
  })
  .meta({ id: 'BlockedCaller' })

const blockedCaller = (row: CallerBlock) => ({
  object: 'blocked_caller' as const,
  id: row.id,
  phone: row.maskedPhone,
  reason: row.reason,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  expires_at: time(row.expiresAtMs),
})

export const blockedCallers = resource('blocked_callers')
  .post(
    '/',
    {
      summary: 'Answer a caller no more',
      description:
        'They hear one sentence and are hung up on, within seconds everywhere, for a year. Callers who withhold their number cannot be blocked, and emergency numbers are not.',
      scope: 'write',
      body: NewBlock,
      response: BlockedCaller,
      status: 201,
      example: { phone: '+1 212 555 0142', reason: 'abusive' },
    },
    async ({ ctx, body }) => {
      const blocked = await blockCaller(ctx, body)
      if (blocked.ok) return blockedCaller(blocked.value)
      if (blocked.error.reason === 'too_many')
        throw new Refusal('conflict', 'No more callers can be blocked: unblock some.')
      throw oneWrong('/phone', 'never_blocked', 'This is an emergency number, or stands for a withheld one.')
    },
  )
  .get(
    '/',
    { summary: 'List blocked callers', scope: 'read', query: ListQuery, response: listOf(BlockedCaller) },
    ({ ctx, query }) =>
      listPage({ db: ctx.db, table: callerBlocks, where: ownedBy(ctx, callerBlocks), query }, blockedCaller),
  )
  .get('/:id', { summary: 'Get a blocked caller', scope: 'read', response: BlockedCaller }, async ({ ctx, params }) => {
    const mine = and(ownedBy(ctx, callerBlocks), eq(callerBlocks.id, params.id))
    return blockedCaller(found(await ctx.db.select().from(callerBlocks).where(mine).get(), 'blocked caller'))
  })
  .delete(
    '/:id',
    { summary: 'Answer a caller again', scope: 'write', response: BlockedCaller },
    async ({ ctx, params }) => blockedCaller(found(await unblockCaller(ctx, params.id), 'blocked caller')),
  )
