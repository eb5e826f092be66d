import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { knownPerson, type NamedBy } from '../people/known-person.ts'
import { consents } from '../records/consents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { CONTACT_CHANNELS, PURPOSES, type ContactChannel, type Purpose } from './contact.ts'
import { identityTokenOf } from './identity-of.ts'
import { addToLedger } from './record-consent.ts'
import { standingAgreements, type ConsentRow } from './standing-agreements.ts'
import { tellThread } from './tell-thread.ts'

/** What somebody takes back. Left out: of everything, on every channel. */
export interface Revocation {
  readonly purposes?: readonly Purpose[] | undefined
  readonly channels?: readonly ContactChannel[] | undefined
  readonly source: string
  readonly revokedAtMs: number
}

/**
 * Takes back what somebody agreed to, in whatever way they said so. It holds against everything that they agreed to until
 * then, recorded already or not, under whatever level. What needs no consent is held back by a stop, not by this.
 */
export async function revokeConsents(ctx: Ctx, by: NamedBy, revocation: Revocation): Promise<ConsentRow> {
  const identityToken = await identityTokenOf(ctx, by)
  return revoke(ctx, { personId: await knownPerson(ctx, by), identityToken }, revocation)
}

/**
 * Takes back what one consent covers. Again, or where it had no part left that stood, is nothing new.
 *
 * @returns the consent, or undefined when there is none of that id.
 */
export async function revokeConsent(
  ctx: Ctx,
  id: string,
  { source, revokedAtMs }: Pick<Revocation, 'source' | 'revokedAtMs'>,
): Promise<ConsentRow | undefined> {
  const its = and(ownedBy(ctx, consents), eq(consents.id, id), eq(consents.action, 'granted'))
  const granted = await ctx.db.select().from(consents).where(its).get()
  if (granted === undefined) return undefined
  const standing = await standingAgreements(ctx, granted.personId)
  if (standing.some((one) => one.id === id)) {
    const purposes = PURPOSES.filter((one) => granted.purposes.includes(one))
    const channels = CONTACT_CHANNELS.filter((one) => granted.channels.includes(one))
    await revoke(ctx, granted, { purposes, channels, source, revokedAtMs })
  } else await tellThread(ctx, granted.personId)
  return granted
}

async function revoke(
  ctx: Ctx,
  { personId, identityToken }: { readonly personId: string; readonly identityToken: string },
  { purposes = PURPOSES, channels = CONTACT_CHANNELS, source, revokedAtMs }: Revocation,
): Promise<ConsentRow> {
  const { tenantId, livemode } = ctx
  const row = await addToLedger(ctx, {
    id: newId('cns', ctx.nowMs),
    personId,
    sealedText: null,
    evidence: {
      tenantId,
      livemode,
      identityToken,
      action: 'revoked',
      level: 'written',
      purposes,
      channels,
      source,
      textSha256: null,
      textVersion: null,
      signature: 'none',
      capturedAtMs: revokedAtMs,
      timeZone: null,
    },
  })
  await tellThread(ctx, personId)
  return row
}
