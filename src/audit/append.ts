import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Actor, Ctx } from '../context.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { sha256Hex } from '../kernel/digest.ts'
import { auditCategory } from '../records/audit/category.ts'
import { auditEntries } from '../records/audit/table.ts'
import { expiryOf } from '../records/retention/keep.ts'

export type AuditAction =
  | 'account.of_age'
  | 'account.changed'
  | 'account.closing'
  | 'account.closure_cancelled'
  | 'account.closed'
  | 'account.erased'
  | 'account.opened'
  | 'account.reopened'
  | 'account.succession'
  | 'agent.published'
  | 'attestation.recorded'
  | 'attestation.withdrawn'
  | 'consent.recorded'
  | 'consent.revoked'
  | 'contact.decided'
  | 'content.exported'
  | 'content.viewed'
  | 'egress.refused'
  | 'hold.placed'
  | 'hold.released'
  | 'incident.changed'
  | 'incident.opened'
  | 'incident.told'
  | 'key.created'
  | 'key.revoked'
  | 'key.rotated'
  | 'claim.lost'
  | 'legal.approved'
  | 'legal.disclosed'
  | 'legal.noticed'
  | 'legal.received'
  | 'legal.refused'
  | 'minor.decided'
  | 'minor.flagged'
  | 'outreach.changed'
  | 'person.corrected'
  | 'person.erased'
  | 'person.erasure_asked'
  | 'person.erasure_cancelled'
  | 'person.objected'
  | 'person.restricted'
  | 'policy.accepted'
  | 'preferences.changed'
  | 'privacy_request.changed'
  | 'privacy_request.opened'
  | 'retention.changed'
  | 'support.approved'
  | 'support.refused'
  | 'support.requested'
  | 'support.revoked'
  | 'support.used'
  | 'suppression.added'
  | 'suppression.ended'
  | 'ticket.answered'
  | 'ticket.closed'
  | 'vendor.changed'

/** Something that was decided or changed. */
export interface AuditEntry {
  readonly action: AuditAction
  /** Id of what it is about. No name, word or number. */
  readonly subject: string
  /** Of the row it tells of: {@link detailHashOf}. */
  readonly detailHash: string
  /** What content was viewed for. */
  readonly purpose?: string
}

/**
 * SHA-256 of what an entry tells of, as canonical JSON. Whose row it is is left out: where two turn out to be one person it becomes
 * another's, and is still the row that was written. So is what is sealed, which a new key seals anew: what it says has a hash of its
 * own in the row. Under whose identity it is stays in.
 */
export function detailHashOf(detail: object): Promise<string> {
  const told = Object.entries(detail).filter(([name]) => name !== 'personId' && !name.startsWith('sealed'))
  return sha256Hex(canonicalJson(Object.fromEntries(told)))
}

/** What is left out of a chain because it is there. */
export interface AppendOptions {
  /** Leaves out an entry whose action and subject are in the chain already. */
  readonly once?: boolean
  /** The same for one by the same actor and for the same purpose at this time or later. */
  readonly onceSinceMs?: number
}

/**
 * Entries for the end of the business's chain, as one statement for the same `ctx.db.batch` as the change they tell of.
 *
 * Their places are taken inside the statement: however many append at once, there is one order and no gap. Their hashes come
 * after: call `sealAudit(ctx)` once the batch is through. With `once` what is filed again is told once.
 */
export function appendAudit(
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode' | 'actor' | 'nowMs'>,
  entries: readonly AuditEntry[],
  { once = false, onceSinceMs }: AppendOptions = {},
): BatchItem<'sqlite'> {
  const { tenantId, livemode, nowMs } = ctx
  const expiresAtMs = expiryOf(nowMs, auditCategory.keepDays ?? Number.POSITIVE_INFINITY)
  const told = (name: string) => sql.raw(`given.value ->> '$.${name}'`)
  const isNew = sql`NOT EXISTS (SELECT 1 FROM audit_entries AS known WHERE known.tenant_id = ${tenantId}
    AND known.subject = ${told('subject')} AND known.action = ${told('action')})`
  const isFresh = sql`NOT EXISTS (SELECT 1 FROM audit_entries AS known WHERE known.tenant_id = ${tenantId}
    AND known.subject = ${told('subject')} AND known.action = ${told('action')} AND known.actor = ${actorName(ctx.actor)}
    AND known.purpose IS ${told('purpose')} AND known.at_ms >= ${onceSinceMs ?? 0})`
  const isTold = onceSinceMs === undefined ? sql`true` : isFresh
  // The columns are in the order of the table.
  return ctx.db.insert(auditEntries).select(
    sql`SELECT ${tenantId}, last.seq + row_number() OVER (ORDER BY given.key), ${Number(livemode)}, ${nowMs},
      ${actorName(ctx.actor)}, ${told('action')}, ${told('subject')}, ${told('detailHash')}, '', '', ${expiresAtMs}, ${told('purpose')}
      FROM (SELECT coalesce(max(seq), 0) AS seq FROM audit_entries WHERE tenant_id = ${tenantId}) AS last,
        json_each(${JSON.stringify(entries)}) AS given
      WHERE ${once ? isNew : isTold}`,
  )
}

/** `operator:ann.lee`, `api_key:key_…`, `live_call:call_…`, `system:campaigns`. */
export function actorName(actor: Actor): string {
  switch (actor.type) {
    case 'operator':
      return actor.name === undefined ? 'operator' : `operator:${actor.name}`
    case 'api_key':
      return `api_key:${actor.keyId}`
    case 'live_call':
      return `live_call:${actor.callId}`
    case 'sweep':
    case 'system':
      return `${actor.type}:${actor.name}`
  }
}
