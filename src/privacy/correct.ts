import { and, eq } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Actor, Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { emailTokenOf, profilePlace, readProfile, type Profile } from '../people/profile.ts'
import { correctionCategory } from '../records/corrections/category.ts'
import { corrections } from '../records/corrections/table.ts'
import { people } from '../records/people/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { personKey, type PersonKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { changeAddresses } from './change-addresses.ts'
import { correctionPlace } from './correction-place.ts'
import { propagateCorrection } from './propagate-correction.ts'

/** What may be corrected of who somebody is. */
export type CorrectedField = 'name' | 'phone' | 'email'

export interface Correction {
  /** The right values. What is left out stays. `phone` is E.164. */
  readonly fields: Readonly<Partial<Record<CorrectedField, string>>>
  readonly requestId: string | null
}

/**
 * Corrects what is kept of who somebody is (GDPR art. 16). What stood there is kept, sealed, for whoever must show what was
 * changed, and read for nothing else. The business hears of it; what copied the old values has the new ones; and whatever they
 * are left alone from holds for a new number or address as it did for the old one.
 *
 * @returns the fields that were another before. None: nothing was written.
 * @throws Refusal `conflict` where a number or an address is another person's.
 */
export async function correctPerson(
  ctx: Ctx,
  personId: string,
  { fields, requestId }: Correction,
): Promise<readonly CorrectedField[]> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const former = await readProfile(ctx, personId, key)
  const changed = (Object.keys(fields) as CorrectedField[]).filter(
    (field) => fields[field] !== undefined && fields[field] !== former[field],
  )
  if (changed.length === 0) return []
  await keepFormer(ctx, { personId, key, requestId }, changed, former)
  await changeAddresses(ctx, personId, {
    phone: changed.includes('phone') ? { was: former.phone, is: fields.phone } : null,
    email: changed.includes('email') ? { was: former.email, is: fields.email } : null,
  })
  // Read anew: a number has been written by then.
  const profile: Profile = { ...(await readProfile(ctx, personId, key)), ...fields }
  const told = {
    person_id: personId,
    fields: [...changed],
    request_id: requestId,
    at: new Date(ctx.nowMs).toISOString(),
  }
  const detailHash = await detailHashOf({ ...told })
  await ctx.db.batch([
    ctx.db
      .update(people)
      .set({
        sealedProfile: await seal(key, profilePlace(ctx, personId), JSON.stringify(profile)),
        emailToken: await emailTokenOf(ctx, profile),
      })
      .where(and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId))),
    emit(ctx, 'person.corrected', told),
    appendAudit(ctx, [{ action: 'person.corrected', subject: personId, detailHash }]),
  ])
  await propagateCorrection(
    ctx,
    { personId, key },
    Object.fromEntries(changed.map((field) => [field, former[field]])),
    fields,
  )
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return changed
}

interface Whose {
  readonly personId: string
  readonly key: PersonKey
  readonly requestId: string | null
}

/** Before anything is changed: a correction without its history would be none. */
async function keepFormer(
  ctx: Ctx,
  { personId, key, requestId }: Whose,
  changed: readonly CorrectedField[],
  former: Profile,
): Promise<void> {
  const expiresAtMs = expiryOf(ctx.nowMs, correctionCategory.keepDays ?? Number.POSITIVE_INFINITY)
  for (const field of changed) {
    const id = newId('cor', ctx.nowMs)
    const stood = former[field]
    await ctx.db.insert(corrections).values({
      id,
      tenantId: ctx.tenantId,
      livemode: ctx.livemode,
      personId,
      requestId,
      field,
      sealedFormer: stood === undefined ? null : await seal(key, correctionPlace(ctx, id), stood),
      correctedBy: nameOf(ctx.actor),
      correctedAtMs: ctx.nowMs,
      expiresAtMs,
    })
  }
}

const nameOf = (actor: Actor): string => (actor.type === 'api_key' ? `api_key:${actor.keyId}` : actor.type)
