import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import type { Whereabouts } from './contact.ts'
import { suppress } from './suppress.ts'
import { tellThread } from './tell-thread.ts'
import { readWishes, wishesPlace, type KeptWishes, type Wishes } from './wishes.ts'

/** What is said anew of how somebody wants to be contacted. What is left out stays. */
export type WishesChange = Partial<Omit<Wishes, 'zoneAtMs' | 'whereabouts'>> & {
  readonly whereabouts?: Partial<Whereabouts>
  readonly isObjecting?: boolean
}

/** Keeps what is said anew of a person's wishes. Their thread knows it when this has returned. */
export async function changeWishes(ctx: Ctx, personId: string, change: WishesChange): Promise<KeptWishes> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const known = await readWishes(ctx, personId, key)
  const { whereabouts, isObjecting = known.isObjecting, ...rest } = change
  const { preferences, lineTags, lineType } = { ...known, ...rest }
  const where = { ...known.whereabouts, ...whereabouts }
  const zoneAtMs = whereabouts?.confirmedZone === undefined ? known.zoneAtMs : ctx.nowMs
  const wishes: Wishes = { preferences, whereabouts: where, lineTags, lineType, zoneAtMs }
  const sealedWishes = await seal(key, wishesPlace(ctx, personId), JSON.stringify(wishes))
  // An objection stands for as long as anything is left to object to.
  const keepDays = isObjecting ? Number.POSITIVE_INFINITY : await keepDaysOf(ctx, 'contact_preferences')
  const { tenantId, livemode, nowMs } = ctx
  const set = { sealedWishes, isObjecting, updatedAtMs: nowMs, expiresAtMs: expiryOf(nowMs, keepDays) }
  const row = { personId, tenantId, livemode, ...set }
  const action = isObjecting === known.isObjecting ? 'preferences.changed' : 'person.objected'
  const entry = { action, subject: personId, detailHash: await detailHashOf(row) } as const
  await ctx.db.batch([
    ctx.db.insert(contactPreferences).values(row).onConflictDoUpdate({ target: contactPreferences.personId, set }),
    appendAudit(ctx, [entry]),
  ])
  await sealAuditQuietly(ctx)
  await tellThread(ctx, personId)
  return { ...wishes, isObjecting, updatedAtMs: nowMs }
}

/**
 * Takes an objection down, or that it is withdrawn. While it stands nobody contacts them, whatever for. From advertising
 * they are left alone for good, under every name they are known by: that outlives whatever else is kept of them.
 */
export async function objectTo(ctx: Ctx, personId: string, isObjecting: boolean): Promise<KeptWishes> {
  if (isObjecting)
    await suppress(ctx, {
      personId,
      reason: 'objected',
      source: 'api',
      stop: { scope: 'marketing', endsBy: 'nothing' },
    })
  return changeWishes(ctx, personId, { isObjecting })
}
