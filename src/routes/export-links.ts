import { and, eq } from 'drizzle-orm'
import { Hono } from 'hono/tiny'
import { contextOf, inRegion, type Ctx } from '../context.ts'
import type { Env } from '../env.ts'
import { readBody } from '../kernel/read-body.ts'
import { log } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import { xmlText } from '../kernel/xml.ts'
import { archiveName, openExport } from '../privacy/export/open-export.ts'
import { isLinkGood, readExportToken, redeemExportLink } from '../privacy/export/export-link.ts'
import type { ExportRow } from '../privacy/export/export-progress.ts'
import { exports } from '../records/exports/table.ts'
import { REGIONS } from '../records/region.ts'

/** A link is a key: neither kept in a cache nor passed on, nor found by anybody who searches. */
const NOT_KEPT = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const
const PAGE = {
  ...NOT_KEPT,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
} as const

const FORM_BYTES_MAX = 2_048

/** Exports for the people they are about, without a key and without a cookie. Mounted at /exports. */
export const exportLinks = new Hono<{ Bindings: Env }>()

// Opening a link does nothing: whatever scans mails opens them, too.
exportLinks.get('/:token', async (c) => {
  const linked = await linkedBy(c.env, c.req.param('token'))
  return linked === null ? gone() : page(formOf(''), 200)
})

exportLinks.post('/:token', async (c) => {
  const linked = await linkedBy(c.env, c.req.param('token'))
  if (linked === null) return gone()
  const body = await readBody(c.req.raw, FORM_BYTES_MAX)
  const code = new URLSearchParams(body.ok ? new TextDecoder().decode(body.value) : '').get('code') ?? ''
  const { ctx, row, secret } = linked
  const redeemed = await redeemExportLink(ctx, { exportId: row.id, secret }, code)
  if (redeemed.ok) return archiveOf(ctx, redeemed.value)
  const { why, guessesLeft } = redeemed.error
  if (why === 'spent' || guessesLeft === 0) return gone()
  return page(formOf(`That is not the code. You can try ${guessesLeft} more times.`), 403)
})

interface Linked {
  readonly ctx: Ctx
  readonly row: ExportRow
  readonly secret: string
}

/** What a token leads to, while it is good for anything; null alike for what was altered, is over, or never was. */
async function linkedBy(env: Env, token: string): Promise<Linked | null> {
  const nowMs = Date.now()
  const read = readExportToken(token)
  const region = REGIONS.find((known) => known === read?.region)
  if (read === null || region === undefined) return null
  const row = await inRegion(env, region)
    .db.select()
    .from(exports)
    .where(and(eq(exports.id, read.exportId)))
    .get()
  if (row === undefined) return null
  const actor = { type: 'system', name: 'export-link' } as const
  const ctx = contextOf(env, { tenantId: row.tenantId, region, livemode: row.livemode, actor }, nowMs)
  return (await isLinkGood(ctx.vault, row, read.secret, nowMs)) ? { ctx, row, secret: read.secret } : null
}

async function archiveOf(ctx: Ctx, row: ExportRow): Promise<Response> {
  try {
    const headers = {
      ...NOT_KEPT,
      'content-type': 'application/zip',
      'content-length': String(row.bytes ?? 0),
      'content-disposition': `attachment; filename="${archiveName(row)}"`,
    }
    return new Response(await openExport(ctx, row), { headers })
  } catch (error) {
    if (error instanceof Refusal) return gone()
    log.error('export.unreadable', { exportId: row.id })
    return page(
      '<p>Your data cannot be read just now. Answer the mail with the link, and we send you another.</p>',
      500,
    )
  }
}

const gone = (): Response =>
  page(
    '<p>This link is not valid any more. It could be used once, for a day. Ask for your data again to get another.</p>',
    404,
  )

const formOf = (
  problem: string,
): string => `<p>We sent you a code another way, by text message or mail. With it your data can be fetched once.</p>
${problem === '' ? '' : `<p role="alert"><strong>${xmlText(problem)}</strong></p>`}
<form method="post"><label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20">
<button type="submit">Fetch my data</button></form>`

const page = (content: string, status: number): Response =>
  new Response(
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Your data</title>
<style>body{font:17px/1.5 system-ui,sans-serif;max-width:32em;margin:3em auto;padding:0 1em}label{display:block;font-weight:600}input,button{font:inherit;padding:.5em;margin:.3em .3em .3em 0}</style></head>
<body><h1>Your data</h1>${content}</body></html>
`,
    { status, headers: PAGE },
  )
