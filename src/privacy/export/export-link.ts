import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { emit } from '../../events/emit.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { toBase64Url } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { exports } from '../../records/exports/table.ts'
import type { Vault } from '../../vault/vault.ts'
import { newCode } from '../challenge.ts'
import { lookSoon } from '../look-soon.ts'
import type { ExportRow } from './export-progress.ts'
import { sendLinkCode, type LinkCodeChannel } from './send-link-code.ts'

/** A link is good for a day, and for one fetch. */
export const EXPORT_LINK_MS = 24 * 60 * 60 * 1000
/** Codes that may be tried on one link, right or wrong. */
export const LINK_GUESSES_MAX = 5
const SECRET_BYTES = 16

const linkText = (exportId: string, secret: string): string => `${exportId}|${secret}`

export interface ExportLink {
  /** Of the page: `/exports/TOKEN`. */
  readonly token: string
  readonly codeBy: LinkCodeChannel
  readonly endsAtMs: number
}

/**
 * Makes a link by which a person may fetch their export once, and sends the code that opens it to a channel that was known
 * before, other than the one the link goes by. A link that was made before is worth nothing from then on.
 *
 * `not_ready`: it is not put together yet, or kept no more. `no_second_channel`: nothing else leads to them.
 *
 * @param linkBy  where the link goes: an address, or null where the business hands it over.
 */
export async function makeExportLink(
  ctx: Ctx,
  row: ExportRow,
  linkBy: string | null,
): Promise<Result<ExportLink, 'not_ready' | 'no_second_channel'>> {
  if (row.status !== 'ready' && row.status !== 'fetched') return err('not_ready')
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
  const code = newCode()
  const linkMac = await ctx.vault.mac('export-link', linkText(row.id, secret))
  const codeMac = await ctx.vault.mac('export-code', linkText(row.id, `${secret}|${code}`))
  const endsAtMs = Math.min(ctx.nowMs + EXPORT_LINK_MS, row.expiresAtMs)
  const [kept] = await ctx.db
    .update(exports)
    .set({ status: 'ready', linkMac, codeMac, guesses: 0, linkEndsAtMs: endsAtMs })
    .where(
      and(eq(exports.id, row.id), inArray(exports.status, ['ready', 'fetched']), gt(exports.expiresAtMs, ctx.nowMs)),
    )
    .returning({ id: exports.id })
  if (kept === undefined) return err('not_ready')
  const codeBy = await sendLinkCode(ctx, row, { code, key: linkMac, notTo: linkBy })
  if (codeBy !== null) return ok({ token: `${row.id}.${ctx.region}.${secret}`, codeBy, endsAtMs })
  await ctx.db
    .update(exports)
    .set({ linkMac: null, codeMac: null, linkEndsAtMs: ctx.nowMs })
    .where(and(eq(exports.id, row.id), eq(exports.linkMac, linkMac)))
  return err('no_second_channel')
}

/** A token taken apart; null when it is none of ours. */
export function readExportToken(token: string): { exportId: string; region: string; secret: string } | null {
  const parts = /^(exp_\w{26})\.([a-z]{2,10})\.([\w-]{22})$/.exec(token)
  if (!parts) return null
  const [, exportId = '', region = '', secret = ''] = parts
  return { exportId, region, secret }
}

/** Whether `secret` is that of the link that stands for this export, and it still is good. */
export async function isLinkGood(vault: Vault, row: ExportRow, secret: string, nowMs: number): Promise<boolean> {
  const { status, linkMac, linkEndsAtMs, guesses } = row
  const stands = status === 'ready' && linkMac !== null && nowMs < (linkEndsAtMs ?? 0) && guesses < LINK_GUESSES_MAX
  return stands && vault.macMatches('export-link', linkText(row.id, secret), linkMac)
}

/**
 * Takes a code for a link. Each is counted in the statement that looks at the row, so that of many at once no more than five
 * are looked at; and of many right ones one fetches.
 *
 * `wrong`: with how many may still be tried. `spent`: the link is good no more.
 */
export async function redeemExportLink(
  ctx: Ctx,
  { exportId, secret }: { readonly exportId: string; readonly secret: string },
  given: string,
): Promise<Result<ExportRow, { readonly why: 'wrong' | 'spent'; readonly guessesLeft: number }>> {
  const linkMac = await ctx.vault.mac('export-link', linkText(exportId, secret))
  const stands = and(
    eq(exports.id, exportId),
    eq(exports.tenantId, ctx.tenantId),
    eq(exports.status, 'ready'),
    eq(exports.linkMac, linkMac),
    gt(exports.linkEndsAtMs, ctx.nowMs),
  )
  const [looked] = await ctx.db
    .update(exports)
    .set({ guesses: sql`${exports.guesses} + 1` })
    .where(and(stands, lt(exports.guesses, LINK_GUESSES_MAX)))
    .returning()
  const code = given.normalize('NFKC').replace(/\D/g, '').slice(0, 16)
  const isRight = await ctx.vault.macMatches(
    'export-code',
    linkText(exportId, `${secret}|${code}`),
    looked?.codeMac ?? '',
  )
  if (looked === undefined) return err({ why: 'spent', guessesLeft: 0 })
  if (!isRight) return err({ why: 'wrong', guessesLeft: LINK_GUESSES_MAX - looked.guesses })
  const [fetched] = await ctx.db
    .update(exports)
    .set({ status: 'fetched', fetchedAtMs: ctx.nowMs, linkMac: null, codeMac: null })
    .where(stands)
    .returning()
  if (fetched === undefined) return err({ why: 'spent', guessesLeft: 0 })
  const told = { export_id: exportId, person_id: fetched.personId, request_id: fetched.requestId, status: 'fetched' }
  await ctx.db.batch([emit(ctx, 'export.fetched', told)])
  if (fetched.requestId !== null) await lookSoon(ctx, fetched.requestId)
  await wakeQuietly(ctx)
  return ok(fetched)
}
