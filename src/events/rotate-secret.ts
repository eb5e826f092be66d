import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import type { EndpointRow } from './load-job.ts'
import { newSecret } from './sign.ts'
import { isRotating, sealSecret } from './signing-secrets.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * Replaces an endpoint's secret. For `graceHours` both sign; with 0 every older one ends at once.
 *
 * @throws Refusal `conflict` while an earlier secret is still in its grace: two sign, not three, and cutting the oldest
 *   short would break whoever was promised its time.
 */
export async function rotateSecret(
  ctx: Ctx,
  row: EndpointRow,
  graceHours: number,
): Promise<{ row: EndpointRow; secret: string }> {
  if (graceHours > 0 && isRotating(row, ctx.nowMs)) {
    throw new Refusal(
      'conflict',
      'The secret before this one still signs. Wait for its end, or rotate with grace_hours 0.',
      {
        extra: { previous_secret_expires_at: new Date(row.previousSecretUntilMs ?? 0).toISOString() },
      },
    )
  }
  const secret = newSecret()
  const rotated = {
    sealedSecret: await sealSecret(ctx, row.id, secret),
    sealedPreviousSecret: graceHours === 0 ? null : row.sealedSecret,
    previousSecretUntilMs: graceHours === 0 ? null : ctx.nowMs + graceHours * HOUR_MS,
    updatedAtMs: ctx.nowMs,
  }
  await ctx.db.update(webhookEndpoints).set(rotated).where(eq(webhookEndpoints.id, row.id))
  return { row: { ...row, ...rotated }, secret }
}
