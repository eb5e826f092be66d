import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'

export interface Suppression {
  /** E.164, or the token of a number that is not known in clear. */
  readonly phone: string | { readonly token: string }
  /** A word of ours, `asked_on_call`: it goes into an event. */
  readonly reason: string
  readonly source: 'voice' | 'sms' | 'whatsapp' | 'email' | 'api'
  readonly callId?: string
  readonly personId?: string | null
}

/**
 * Ends all contact with a number, for good. When this has returned, nothing that asks afterwards may contact it.
 *
 * The row is keyed by the number's token, not by a person: it survives the person's erasure. Doing it twice is one
 * suppression and one event.
 *
 * @returns whether it was new, and the id of the standing suppression.
 */
export async function suppress(
  ctx: Ctx,
  given: Suppression,
): Promise<{ readonly created: boolean; readonly id: string | null }> {
  const { phone } = given
  const identityToken =
    typeof phone === 'string' ? await ctx.vault.identityToken(ctx.tenantId, 'phone', phone) : phone.token
  if (given.personId) await ctx.objects.thread(given.personId).optOut(ctx.nowMs)
  const id = newId('sup', ctx.nowMs)
  const row = {
    id,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    identityToken,
    pepperVersion: ctx.vault.pepperVersion,
    reason: given.reason,
    source: given.source,
    callId: given.callId ?? null,
    createdAtMs: ctx.nowMs,
  }
  const told = {
    suppression_id: id,
    person_id: given.personId ?? null,
    call_id: given.callId ?? null,
    reason: given.reason,
    source: given.source,
  }
  try {
    await ctx.db.batch([ctx.db.insert(suppressions).values(row), emit(ctx, 'person.opted_out', told)])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { created: false, id: null }
  }
  await wakeQuietly(ctx)
  return { created: true, id }
}
