import { and, eq } from 'drizzle-orm'
import { suppressUnder, tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { keysAbandonedBy } from '../records/sealed-for.ts'
import { moveRows } from './merge-rows.ts'
import { readProfile, writeProfile } from './profile.ts'

/** Two persons who turned out to be one. */
export interface Merge {
  /** Who stays. */
  readonly personId: string
  /** Who becomes them. */
  readonly alsoId: string
  /** The names by which it was found out. They lead to who stays when all is done. */
  readonly tokens: readonly string[]
}

/**
 * Makes two persons one: what is kept of `alsoId` is `personId`'s from then on, what either is left alone from both are, and
 * whatever led to either leads there.
 *
 * Safe to repeat, and repeated until it is done: the names are pointed at last, so that whoever writes next finds it undone.
 */
export async function mergePeople(ctx: Ctx, { personId, alsoId, tokens }: Merge): Promise<void> {
  const { tenantId, region, livemode } = ctx
  // First, so that nothing starts that either has put an end to.
  await ctx.objects.thread(alsoId).yieldTo({ tenantId, region, livemode, personId }, alsoId)
  await moveRows(ctx, personId, alsoId)
  const all = [...new Set([...tokens, ...(await tokensOfPeople(ctx, [personId, alsoId]))])]
  // A standing suppression under one name stands under all.
  await suppressUnder(ctx, all, all)
  await ctx.db
    .update(personIdentities)
    .set({ personId })
    .where(and(eq(personIdentities.tenantId, tenantId), eq(personIdentities.personId, alsoId)))
  await joinProfiles(ctx, personId, alsoId)
  for (const token of all) await ctx.objects.identity(token).point(personId)
  await dropKey(ctx, alsoId)
  await wakeQuietly(ctx)
  log.info('person.merged', { tenantId, personId, alsoId })
}

/** The key of who goes, where nothing is sealed with it any more. With files that stay sealed it goes when the last does. */
async function dropKey(ctx: Ctx, alsoId: string): Promise<void> {
  if (!(await ctx.objects.thread(alsoId).forgetYielded())) return
  const going = { id: alsoId, tenantId: ctx.tenantId, subject: alsoId }
  const keys = await keysAbandonedBy(ctx, people, [going])
  if (keys.length > 0) await ctx.blobs.delete(keys)
}

/** What is known of one is known of the other; who goes is told of once, with their row. */
async function joinProfiles(ctx: Ctx, personId: string, alsoId: string): Promise<void> {
  const its = and(eq(people.id, alsoId), eq(people.tenantId, ctx.tenantId))
  const going = await ctx.db.select().from(people).where(its).get()
  if (going === undefined) return
  const staying = { id: personId, tenantId: ctx.tenantId, livemode: ctx.livemode }
  const { phoneToken, maskedPhone, createdAtMs, lastSeenAtMs, expiresAtMs } = going
  await ctx.db
    .insert(people)
    .values({ ...staying, phoneToken, maskedPhone, createdAtMs, lastSeenAtMs, expiresAtMs })
    .onConflictDoNothing()
  const [known, told] = [await readProfile(ctx, personId), await readProfile(ctx, alsoId)]
  await writeProfile(ctx, personId, { ...told, ...known })
  const [row] = await ctx.db.select().from(people).where(eq(people.id, personId)).limit(1)
  if (row?.phoneToken === null && phoneToken !== null)
    await ctx.db.update(people).set({ phoneToken, maskedPhone }).where(eq(people.id, personId))
  const data = { person_id: personId, merged_person_id: alsoId }
  await ctx.db.batch([
    emitWhile(ctx, 'person.merged', data, { table: people, condition: its }),
    ctx.db.delete(people).where(its),
  ])
}
