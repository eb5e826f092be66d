import { desc } from 'drizzle-orm'
import * as z from 'zod'
import { contextOf, inRegion, type Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { approveProcess, refuseProcess } from '../../legal/decide-process.ts'
import { discloseProcess } from '../../legal/disclose-process.ts'
import { detailsOf, findProcess, LEGAL_KINDS, type LegalProcess } from '../../legal/legal-process.ts'
import { DISCLOSABLE } from '../../legal/minimal-export.ts'
import { receiveProcess } from '../../legal/receive-process.ts'
import { legalProcesses as table } from '../../records/legal-processes/table.ts'
import { REGIONS } from '../../records/region.ts'
import type { ApiContext } from './api-env.ts'
import { operatorResource, type Platform } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { Id, Instant, oneWrong, time, Time, timeOrNull } from './shape.ts'
import { tenantContext } from './tenant-context.ts'

const LISTED_MAX = 100
const Words = z.string().trim().min(1).max(20_000)
const Line = z.string().trim().min(1).max(300)

const NewProcess = z.strictObject({
  tenant_id: Id,
  kind: z.enum(LEGAL_KINDS),
  person_id: Id.nullable().default(null).describe('Whom it is about. Nothing is handed over that names nobody.'),
  categories: z
    .array(z.enum(DISCLOSABLE as readonly [string, ...string[]]))
    .min(1)
    .max(DISCLOSABLE.length)
    .describe('What the paper names, and no more.'),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  authority: Line,
  reference: Line,
  words: Words.describe('What it says. Sealed.'),
  gagged: z.boolean().default(false).describe('Whether the business must not be told.'),
  gag_ends_at: Instant.nullable()
    .default(null)
    .describe('Until when. Needed with `gagged`: then the business is told.'),
  due_at: Instant.nullable().default(null),
})

const ProcessObject = z
  .object({
    object: z.literal('legal_process'),
    id: z.string(),
    tenant_id: z.string(),
    kind: z.enum(LEGAL_KINDS),
    status: z.enum(table.status.enumValues),
    person_id: z.string().nullable(),
    categories: z.array(z.string()),
    from: Time.nullable(),
    to: Time.nullable(),
    approvals: z.array(z.object({ by: z.string(), at: Time })),
    gagged: z.boolean(),
    gag_ends_at: Time.nullable(),
    controller_told_at: Time.nullable(),
    disclosed_at: Time.nullable(),
    due_at: Time.nullable(),
    created_at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'LegalProcess' })

const OpenedProcess = z
  .object({
    ...ProcessObject.shape,
    authority: z.string().nullable(),
    reference: z.string().nullable(),
    words: z.string().nullable(),
  })
  .meta({ id: 'OpenedLegalProcess' })

const HandedOver = z
  .object({
    ...ProcessObject.shape,
    records: z
      .record(z.string(), z.array(z.record(z.string(), z.unknown())))
      .describe('By category. Of other people nothing.'),
    cut_off: z.array(z.string()).describe('Categories of which there is more: ask by a narrower time.'),
  })
  .meta({ id: 'LegalDisclosure' })

const processObject = (row: LegalProcess) => ({
  object: 'legal_process' as const,
  id: row.id,
  tenant_id: row.tenantId,
  kind: row.kind,
  status: row.status,
  person_id: row.personId,
  categories: row.categories,
  from: timeOrNull(row.fromMs),
  to: timeOrNull(row.toMs),
  approvals: row.approvals.map(({ by, atMs }) => ({ by, at: time(atMs) })),
  gagged: row.gagged,
  gag_ends_at: timeOrNull(row.gagEndsAtMs),
  controller_told_at: timeOrNull(row.controllerToldAtMs),
  disclosed_at: timeOrNull(row.disclosedAtMs),
  due_at: timeOrNull(row.dueAtMs),
  created_at: time(row.createdAtMs),
  livemode: row.livemode,
})

/** A process and the context of the business it is about, wherever its region is. */
async function processNamed(
  c: ApiContext,
  { actor, nowMs }: Platform,
  id: string,
): Promise<{ row: LegalProcess; its: Ctx }> {
  for (const region of REGIONS) {
    const row = await findProcess(inRegion(c.env, region).db, id)
    if (row === undefined) continue
    const { tenantId, livemode } = row
    return { row, its: contextOf(c.env, { tenantId, region, livemode, actor }, nowMs) }
  }
  throw new Refusal('not_found', 'There is no such legal process.')
}

/** What courts and authorities ask for, for the operator. */
export const legal = operatorResource('legal_processes')
  .post(
    '/',
    {
      summary: 'Take in what a court or an authority asks for',
      description: 'Nothing is handed over by that: two operators approve it first.',
      scope: 'write',
      body: NewProcess,
      response: ProcessObject,
      status: 201,
      example: {
        tenant_id: 'ten_01k5m3x8q2v7w9y0z1a2b3c4d5',
        kind: 'court_order',
        person_id: 'per_01k5m3x8q2v7w9y0z1a2b3c4d5',
        categories: ['calls'],
        authority: 'District Court of Example',
        reference: '12 Cv 345',
        words: 'All calls of March 2026.',
      },
    },
    async ({ ctx, body, c }) => {
      const { tenant_id, kind, person_id: personId, categories, from, to, authority, reference, words, gagged } = body
      if (from !== null && to !== null && to < from) throw oneWrong('/to', 'before_from', 'This is before `from`.')
      if (gagged && body.gag_ends_at === null)
        throw oneWrong('/gag_ends_at', 'required', 'Say until when the business must not be told.')
      if (gagged && body.gag_ends_at !== null && body.gag_ends_at <= ctx.nowMs)
        throw oneWrong('/gag_ends_at', 'past', 'This is over: the business may be told.')
      const its = await tenantContext(c, ctx, tenant_id)
      const row = await receiveProcess(its, {
        kind,
        personId,
        categories: categories as (typeof DISCLOSABLE)[number][],
        fromMs: from,
        toMs: to,
        details: { authority, reference, words },
        gagged,
        gagEndsAtMs: body.gag_ends_at,
        dueAtMs: body.due_at,
      })
      return processObject(row)
    },
  )
  .get(
    '/',
    {
      summary: 'List legal processes',
      description: `The newest ${LISTED_MAX} of each region.`,
      scope: 'read',
      response: listOf(ProcessObject),
    },
    async ({ c }) => {
      const rows = await Promise.all(
        REGIONS.map((region) =>
          inRegion(c.env, region).db.select().from(table).orderBy(desc(table.id)).limit(LISTED_MAX),
        ),
      )
      return wholeList(
        rows
          .flat()
          .toSorted((one, other) => (one.id < other.id ? 1 : -1))
          .map(processObject),
      )
    },
  )
  .get(
    '/:id',
    { summary: 'Get a legal process', scope: 'read', reveals: 'content', response: OpenedProcess },
    async ({ ctx, params, c }) => {
      const { row, its } = await processNamed(c, ctx, params.id)
      const details = await detailsOf(its, row)
      const { authority = null, reference = null, words = null } = details ?? {}
      return { ...processObject(row), authority, reference, words }
    },
  )
  .post(
    '/:id/approve',
    {
      summary: 'Approve a legal process',
      description:
        'Two operators have to, each with a key of their own (`OPERATOR_KEYS`): whoever’s key it is approves. 409 `conflict` for the same operator again, 403 `forbidden` for `OPERATOR_KEY`, which is nobody’s own.',
      scope: 'write',
      response: ProcessObject,
    },
    async ({ ctx, params, c }) => {
      const { its } = await processNamed(c, ctx, params.id)
      return processObject(await approveProcess(its, params.id))
    },
  )
  .post(
    '/:id/refuse',
    { summary: 'Refuse a legal process', scope: 'write', response: ProcessObject },
    async ({ ctx, params, c }) => {
      const { its } = await processNamed(c, ctx, params.id)
      return processObject(await refuseProcess(its, params.id))
    },
  )
  .post(
    '/:id/disclose',
    {
      summary: 'Hand over what was approved',
      description:
        'The categories and the time that were asked for, of this person, and no more. 403 `forbidden` without two approvals. It is in the person’s accounting of disclosures, and the business is told by event and by mail: at once, or when the gag ends.',
      scope: 'write',
      reveals: 'content',
      response: HandedOver,
    },
    async ({ ctx, params, c }) => {
      const { its } = await processNamed(c, ctx, params.id)
      const { process, export: handed } = await discloseProcess(its, params.id)
      const records = Object.fromEntries(
        Object.entries(handed.records).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))]),
      )
      return { ...processObject(process), records, cut_off: handed.cutOff }
    },
  )
