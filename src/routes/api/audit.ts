import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import * as z from 'zod'
import type { AuditRow } from '../../audit/chain.ts'
import type { Ctx } from '../../context.ts'
import { signedTextOf } from '../../audit/checkpoint-copies.ts'
import { sealAudit } from '../../audit/seal.ts'
import { verifyAudit } from '../../audit/verify.ts'
import { auditCheckpoints } from '../../records/audit-checkpoints/table.ts'
import { auditEntries as table } from '../../records/audit/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { resource } from './operation.ts'
import { listOf, listQuery, pageOf } from './page.ts'
import { time, Time } from './shape.ts'

const Entry = z
  .object({
    object: z.literal('audit_entry'),
    id: z.string().describe('Its place in the chain, as the lists take it.'),
    seq: z.int(),
    at: Time,
    actor: z.string(),
    action: z.string(),
    subject: z.string().describe('Id of what it is about.'),
    detail_hash: z.string().describe('SHA-256 of the row it tells of.'),
    prev_hash: z.string(),
    hash: z.string(),
    purpose: z.string().nullable().describe('What content was read for.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'AuditEntry' })

const entry = (row: AuditRow) => ({
  object: 'audit_entry' as const,
  id: String(row.seq),
  seq: row.seq,
  at: time(row.atMs),
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  detail_hash: row.detailHash,
  prev_hash: row.prevHash,
  hash: row.hash,
  purpose: row.purpose,
  livemode: row.livemode,
})

export const Verification = z
  .object({
    object: z.literal('audit_verification'),
    status: z.enum(['ok', 'broken']),
    first_bad_seq: z.int().optional().describe('The first entry that is not what it was, or not there.'),
    checked: z.int().describe('Entries looked at.'),
    next_seq: z.int().nullable().describe('Ask again with this as `from_seq`; null: the whole chain was looked at.'),
    head: z
      .object({
        seq: z.int(),
        hash: z.string(),
        signed_at: Time,
        signature: z.string().describe('Ed25519 by the gateway over `audit|business|seq|hash|signed_at`.'),
      })
      .describe(
        'The last entry that holds. Keep it: `known_seq` and `known_hash` tell later whether it is still there.',
      ),
    livemode: z.boolean(),
  })
  .meta({ id: 'AuditVerification' })

const Checkpoint = z
  .object({
    object: z.literal('audit_checkpoint'),
    id: z.string().describe('The place of the entry, as the lists take it.'),
    seq: z.int(),
    hash: z.string(),
    signed_text: z
      .string()
      .describe('`audit-checkpoint|business|seq|hash|epoch milliseconds|signature of the one before`.'),
    signature: z.string().describe('Ed25519 by the gateway over `signed_text`.'),
    at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'AuditCheckpoint' })

const Place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

export const VerifyQuery = z
  .strictObject({
    from_seq: Place.optional(),
    known_seq: Place.optional(),
    known_hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a hash as it was given')
      .optional(),
  })
  .refine((query) => (query.known_seq === undefined) === (query.known_hash === undefined), {
    path: ['known_hash'],
    message: 'Give known_seq and known_hash together.',
  })

export const AuditQuery = listQuery({
  subject: z.string().min(1).max(80).optional().describe('An id: what is about it.'),
})

export const ListedEntries = listOf(Entry)

/** A page of a chain, newest first, of the mode of `ctx`. */
export async function entryPage(ctx: Ctx, query: z.output<typeof AuditQuery>) {
  await sealAudit(ctx)
  const { starting_after: after, ending_before: before, subject } = query
  const beyond =
    after !== undefined
      ? lt(table.seq, Number(after))
      : before !== undefined
        ? gt(table.seq, Number(before))
        : undefined
  const rows = await ctx.db
    .select()
    .from(table)
    .where(and(ownedBy(ctx, table), subject === undefined ? undefined : eq(table.subject, subject), beyond))
    .orderBy(before === undefined ? desc(table.seq) : asc(table.seq))
    .limit(query.limit + 1)
  return pageOf(rows.map(entry), query)
}

/** Whether every entry of a chain is in its place, with its head signed. */
export async function verified(ctx: Ctx, query: z.output<typeof VerifyQuery>) {
  const { from_seq: fromSeq = 1, known_seq: seq, known_hash: hash } = query
  const known = seq === undefined || hash === undefined ? {} : { known: { seq, hash } }
  const { firstBadSeq, checked, nextSeq, last } = await verifyAudit(ctx, { fromSeq, ...known })
  const signedAt = time(ctx.nowMs)
  const signed = ['audit', ctx.tenantId, last.seq, last.hash, signedAt].join('|')
  return {
    object: 'audit_verification' as const,
    status: firstBadSeq === null ? ('ok' as const) : ('broken' as const),
    ...(firstBadSeq !== null && { first_bad_seq: firstBadSeq }),
    checked,
    next_seq: nextSeq,
    head: { ...last, signed_at: signedAt, signature: await ctx.vault.sign(signed) },
    livemode: ctx.livemode,
  }
}

export const audit = resource('audit')
  .get(
    '/',
    {
      summary: 'Read what was decided and changed',
      description:
        'A chain of entries, each with the hash of the one before it, newest first. The chain is one for both modes; you see the entries of the mode of your key.',
      scope: 'read',
      query: AuditQuery,
      response: ListedEntries,
    },
    ({ ctx, query }) => entryPage(ctx, query),
  )
  .get(
    '/verify',
    {
      summary: 'Check the chain',
      description:
        'Whether every entry is in its place, as it was written. The chain of a business is one for both modes.',
      scope: 'read',
      query: VerifyQuery,
      response: Verification,
    },
    ({ ctx, query }) => verified(ctx, query),
  )
  .get(
    '/checkpoints',
    {
      summary: 'List signed checkpoints of the chain',
      description:
        'How far the chain had come, signed once a day or after a thousand entries, newest first. They are kept for ever, and the chain is held against them.',
      scope: 'read',
      query: listQuery({}),
      response: listOf(Checkpoint),
    },
    async ({ ctx, query }) => {
      const { seq } = auditCheckpoints
      const { starting_after: after, ending_before: before } = query
      const beyond =
        after !== undefined ? lt(seq, Number(after)) : before !== undefined ? gt(seq, Number(before)) : undefined
      const rows = await ctx.db
        .select()
        .from(auditCheckpoints)
        .where(and(eq(auditCheckpoints.tenantId, ctx.tenantId), beyond))
        .orderBy(before === undefined ? desc(seq) : asc(seq))
        .limit(query.limit + 1)
      return pageOf(
        rows.map((row) => ({
          object: 'audit_checkpoint' as const,
          id: String(row.seq),
          seq: row.seq,
          hash: row.hash,
          signed_text: signedTextOf(row),
          signature: row.signature,
          at: time(row.atMs),
          livemode: ctx.livemode,
        })),
        query,
      )
    },
  )
