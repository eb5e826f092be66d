import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { findPersonKey, type PersonKey } from '../../vault/person-keys.ts'
import { open } from '../../vault/seal.ts'
import { targetPlace, type MemberRow, type Target } from './campaign.ts'
import { memberPlace } from '../../records/campaign-members/list-groups.ts'

type Opening = Pick<Ctx, 'db' | 'blobs' | 'vault' | 'tenantId'>

/** Keys that one reader holds at a time: those of the longest list there may be. */
const KEYS_MAX = 1_000

/** A group's key is read once for whoever asks in one context, a request or a tick, and let go of with that. */
const held = new WeakMap<Opening, Map<string, Promise<PersonKey | null>>>()

function keyOf(ctx: Opening, group: string): Promise<PersonKey | null> {
  const known = held.get(ctx) ?? new Map<string, Promise<PersonKey | null>>()
  held.set(ctx, known)
  const key = known.get(group) ?? findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, group)
  if (known.size >= KEYS_MAX) known.clear()
  known.set(group, key)
  return key
}

/** As much of a member as opens. */
type Sealed = Pick<MemberRow, 'id' | 'sealedTarget' | 'keyGroup'>

/**
 * A member's number and fields, or null when they do not open any more: they were erased, or are of a copy of the database from before
 * somebody of their part of the list was.
 */
export async function openTarget(ctx: Opening, member: Sealed): Promise<Target | null> {
  const { id, sealedTarget, keyGroup } = member
  if (sealedTarget === '') return null
  if (!keyGroup) return read(await ctx.vault.openForTenant(ctx.tenantId, targetPlace(id), sealedTarget))
  const key = await keyOf(ctx, keyGroup)
  if (key !== null) return read(await open(key, memberPlace(ctx.tenantId, id), sealedTarget))
  // Somebody of the group may have gone since the row was read: then the others are under another key before this one goes.
  const now = await sealedNow(ctx, id)
  return now === undefined || now.keyGroup === keyGroup ? null : openTarget(ctx, now)
}

const read = (json: string | null): Target | null => (json === null ? null : (JSON.parse(json) as Target))

const sealedNow = ({ db, tenantId }: Opening, id: string): Promise<Sealed | undefined> =>
  db
    .select({ id: campaignMembers.id, sealedTarget: campaignMembers.sealedTarget, keyGroup: campaignMembers.keyGroup })
    .from(campaignMembers)
    .where(and(eq(campaignMembers.id, id), eq(campaignMembers.tenantId, tenantId)))
    .get()
