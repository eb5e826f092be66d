import { and, eq, gt, isNull, sql, type SQL } from 'drizzle-orm'
import type { Ctx, RegionStores } from '../context.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import type { Vault } from '../vault/vault.ts'
import { REQUEST_TYPES, type RequestType } from './request.ts'
import { useChallenge } from './use-challenge.ts'

/** Longer than a code: it is read in a mailbox when somebody looks there, and cannot be guessed. */
const LINK_MS = 24 * 60 * 60 * 1000
const PURPOSE = 'privacy-confirm'

/** The name that a challenge goes by in a link: its id, and a MAC that we made it. Kept nowhere but in the sealed mail. */
export const confirmTokenOf = async (vault: Vault, challengeId: string): Promise<string> =>
  `${challengeId}.${await vault.mac(PURPOSE, challengeId)}`

/** What a link is about, and where it lies. */
export interface Linked extends Pick<Ctx, 'tenantId' | 'livemode' | 'region'> {
  readonly challengeId: string
  readonly requestId: string
  /** What was asked for. */
  readonly types: readonly RequestType[]
}

/** Mailed within the day, unused, for a request that is open, and with no code sent to anybody after it. */
const isGood = (challengeId: string, nowMs: number): SQL | undefined =>
  and(
    eq(requestChallenges.id, challengeId),
    eq(requestChallenges.channel, 'email'),
    isNull(requestChallenges.usedAtMs),
    gt(requestChallenges.sentAtMs, nowMs - LINK_MS),
    sql`NOT EXISTS (SELECT 1 FROM request_challenges AS later WHERE later.request_id = request_challenges.request_id
      AND later.sent_at_ms IS NOT NULL AND later.id > request_challenges.id)`,
    sql`EXISTS (SELECT 1 FROM privacy_requests AS asked WHERE asked.id = request_challenges.request_id
      AND asked.completed_at_ms IS NULL)`,
  )

/** What a link leads to while it is good; null alike for what was altered, is over, was used or never was. Changes nothing. */
export async function linkedBy(
  { vault, regions, nowMs }: Pick<Ctx, 'vault' | 'nowMs'> & { readonly regions: readonly RegionStores[] },
  token: string,
): Promise<Linked | null> {
  const at = token.lastIndexOf('.')
  const challengeId = token.slice(0, Math.max(0, at))
  // First: a link that is none of ours is looked up nowhere.
  if (!(await vault.macMatches(PURPOSE, challengeId, token.slice(at + 1)))) return null
  const { tenantId, livemode, id: requestId, types } = privacyRequests
  for (const { db, region } of regions) {
    const found = await db
      .select({ tenantId, livemode, requestId, types })
      .from(requestChallenges)
      .innerJoin(privacyRequests, eq(requestId, requestChallenges.requestId))
      .where(isGood(challengeId, nowMs))
      .get()
    if (found !== undefined)
      return { ...found, types: REQUEST_TYPES.filter((type) => found.types.includes(type)), region, challengeId }
  }
  return null
}

/** Takes it that who opened the link is who the mail was for, once. False where it is not good, or not any more. */
export async function confirmByLink(
  ctx: Ctx,
  { challengeId, requestId }: Pick<Linked, 'challengeId' | 'requestId'>,
): Promise<boolean> {
  const good = await ctx.db
    .select({ id: requestChallenges.id })
    .from(requestChallenges)
    .where(and(isGood(challengeId, ctx.nowMs), eq(requestChallenges.tenantId, ctx.tenantId)))
    .get()
  return good !== undefined && useChallenge(ctx, requestId, challengeId)
}
