import { leaveLiveCalls } from '../calls/leave-live-calls.ts'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { personKey, type PersonKey } from '../vault/person-keys.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { seal } from '../vault/seal.ts'
import type { Whereabouts } from './contact.ts'
import { suppress, type Suppression } from './suppress.ts'
import { tellThread } from './tell-thread.ts'
import { readWishes, wishesPlace, type KeptWishes, type Wishes } from './wishes.ts'

/** What is said anew of how somebody wants to be contacted. What is left out stays. */
export type WishesChange = Partial<Omit<Wishes, 'zoneAtMs' | 'whereabouts'>> & {
  readonly whereabouts?: Partial<Whereabouts>
  readonly isObjecting?: boolean
  readonly isRestricted?: boolean
}

/** Changes of one person's wishes at the same moment that each have their turn. */
const TRIES_MAX = 8

/**
 * Keeps what is said anew of a person's wishes. Their thread knows it when this has returned. Of two who change something at
 * once neither undoes what the other changed.
 */
export async function changeWishes(ctx: Ctx, personId: string, change: WishesChange): Promise<KeptWishes> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  for (let tries = 1; ; tries += 1) {
    const known = await readWishes(ctx, personId, key)
    const kept = changed(known, change, ctx.nowMs)
    if (await keep(ctx, { personId, key }, known, kept)) {
      await sealAuditQuietly(ctx)
      await tellThread(ctx, personId)
      return kept
    }
    if (tries === TRIES_MAX) throw new Error('wishes that change all the time')
  }
}

type Kept = KeptWishes & { readonly updatedAtMs: number }

function changed(known: KeptWishes, { whereabouts, ...change }: WishesChange, nowMs: number): Kept {
  const where = { ...known.whereabouts, ...whereabouts }
  const zoneAtMs = whereabouts?.confirmedZone === undefined ? known.zoneAtMs : nowMs
  // Later than what was known, in the same millisecond and with a clock that is behind.
  const updatedAtMs = Math.max(nowMs, (known.updatedAtMs ?? 0) + 1)
  return { ...known, ...change, whereabouts: where, zoneAtMs, updatedAtMs }
}

interface Whose {
  readonly personId: string
  readonly key: PersonKey
}

/** False where somebody else changed them since they were known. */
async function keep(ctx: Ctx, { personId, key }: Whose, known: KeptWishes, kept: Kept): Promise<boolean> {
  const { isObjecting, isRestricted, updatedAtMs, ...wishes } = kept
  const hasLineTags = wishes.lineTags.length > 0
  const sealedWishes = await seal(key, wishesPlace(ctx, personId), JSON.stringify(wishes satisfies Wishes))
  // An objection stands for as long as anything is left to object to, and a line that is left alone stays one.
  const isStanding = isObjecting || isRestricted || hasLineTags
  const keepDays = isStanding ? Number.POSITIVE_INFINITY : await keepDaysOf(ctx, 'contact_preferences')
  const { tenantId, livemode, nowMs } = ctx
  const set = { sealedWishes, isObjecting, isRestricted, hasLineTags, expiresAtMs: expiryOf(nowMs, keepDays) }
  const row = { personId, tenantId, livemode, ...set, updatedAtMs }
  const action = actionOf(known, kept)
  const entry = { action, subject: personId, detailHash: await detailHashOf(row) } as const
  // Null, which the column does not take: then nothing of the batch is written.
  const unlessChanged = sql`CASE WHEN ${contactPreferences.updatedAtMs} = ${known.updatedAtMs} THEN ${updatedAtMs} END`
  const { personId: target } = contactPreferences
  try {
    await ctx.db.batch([
      ctx.db
        .insert(contactPreferences)
        .values(row)
        .onConflictDoUpdate({ target, set: { ...set, updatedAtMs: unlessChanged } }),
      appendAudit(ctx, [entry]),
    ])
    return true
  } catch (error) {
    if (!isNullViolation(error)) throw error
    return false
  }
}

/** What it is called in the chain of what was decided. */
function actionOf(known: KeptWishes, { isObjecting, isRestricted }: KeptWishes) {
  if (isObjecting !== known.isObjecting) return 'person.objected'
  return isRestricted === known.isRestricted ? 'preferences.changed' : 'person.restricted'
}

/**
 * Takes an objection down, or that it is withdrawn. While it stands nobody contacts them, whatever for. From advertising
 * they are left alone for good, under every name they are known by: that outlives whatever else is kept of them. Whatever
 * call they are in is told, and no model goes on with it.
 */
export async function objectTo(
  ctx: Ctx,
  personId: string,
  isObjecting: boolean,
  source: Suppression['source'] = 'api',
): Promise<KeptWishes> {
  if (isObjecting)
    await suppress(ctx, {
      personId,
      reason: 'objected',
      source,
      stop: { scope: 'marketing', endsBy: 'nothing' },
    })
  const kept = await changeWishes(ctx, personId, { isObjecting })
  if (isObjecting) await leaveLiveCalls(ctx, personId)
  return kept
}
