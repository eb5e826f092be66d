import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { ticketCategory } from '../../records/tickets/category.ts'
import { progressOf, retainedId, type ClosureRow } from './closure.ts'
import { storeOf } from './erase-business.ts'
import { fateOf, keptPartOf, objectPrefixes, ownedTables, type Fate } from './what-goes.ts'
import type { VendorCopies } from './vendor-copies.ts'

interface KeptRows {
  readonly category: string
  readonly rows: number
  readonly basis: string
  /** Days that each row is kept from its own beginning on; null: without end. */
  readonly keep_days: number | null
  readonly why: string
}

/** The proof that a business is erased. It names no person. */
export interface ClosureReceipt {
  readonly version: 'closure-receipt-v2'
  readonly closure: string
  readonly business: string
  readonly asked_at: string
  readonly closed_at: string
  readonly erased_at: string
  readonly rows_before: Readonly<Record<string, number>>
  readonly objects_deleted: Readonly<Record<string, number>>
  readonly kept: readonly KeptRows[]
  /** What came of the copies that vendors had; the first version said in a sentence that none was asked. */
  readonly vendors: readonly VendorCopies[]
}

const WHY: Readonly<Record<Exclude<Fate, 'goes'>, string>> = {
  retained: 'A law has it kept. It is set apart, what was sealed is taken out of it, and it goes at its own end.',
  stays: 'It keeps people from being contacted again, or proves what was done. It holds no name, number or word.',
}

const TICKETS =
  'What people of the business wrote to the platform itself. It does not say any more whose they were, and goes 24 months after the last contact; mails go 30 days after they came.'

const iso = (atMs: number): string => new Date(atMs).toISOString()

/** How many rows there are of each category, by the id they are under: those that have any. */
export async function countRows(
  ctx: Pick<Ctx, 'db' | 'directory'>,
  { id, fates }: { readonly id: string; readonly fates: readonly Fate[] },
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const owned of ownedTables.filter(({ category }) => fates.includes(fateOf(category)))) {
    const [found] = await storeOf(ctx, owned).all<{ n: number }>(
      sql`SELECT count(*) AS n FROM ${owned.table} WHERE ${owned.tenantId} = ${id}`,
    )
    const { name } = owned.category
    if (found && found.n > 0) counts[name] = (counts[name] ?? 0) + found.n
  }
  return counts
}

export async function receiptOf(ctx: Ctx, row: ClosureRow): Promise<ClosureReceipt> {
  const { rowsBefore = {}, objects = {}, vendors = [], tickets = 0 } = progressOf(row)
  const apart = await countRows(ctx, { id: retainedId(row.id), fates: ['retained', 'goes'] })
  const stays = await countRows(ctx, { id: ctx.tenantId, fates: ['stays'] })
  return {
    version: 'closure-receipt-v2',
    closure: row.id,
    business: ctx.tenantId,
    asked_at: iso(row.announcedAtMs),
    closed_at: iso(row.effectiveAtMs),
    erased_at: iso(ctx.nowMs),
    rows_before: rowsBefore,
    objects_deleted: objects,
    kept: [...keptOf(apart, 'retained'), ...keptOf(stays, 'stays'), ...keptTickets(tickets)],
    vendors,
  }
}

const keptOf = (counts: Readonly<Record<string, number>>, fate: Exclude<Fate, 'goes'>): readonly KeptRows[] =>
  Object.entries(counts).map(([category, rows]) => {
    const owned = ownedTables.find((each) => each.category.name === category)
    const law = owned === undefined ? undefined : keptPartOf(owned)?.keptBy
    if (law !== undefined)
      return { category, rows, basis: 'legal_obligation', keep_days: law.keepDays, why: `${law.why} ${WHY[fate]}` }
    const { basis = '', keepDays = null } = owned?.category ?? {}
    return { category, rows, basis, keep_days: keepDays, why: WHY[fate] }
  })

function keptTickets(rows: number): readonly KeptRows[] {
  const { name, basis, keepDays } = ticketCategory
  return rows === 0 ? [] : [{ category: name, rows, basis, keep_days: keepDays, why: TICKETS }]
}

export const signedText = (receipt: Pick<ClosureReceipt, 'version'>): string =>
  `${receipt.version}|${canonicalJson(receipt)}`

export interface Check {
  readonly name: 'signature' | 'keys' | 'objects' | 'rows'
  readonly status: 'ok' | 'failed'
}

/**
 * Looks again, now: whether the receipt is the one that was signed, and whether a key, an object or a row of the business is there.
 *
 * Of a business that was opened again only the signature can be checked.
 */
export async function verifyClosure(ctx: Ctx, row: ClosureRow, isOpenAgain: boolean): Promise<readonly Check[]> {
  if (row.receipt === null || row.signature === null) return []
  const receipt = JSON.parse(row.receipt) as ClosureReceipt
  const said = (name: Check['name'], holds: boolean): Check => ({ name, status: holds ? 'ok' : 'failed' })
  const isSigned = said('signature', await ctx.vault.verify(signedText(receipt), row.signature))
  if (isOpenAgain) return [isSigned]
  const left: string[] = []
  for (const prefix of objectPrefixes(ctx.tenantId)) {
    if ((await ctx.blobs.list({ prefix, limit: 1 })).objects.length > 0) left.push(prefix)
  }
  const rows = await countRows(ctx, { id: ctx.tenantId, fates: ['goes', 'retained'] })
  return [
    isSigned,
    said('keys', !left.some((prefix) => prefix.startsWith('keys/'))),
    said(
      'objects',
      left.every((prefix) => prefix.startsWith('keys/')),
    ),
    said('rows', Object.keys(rows).length === 0),
  ]
}
