import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { beginErasure } from '../../erasure/begin-erasure.ts'
import { findErasure } from '../../erasure/find-erasure.ts'
import { workErasure } from '../../erasure/work-erasure.ts'
import { errorName, log } from '../../kernel/log.ts'
import { ERASURE_REASONS, erasureReason } from '../../privacy/reasons.ts'
import { resource } from './operation.ts'
import { Id } from './shape.ts'

const REASON_CHARS_MAX = 500

const Begun = z
  .object({ object: z.literal('erasure'), erasure_id: z.string(), status: z.string() })
  .meta({ id: 'BegunErasure' })

/** The rest, once the answer is on its way. Should it break off, the sweep goes on with it. */
async function goOn(ctx: Ctx, erasureId: string): Promise<void> {
  await scheduler.wait(1)
  try {
    await workErasure(ctx, erasureId)
  } catch (error) {
    log.error('erasure.failed', { erasureId, error: errorName(error) })
  }
}

export const personErase = resource('people').post(
  '/:id/erase',
  {
    summary: 'Erase a person',
    description:
      'Their key is destroyed before this answers, unless a hold keeps it (`held`); everything else follows within a minute. `GET /v1/erasures/:id` has the receipt. Asked for again it is the same erasure.',
    scope: 'erase',
    body: z.strictObject({
      reason: z
        .string()
        .trim()
        .min(1)
        .max(REASON_CHARS_MAX)
        .describe(
          `Kept with the receipt where it is one of ${ERASURE_REASONS.map((reason) => `\`${reason}\``).join(', ')}. Anything else is kept as \`other\`, and its words nowhere.`,
        ),
      request_id: Id.optional().describe('The privacy request that this answers.'),
    }),
    response: Begun,
    status: 202,
    example: { reason: 'requested_by_person' },
  },
  async ({ ctx, params, body, c }) => {
    const wanted = { personId: params.id, reason: erasureReason(body.reason), requestId: body.request_id ?? null }
    const { erasureId } = await beginErasure(ctx, { ...wanted, startsAtMs: ctx.nowMs })
    await workErasure(ctx, erasureId, 'shred')
    const row = await findErasure(ctx, erasureId)
    c.executionCtx.waitUntil(goOn(ctx, erasureId))
    return { object: 'erasure' as const, erasure_id: erasureId, status: row?.status ?? 'working' }
  },
)
