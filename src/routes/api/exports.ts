import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { disclose } from '../../egress/disclose.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { lookSoon } from '../../privacy/look-soon.ts'
import { archiveName, openExport } from '../../privacy/export/open-export.ts'
import { makeExportLink } from '../../privacy/export/export-link.ts'
import type { ExportRow } from '../../privacy/export/export-progress.ts'
import { LINK_CODE_CHANNELS } from '../../privacy/export/send-link-code.ts'
import { exports as table } from '../../records/exports/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { exportObject, ExportObject } from './export-object.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, time, Time } from './shape.ts'

const LinkObject = z
  .object({
    object: z.literal('export_link'),
    url: z.url().describe('For the person: a page that asks for the code. It is shown here once.'),
    code_sent_by: z.enum(LINK_CODE_CHANNELS).describe('Where the code went, a channel that was known of them before.'),
    expires_at: Time,
  })
  .meta({ id: 'ExportLink' })

async function rowOf(ctx: Ctx, id: string): Promise<ExportRow> {
  const mine = and(ownedBy(ctx, table), eq(table.id, id))
  return found(await ctx.db.select().from(table).where(mine).get(), 'export')
}

const isThere = ({ status, expiresAtMs }: ExportRow, nowMs: number): boolean =>
  (status === 'ready' || status === 'fetched') && expiresAtMs > nowMs

const notReady = (): Refusal => new Refusal('conflict', 'The export is not ready, or kept no more.')

/** That the business had it in clear is among what went out about the person; the request that it answers goes on. */
async function note(ctx: Ctx, row: ExportRow): Promise<void> {
  const told = { personId: row.personId, recipient: 'controller', purpose: 'access', occasion: row.id }
  await ctx.db.batch([
    disclose(ctx, { ...told, fields: ['all'], region: ctx.region }),
    ctx.db
      .update(table)
      .set({ fetchedAtMs: row.fetchedAtMs ?? ctx.nowMs })
      .where(eq(table.id, row.id)),
  ])
  if (row.requestId !== null) await lookSoon(ctx, row.requestId)
}

export const exports = resource('exports')
  .get(
    '/',
    {
      summary: 'List exports',
      scope: 'privacy:read',
      query: listQuery({ person_id: Id.optional() }),
      response: listOf(ExportObject),
    },
    ({ ctx, query }) => {
      const ofPerson = query.person_id === undefined ? undefined : eq(table.personId, query.person_id)
      return listPage({ db: ctx.db, table, where: and(ownedBy(ctx, table), ofPerson), query }, exportObject)
    },
  )
  .get(
    '/:id',
    { summary: 'Get an export, and how far it is', scope: 'privacy:read', response: ExportObject },
    async ({ ctx, params }) => exportObject(await rowOf(ctx, params.id)),
  )
  .get(
    '/:id/file',
    {
      summary: 'Fetch an export',
      description: 'The archive itself, a zip, for you to hand over. Noted as seen by you.',
      scope: 'privacy:read',
      reveals: 'content',
      produces: 'application/zip',
    },
    async ({ ctx, params }) => {
      const row = await rowOf(ctx, params.id)
      if (!isThere(row, ctx.nowMs)) throw notReady()
      const archive = await openExport(ctx, row)
      await note(ctx, row)
      return new Response(archive, { headers: zipHeaders(row) })
    },
  )
  .post(
    '/:id/link',
    {
      summary: 'Make a link by which a person may fetch their export',
      description:
        'Good for a day and for one fetch. The page asks for a code, which is sent to a channel that was known of them ' +
        'before: 409 `conflict` where none leads to them. A link that was made before is worth nothing from then on.',
      scope: 'privacy:write',
      response: LinkObject,
      status: 201,
    },
    async ({ ctx, params, c }) => {
      const made = await makeExportLink(ctx, await rowOf(ctx, params.id), null)
      if (!made.ok) {
        if (made.error === 'not_ready') throw notReady()
        throw new Refusal('conflict', 'No channel that is known of them takes a code. Hand the file over yourself.')
      }
      const { token, codeBy, endsAtMs } = made.value
      const url = `${(c.env.PUBLIC_URL ?? '').replace(/\/$/, '')}/exports/${token}`
      return { object: 'export_link' as const, url, code_sent_by: codeBy, expires_at: time(endsAtMs) }
    },
  )

const zipHeaders = (row: ExportRow): Readonly<Record<string, string>> => ({
  'content-type': 'application/zip',
  'content-disposition': `attachment; filename="${archiveName(row)}"`,
  'content-length': String(row.bytes ?? 0),
})
