import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { sealAuditQuietly } from '../../audit/seal.ts'
import type { Ctx } from '../../context.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { decideMinor } from '../../minors/decide-minor.ts'
import { flagMinor, type MinorFlag } from '../../minors/flag-minor.ts'
import { findCall } from '../../records/calls/read.ts'
import { messages } from '../../records/messages/table.ts'
import { minorFlags as table } from '../../records/minor-flags/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { recordings } from '../../records/recordings/table.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, oneWrong, time, Time, timeOrNull } from './shape.ts'

const STATUSES = table.status.enumValues

const MinorFlagObject = z
  .object({
    object: z.literal('minor_flag'),
    id: z.string(),
    status: z.enum(STATUSES),
    source: z.enum(table.source.enumValues),
    occasion: z.string().describe('The call or message in which it was said.'),
    person_id: z.string().nullable(),
    contents: z.array(z.string()).describe('What is sealed off, by id.'),
    decide_by: Time.describe('Then it is deleted, unless you decided before.'),
    decided_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'MinorFlag' })

const minorFlag = (row: MinorFlag) => ({
  object: 'minor_flag' as const,
  id: row.id,
  status: row.status,
  source: row.source,
  occasion: row.occasion,
  person_id: row.personId,
  contents: row.contents,
  decide_by: time(row.decideByMs),
  decided_at: timeOrNull(row.decidedAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

async function flagOf(ctx: Ctx, id: string): Promise<MinorFlag> {
  const mine = and(ownedBy(ctx, table), eq(table.id, id))
  return found(await ctx.db.select().from(table).where(mine).get(), 'minor flag')
}

interface Occasion {
  readonly personId: string | null
  readonly contents: readonly string[]
}

async function occasionOf(ctx: Ctx, id: string): Promise<Occasion | undefined> {
  const call = await findCall(ctx, id)
  if (call !== undefined && call !== null) {
    const own = and(eq(recordings.tenantId, ctx.tenantId), eq(recordings.callId, id))
    const heard = await ctx.db.select({ id: recordings.id }).from(recordings).where(own)
    return { personId: call.personId, contents: [id, ...heard.map((row) => row.id)] }
  }
  const mine = and(ownedBy(ctx, messages), eq(messages.id, id))
  const message = await ctx.db.select({ personId: messages.personId }).from(messages).where(mine).get()
  return message && { personId: message.personId, contents: [id] }
}

export const minorFlags = resource('minor_flags')
  .post(
    '/',
    {
      summary: 'Say that a child called or wrote',
      description: 'What was said is sealed off at once, and deleted after seven days unless you decide otherwise.',
      scope: 'write',
      body: z.strictObject({ occasion: Id.describe('A call or a message.') }),
      response: MinorFlagObject,
      status: 201,
      example: { occasion: 'call_01k5m3x8q2v7w9y0z1a2b3c4d5' },
    },
    async ({ ctx, body }) => {
      const occasion = await occasionOf(ctx, body.occasion)
      if (occasion === undefined) throw oneWrong('/occasion', 'not_found', 'There is no such call or message.')
      const flagging = await flagMinor(ctx, { ...occasion, occasion: body.occasion, source: 'api' })
      if (flagging === null) throw new Refusal('conflict', 'That was said of it already.')
      const [first, ...rest] = flagging.statements
      if (first === undefined) throw new Error('a flag of nothing')
      await ctx.db.batch([first, ...rest])
      await sealAuditQuietly(ctx)
      await wakeQuietly(ctx)
      return minorFlag(await flagOf(ctx, flagging.id))
    },
  )
  .get(
    '/',
    {
      summary: 'List who said to be a child',
      scope: 'read',
      query: listQuery({ status: z.enum(STATUSES).optional() }),
      response: listOf(MinorFlagObject),
    },
    ({ ctx, query }) => {
      const where = and(ownedBy(ctx, table), query.status && eq(table.status, query.status))
      return listPage({ db: ctx.db, table, where, query }, minorFlag)
    },
  )
  .get('/:id', { summary: 'Get a flag', scope: 'read', response: MinorFlagObject }, async ({ ctx, params }) =>
    minorFlag(await flagOf(ctx, params.id)),
  )
  .post(
    '/:id/decide',
    {
      summary: 'Decide what becomes of what a child said',
      description:
        '`keep` where they are none, or a parent agreed: it can be read again. `delete` deletes it at once, at the carrier too.',
      scope: 'erase',
      body: z.strictObject({ decision: z.enum(['keep', 'delete']) }),
      response: MinorFlagObject,
      example: { decision: 'delete' },
    },
    async ({ ctx, params, body }) => {
      const decided = await decideMinor(ctx, await flagOf(ctx, params.id), body.decision)
      if (decided.ok) return minorFlag(decided.value)
      const why = {
        decided: 'It was decided otherwise.',
        held: 'An order to keep it stands: it stays sealed off until then.',
      }
      throw new Refusal('conflict', why[decided.error])
    },
  )
