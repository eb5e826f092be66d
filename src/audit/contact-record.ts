import { and, asc, desc, eq, gt, lt, type SQL } from 'drizzle-orm'
import { openAttestation } from '../consent/attest.ts'
import { consentText } from '../consent/record-consent.ts'
import type { Ctx } from '../context.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { readWords } from '../messages/read-words.ts'
import { tenants } from '../records/accounts/table.ts'
import { agentVersions } from '../records/agents/table.ts'
import { attestations } from '../records/attestations/table.ts'
import { calls } from '../records/calls/table.ts'
import { consents } from '../records/consents/table.ts'
import { contactDecisions } from '../records/contact-decisions/table.ts'
import { oneOf } from '../records/expired.ts'
import { messages } from '../records/messages/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { people } from '../records/people/table.ts'

type DecisionRow = typeof contactDecisions.$inferSelect

/** Words that are read in one go. */
const WORDS_MAX = 90

/** What a contact stood on: the person's consent, or what the business signed. */
export interface RecordedAgreement {
  readonly kind: 'consent' | 'attestation'
  readonly id: string
  readonly level: string
  /** As it was shown or signed, word for word; null when it does not open any more. */
  readonly text: string | null
  readonly textSha256: string | null
  readonly source: string
  readonly signature: string
  readonly agreedAtMs: number
}

/** A contact that was begun or refused, with all that has to be known of it years later (16 CFR 310.5). */
export interface ContactAttempt {
  readonly decision: DecisionRow
  /** In whose name. */
  readonly seller: string
  readonly call: typeof calls.$inferSelect | null
  readonly message: typeof messages.$inferSelect | null
  /** Of the person, while it is known. */
  readonly maskedPhone: string | null
  readonly agreement: RecordedAgreement | null
  /** SHA-256 of the agent's document, or of the words of a message where they are kept. */
  readonly scriptSha256: string | null
}

/** Whose record: of a person, or of a campaign. */
export type RecordOf = { readonly personId: string } | { readonly campaignId: string }

interface Window {
  readonly limit: number
  /** Ids of decisions. */
  readonly olderThan?: string | undefined
  readonly newerThan?: string | undefined
}

const whose = (ctx: Ctx, of: RecordOf): SQL | undefined =>
  and(
    ownedBy(ctx, contactDecisions),
    'personId' in of ? eq(contactDecisions.personId, of.personId) : eq(contactDecisions.campaignId, of.campaignId),
  )

/** Whether anything was ever decided of them: what is on record outlives who it is of. */
export async function hasRecord(ctx: Ctx, of: RecordOf): Promise<boolean> {
  const rows = await ctx.db.select({ id: contactDecisions.id }).from(contactDecisions).where(whose(ctx, of)).limit(1)
  return rows.length > 0
}

/** A page of attempts, newest first, or oldest first from `newerThan` on. */
export async function readContactRecord(
  ctx: Ctx,
  of: RecordOf,
  { limit, olderThan, newerThan }: Window,
): Promise<readonly ContactAttempt[]> {
  const { id } = contactDecisions
  const beyond = olderThan !== undefined ? lt(id, olderThan) : newerThan !== undefined ? gt(id, newerThan) : undefined
  const decisions = await ctx.db
    .select()
    .from(contactDecisions)
    .where(and(whose(ctx, of), beyond))
    .orderBy(newerThan === undefined ? desc(id) : asc(id))
    .limit(limit)
  if (decisions.length === 0) return []
  const subjects = decisions.flatMap(({ subjectId }) => subjectId ?? [])
  const whom = decisions.flatMap(({ personId }) => personId ?? [])
  const [rang, wrote, known, tenant, agreements] = await Promise.all([
    ctx.db
      .select()
      .from(calls)
      .where(and(ownedBy(ctx, calls), oneOf(calls.id, subjects))),
    ctx.db
      .select()
      .from(messages)
      .where(and(ownedBy(ctx, messages), oneOf(messages.id, subjects))),
    ctx.db
      .select({ id: people.id, maskedPhone: people.maskedPhone })
      .from(people)
      .where(and(ownedBy(ctx, people), oneOf(people.id, whom))),
    ctx.directory.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, ctx.tenantId)).get(),
    agreementsOf(ctx, decisions),
  ])
  const scripts = await scriptsOf(
    ctx,
    rang,
    wrote.map((row) => row.id),
  )
  const callOf = new Map(rang.map((row) => [row.id, row]))
  const messageOf = new Map(wrote.map((row) => [row.id, row]))
  const phoneOf = new Map(known.map((row) => [row.id, row.maskedPhone]))
  return decisions.map((decision) => {
    const subject = decision.subjectId ?? ''
    return {
      decision,
      seller: tenant?.name ?? '',
      call: callOf.get(subject) ?? null,
      message: messageOf.get(subject) ?? null,
      maskedPhone: phoneOf.get(decision.personId ?? '') ?? null,
      agreement: agreements.get(decision.agreementId ?? '') ?? null,
      scriptSha256: scripts.get(subject) ?? null,
    }
  })
}

async function agreementsOf(
  ctx: Ctx,
  decisions: readonly DecisionRow[],
): Promise<ReadonlyMap<string, RecordedAgreement>> {
  const ids = [...new Set(decisions.flatMap(({ agreementId }) => agreementId ?? []))]
  if (ids.length === 0) return new Map()
  const [given, signed] = await ctx.db.batch([
    ctx.db
      .select()
      .from(consents)
      .where(and(ownedBy(ctx, consents), oneOf(consents.id, ids))),
    ctx.db
      .select()
      .from(attestations)
      .where(and(ownedBy(ctx, attestations), oneOf(attestations.id, ids))),
  ])
  const found: RecordedAgreement[] = []
  for (const row of given) {
    const { id, level, textSha256, source, signature, capturedAtMs: agreedAtMs } = row
    const text = await consentText(ctx, row)
    found.push({ kind: 'consent', id, level, text, textSha256, source, signature, agreedAtMs })
  }
  for (const row of signed) {
    const { id, level, textSha256, signedAtMs: agreedAtMs } = row
    const { text } = await openAttestation(ctx, row)
    const signature = { source: 'attestation', signature: 'electronic' }
    found.push({ kind: 'attestation', id, level, text, textSha256, ...signature, agreedAtMs })
  }
  return new Map(found.map((one) => [one.id, one]))
}

/** By call and message: the hash of what was to be said, as far as it is still there. */
async function scriptsOf(
  ctx: Ctx,
  rang: readonly (typeof calls.$inferSelect)[],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>()
  const agentIds = [...new Set(rang.flatMap(({ agentId }) => agentId ?? []))]
  const versions =
    agentIds.length === 0
      ? []
      : await ctx.db
          .select()
          .from(agentVersions)
          .where(and(eq(agentVersions.tenantId, ctx.tenantId), oneOf(agentVersions.agentId, agentIds)))
  for (const { id, agentId, agentVersion } of rang) {
    const version = versions.find((one) => one.agentId === agentId && one.version === agentVersion)
    if (version !== undefined) scripts.set(id, await sha256Hex(version.document))
  }
  for (let at = 0; at < messageIds.length; at += WORDS_MAX)
    for (const [id, words] of await readWords(ctx, messageIds.slice(at, at + WORDS_MAX)))
      scripts.set(id, await sha256Hex(words))
  return scripts
}
