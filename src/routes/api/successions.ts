import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { NOTICE_DAYS, type ClosureRow } from '../../tenants/closing/closure.ts'
import { newestClosure } from '../../tenants/closing/find-closure.ts'
import { announceSuccession, objectToSuccession, openSuccessor } from '../../tenants/closing/succession.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { found, Instant, Name, oneWrong, time, Time, timeOrNull } from './shape.ts'

const SuccessionObject = z
  .object({
    object: z.literal('succession'),
    id: z.string(),
    status: z.enum(['announced', 'winding_down', 'working', 'completed', 'cancelled', 'objected']),
    successor: z.object({ legal_name: z.string(), privacy_contact: z.string() }).nullable(),
    requested_by: z.string(),
    announced_at: Time,
    effective_at: Time.describe('Until then you can object. Before it nobody takes over.'),
    completed_at: Time.nullable(),
    livemode: z.boolean(),
  })
  .meta({ id: 'Succession' })

async function shown(ctx: Ctx, row: ClosureRow) {
  const successor = await openSuccessor(ctx, row)
  return {
    object: 'succession' as const,
    id: row.id,
    status: row.status,
    successor: successor && { legal_name: successor.legalName, privacy_contact: successor.privacyContact },
    requested_by: row.requestedBy,
    announced_at: time(row.announcedAtMs),
    effective_at: time(row.effectiveAtMs),
    completed_at: timeOrNull(row.completedAtMs),
    livemode: true,
  }
}

/** Handing the account over to a successor: notice, time to object, and then the operator hands over the new keys. */
export const successions = resource('account')
  .post(
    '/succession',
    {
      summary: 'Announce a successor',
      description: `Who takes over your business and what is kept of it, ${NOTICE_DAYS} days from now or later. Any of your keys can object until then. On that day the operator hands the successor new keys, and yours are revoked.`,
      scope: 'erase',
      body: z.strictObject({
        legal_name: Name,
        privacy_contact: z.email('must be an e-mail address').max(254),
        effective_at: Instant,
      }),
      response: SuccessionObject,
      status: 201,
      example: {
        legal_name: 'Bright Smile Dental Group',
        privacy_contact: 'privacy@example.com',
        effective_at: '2035-02-01',
      },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      const successor = { legalName: body.legal_name, privacyContact: body.privacy_contact }
      const announced = await announceSuccession(ctx, successor, body.effective_at)
      if (announced.ok) return shown(ctx, announced.value)
      if (announced.error === 'under_way') throw new Refusal('conflict', 'A successor has been announced already.')
      throw oneWrong('/effective_at', 'too_soon', `This must be ${NOTICE_DAYS} days from now or later.`)
    },
  )
  .get(
    '/succession',
    { summary: 'Who takes over your account', scope: 'read', response: SuccessionObject },
    async ({ ctx }) => {
      const row = ctx.livemode ? await newestClosure(ctx.directory, ctx.tenantId, 'succession') : undefined
      return shown(ctx, found(row, 'successor'))
    },
  )
  .post(
    '/succession/object',
    { summary: 'Object to a successor', description: 'Nobody takes over.', scope: 'write', response: SuccessionObject },
    async ({ ctx }) => {
      refuseTestKey(ctx)
      return shown(ctx, found(await objectToSuccession(ctx), 'successor to object to'))
    },
  )
