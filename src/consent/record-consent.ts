import { and, eq, inArray } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Actor, Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { newId } from '../kernel/ids.ts'
import { knownPerson, type NamedBy } from '../people/known-person.ts'
import { consentCategory } from '../records/consents/category.ts'
import { consents } from '../records/consents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { evidenceHash, type Evidence } from './consent-evidence.ts'
import type { ContactChannel, Purpose } from './contact.ts'
import { identityTokensOf } from './identity-of.ts'
import type { ConsentRow } from './standing-agreements.ts'
import { tellThread } from './tell-thread.ts'

/** A consent as the business has it. */
export interface GivenConsent {
  readonly by: NamedBy
  readonly level: ConsentRow['level']
  readonly purposes: readonly Purpose[]
  readonly channels: readonly ContactChannel[]
  /** Word for word as it was shown or said. */
  readonly text: string
  readonly textVersion: string | null
  readonly source: string
  readonly signature: ConsentRow['signature']
  readonly capturedAtMs: number
  /** IANA, as the person named it with their consent. */
  readonly timeZone: string | null
}

/** Where the exact text of a consent is sealed for. */
const consentTextPlace = (consentId: string): string => `consents|${consentId}|text`

/** The exact text of a consent, or null where it has none. */
export const consentText = async (
  { vault, tenantId }: Pick<Ctx, 'vault' | 'tenantId'>,
  { id, sealedText }: Pick<ConsentRow, 'id' | 'sealedText'>,
): Promise<string | null> =>
  sealedText === null ? null : vault.openForTenant(tenantId, consentTextPlace(id), sealedText)

/**
 * Writes a consent down, for good. The person is made known when they were not; their thread knows of it when this has
 * returned. The same evidence recorded again is the row that is there.
 */
export async function recordConsent(ctx: Ctx, given: GivenConsent): Promise<ConsentRow> {
  const { by, text, ...said } = given
  const [identityToken = '', ...former] = await identityTokensOf(ctx, by)
  const { tenantId, livemode } = ctx
  const textSha256 = await sha256Hex(text)
  const evidence: Evidence = { ...said, tenantId, livemode, identityToken, action: 'granted', textSha256 }
  const personId = await knownPerson(ctx, by)
  const before = await recordedAs(ctx, evidence, former)
  if (before !== undefined) return before
  const id = newId('cns', ctx.nowMs)
  const sealedText = await ctx.vault.sealForTenant(tenantId, consentTextPlace(id), text)
  const row = await addToLedger(ctx, { id, personId, sealedText, evidence })
  await tellThread(ctx, personId)
  return row
}

/** The same evidence, as it was recorded under a name that the identity had before. */
async function recordedAs(ctx: Ctx, evidence: Evidence, former: readonly string[]): Promise<ConsentRow | undefined> {
  if (former.length === 0) return undefined
  const hashes = await Promise.all(former.map((identityToken) => evidenceHash({ ...evidence, identityToken })))
  const same = and(ownedBy(ctx, consents), inArray(consents.evidenceHash, hashes))
  return ctx.db.select().from(consents).where(same).get()
}

interface NewRow {
  readonly id: string
  readonly personId: string
  readonly sealedText: string | null
  readonly evidence: Evidence
}

/** Adds a row with its event and its entry in the audit chain, or gives the one that says the same. */
export async function addToLedger(ctx: Ctx, { id, personId, sealedText, evidence }: NewRow): Promise<ConsentRow> {
  const hash = await evidenceHash(evidence)
  const row: ConsentRow = {
    ...evidence,
    id,
    personId,
    sealedText,
    evidenceHash: hash,
    pepperVersion: ctx.vault.pepperVersion,
    recordedBy: recorder(ctx.actor),
    createdAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, consentCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const action = evidence.action === 'granted' ? 'consent.recorded' : 'consent.revoked'
  const told = {
    consent_id: id,
    person_id: personId,
    level: evidence.level,
    purposes: [...evidence.purposes],
    source: evidence.source,
    at: new Date(evidence.capturedAtMs).toISOString(),
  }
  const entry = { action, subject: id, detailHash: await detailHashOf(row) } as const
  try {
    await ctx.db.batch([ctx.db.insert(consents).values(row), emit(ctx, action, told), appendAudit(ctx, [entry])])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const same = and(ownedBy(ctx, consents), eq(consents.evidenceHash, hash))
    const known = await ctx.db.select().from(consents).where(same).get()
    if (known === undefined) throw error
    return known
  }
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return row
}

const recorder = (actor: Actor): string => (actor.type === 'api_key' ? `api_key:${actor.keyId}` : actor.type)
