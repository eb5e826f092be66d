import type { Ctx } from '../context.ts'
import type { PreferenceChange } from '../providers/messaging/contract.ts'
import { restore } from './restore.ts'
import { suppress } from './suppress.ts'

/** WhatsApp's own switch for promotions, as the person turned it: turned back, it gives back only what it took. */
export async function takePreference(
  ctx: Ctx,
  personId: string,
  { person: { phone, userId }, marketing, atMs }: PreferenceChange,
): Promise<void> {
  // By the platform's time, so that what is told late does not undo what was wished later.
  const wishedAtMs = Math.min(atMs, ctx.nowMs)
  const identity = phone ?? (userId === null ? undefined : { userId })
  if (marketing === 'resume') await restore(ctx, personId, { by: 'resume' }, wishedAtMs)
  else
    await suppress(
      { ...ctx, nowMs: wishedAtMs },
      {
        ...(identity !== undefined && { phone: identity }),
        personId,
        reason: 'platform_preference',
        source: 'whatsapp',
        stop: { scope: 'marketing', endsBy: 'resume' },
      },
    )
}
