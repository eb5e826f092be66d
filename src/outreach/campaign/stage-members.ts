import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { errorName, log } from '../../kernel/log.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { oneOf } from '../../records/expired.ts'
import { expiryOf, keepDaysOf } from '../../records/retention/keep.ts'
import { nameOf } from '../../people/known-as.ts'
import { freshKey } from '../../vault/fresh-key.ts'
import { seal } from '../../vault/seal.ts'
import { currentKek } from '../../vault/tenant-kek.ts'
import type { NamedKek } from '../../vault/vault.ts'
import { MEMBERS_MAX, type CampaignRow, type Target } from './campaign.ts'
import { dropUnusedGroups, firstGroup, memberPlace } from '../../records/campaign-members/list-groups.ts'

/** What is staged and never published goes with the next sweep after this. */
const STAGED_MS_MAX = 24 * 60 * 60 * 1000

/** Somebody on a list that is being taken in. `nth` keeps the order of the list. */
export interface Listed {
  readonly target: Target
  readonly bookingId: string | null
  readonly nth: number
}

/** What came of a list: how many are new to the campaign, and how many were in it. */
export interface Published {
  readonly added: number
  readonly known: number
}

type Placed = Pick<CampaignRow, 'id' | 'startsAtMs'>

/** People who are sealed with one key, at most, and characters of what is: whoever leaves has the others sealed anew in one statement. */
const GROUP_MAX = 250
const GROUP_CHARS_MAX = 200_000

/**
 * Puts people under `importId` in place of a campaign's: no campaign sees them. One batch, whatever their number.
 *
 * Numbers and fields are sealed, each part of the list with a key of its own in R2, which goes with the first of them who is erased:
 * see list-groups.ts. What is left clear is when they are due. Of whoever is in the campaign already nothing is written down.
 */
export async function stageMembers(
  ctx: Ctx,
  { id: campaignId, startsAtMs }: Placed,
  importId: string,
  list: readonly Listed[],
): Promise<void> {
  const named = await namesIn(ctx, campaignId, list)
  const unknown = inGroups(named.filter(({ isThere }) => !isThere))
  const known = named
    .filter(({ isThere }) => isThere)
    .map((one): Sealed => ({ ...one, id: newId('cmm', ctx.nowMs), sealed: '', group: null }))
  const parts = [...(await Promise.all(unknown.map((people) => sealGroup(ctx, importId, people)))), known]
  const [first, ...rest] = parts.flatMap((people) =>
    people.length === 0 ? [] : [staged(ctx, importId, { people, startsAtMs })],
  )
  if (first !== undefined) await ctx.db.batch([first, ...rest])
}

/** Somebody of a list, and what they are known by in the campaign. */
interface Named extends Listed {
  readonly token: string
  readonly isThere: boolean
}

interface Sealed extends Named {
  readonly id: string
  readonly sealed: string
  readonly group: string | null
}

/** The parts of a list that are sealed with one key each. */
function inGroups(list: readonly Named[]): readonly (readonly Named[])[] {
  const groups: Named[][] = []
  let roomChars = 0
  for (const one of list) {
    const chars = JSON.stringify(one.target).length
    const last = groups.at(-1)
    const fits = last !== undefined && last.length < GROUP_MAX && chars <= roomChars
    if (fits) last.push(one)
    else groups.push([one])
    roomChars = (fits ? roomChars : GROUP_CHARS_MAX) - chars
  }
  return groups
}

/** What wraps a tenant's keys is looked up once for a list: a request may ask its stores a thousand times. */
const keks = new WeakMap<Ctx, Promise<NamedKek>>()

function kekOf(ctx: Ctx): Promise<NamedKek> {
  const kek = keks.get(ctx) ?? currentKek(ctx.vault, ctx.blobs, ctx.tenantId)
  keks.set(ctx, kek)
  return kek
}

async function sealGroup(ctx: Ctx, importId: string, people: readonly Named[]): Promise<readonly Sealed[]> {
  const group = firstGroup(importId, people[0]?.nth ?? 0)
  const key = await freshKey(await kekOf(ctx), ctx.blobs, ctx.tenantId, group)
  return Promise.all(
    people.map(async (one) => {
      const id = newId('cmm', ctx.nowMs)
      return { ...one, id, group, sealed: await seal(key, memberPlace(ctx.tenantId, id), JSON.stringify(one.target)) }
    }),
  )
}

function staged(
  { db, tenantId, livemode, nowMs }: Ctx,
  importId: string,
  { people, startsAtMs }: { readonly people: readonly Sealed[]; readonly startsAtMs: number },
) {
  const rows = people.map(({ id, token, sealed, group, bookingId, nth }) =>
    // In the order of the list.
    [id, token, sealed, group, bookingId, Math.max(startsAtMs, nowMs) + nth],
  )
  // The columns are in the order of the table.
  return db.insert(campaignMembers).select(sql`
    SELECT value ->> 0, ${importId}, ${tenantId}, ${Number(livemode)}, value ->> 1, NULL, value ->> 2, value ->> 3, value ->> 4,
      'waiting', 0, 0, value ->> 5, NULL, NULL, ${nowMs}, ${nowMs}, ${nowMs + STAGED_MS_MAX}
    FROM json_each(${JSON.stringify(rows)})`)
}

/** What each number is known by: whoever is in the campaign under a former pepper is known by that, and is there once. */
async function namesIn(ctx: Ctx, campaignId: string, list: readonly Listed[]): Promise<readonly Named[]> {
  const names = await Promise.all(list.map(({ target }) => nameOf(ctx, 'phone', target.phone)))
  const all = names.map(({ token, former = [] }) => [...former, token])
  const rows = await ctx.db
    .select({ token: campaignMembers.identityToken })
    .from(campaignMembers)
    .where(and(eq(campaignMembers.campaignId, campaignId), oneOf(campaignMembers.identityToken, all.flat())))
  const there = new Set(rows.map(({ token }) => token))
  return list.map((one, at) => {
    const known = all[at]?.find((token) => there.has(token))
    return { ...one, token: known ?? names[at]?.token ?? '', isThere: known !== undefined }
  })
}

/** Forgets what was staged, and the keys under which nobody is. Left out, the sweep does what matters. */
export async function dropStaged(ctx: Ctx, importId: string): Promise<void> {
  await ctx.db.run(sql`DELETE FROM ${campaignMembers} WHERE campaign_id = ${importId}`)
  await dropUnusedGroups(ctx, importId).catch((error: unknown) => {
    log.warn('campaign.keys_not_dropped', { error: errorName(error) })
  })
}

/**
 * Makes all that was staged the campaign's, in one statement: whoever is in it already stays as they are.
 *
 * `closed`: the campaign takes nobody any more; `too_many`: it has no room for so many. Then nothing of it is there.
 */
export async function publishMembers(
  ctx: Ctx,
  { id }: Placed,
  importId: string,
): Promise<Result<Published, 'closed' | 'too_many'>> {
  const expiresAtMs = expiryOf(ctx.nowMs, await keepDaysOf(ctx, 'campaign_members'))
  const countOf = (campaignId: string) =>
    sql<number>`(SELECT count(*) FROM campaign_members WHERE campaign_members.campaign_id = ${campaignId})`
  // Whoever was there when the list came has nothing written down, and is not let in as nobody should they have gone since.
  const isThere = sql`(campaign_members.sealed_target = '' OR EXISTS (SELECT 1 FROM campaign_members AS there
    WHERE there.campaign_id = ${id} AND there.identity_token = campaign_members.identity_token))`
  const isStaged = eq(campaignMembers.campaignId, importId)
  const mine = and(eq(campaigns.id, id), eq(campaigns.tenantId, ctx.tenantId))
  const status = sql`CASE WHEN ${campaigns.status} = 'importing' AND ${countOf(id)} > 0 THEN 'scheduled' ELSE ${campaigns.status} END`
  const staged = sql<number>`(SELECT count(*) FROM campaign_members WHERE campaign_members.campaign_id = ${importId} AND NOT ${isThere})`
  const [told] = await ctx.db.batch([
    ctx.db
      .select({
        status: campaigns.status,
        before: countOf(id).as('before'),
        staged: countOf(importId).as('staged'),
        added: staged.as('added'),
      })
      .from(campaigns)
      .where(mine),
    ctx.db.delete(campaignMembers).where(and(isStaged, isThere)),
    ctx.db
      .update(campaignMembers)
      .set({ campaignId: id, expiresAtMs })
      .where(
        and(
          isStaged,
          sql`${countOf(id)} + ${countOf(importId)} <= ${MEMBERS_MAX}`,
          sql`EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = ${id} AND campaigns.status NOT IN ('completed', 'cancelled'))`,
        ),
      ),
    ctx.db.delete(campaignMembers).where(isStaged),
    ctx.db
      .update(campaigns)
      .set({ memberCount: countOf(id), updatedAtMs: ctx.nowMs, status })
      .where(mine),
  ])
  const [counts] = told
  if (counts === undefined || counts.status === 'completed' || counts.status === 'cancelled') return err('closed')
  if (counts.before + counts.added > MEMBERS_MAX) return err('too_many')
  return ok({ added: counts.added, known: counts.staged - counts.added })
}
