import { getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../../src/context.ts'
import { erased } from '../../src/erasure/rows-of.ts'
import { tokenOf } from '../../src/people/known-as.ts'
import { resolvePerson } from '../../src/people/resolve.ts'
import type { RowsOf } from '../../src/records/category.ts'
import { seal } from '../../src/vault/seal.ts'

/** Somebody of whom there is something in every table that is about persons. */
export interface Erasable {
  readonly personId: string
  readonly token: string
  readonly requestId: string
  /** Objects in R2 that rows of theirs name. */
  readonly blobKeys: readonly string[]
}

export const SAID = 'my knee hurts since the wedding'

/** What somebody of this number leaves behind: a row in every table about persons, sealed words, objects. */
export async function anErasablePerson(ctx: Ctx, phone: string): Promise<Erasable> {
  const { personId, key } = await resolvePerson(ctx, { phone })
  const token = await tokenOf(ctx, 'phone', phone)
  const requestId = `prq_${personId}`
  const blobKeys: string[] = []
  const sealed = await seal(key, { tenantId: ctx.tenantId, table: 'any', recordId: 'any', field: 'any' }, SAID)
  for (const { name, erase, blobPrefixes } of erased) {
    for (const [nth, rows] of erase.rows.entries()) {
      // Those are there already.
      if (name === 'people' || name === 'holds') continue
      const row = rowIn(ctx, rows.table, { personId, sealed, unique: `${name}_${nth}_${personId}` })
      Object.assign(row, namesOf(rows, { personId, token, requestId }))
      if (name === 'privacy_requests') Object.assign(row, { id: requestId, status: 'completed' })
      if (rows.keptBy !== undefined) Object.assign(row, { purpose: 'marketing' })
      if (name === 'outgoing_mails') Object.assign(row, { status: 'sent' })
      if (name === 'suppressions') Object.assign(row, { endedAtMs: ctx.nowMs - 1 })
      if (rows.blobKey !== undefined) {
        const blobKey = `${blobPrefixes[0]}${ctx.tenantId}/${personId}_${nth}`
        await ctx.blobs.put(blobKey, sealed)
        Object.assign(row, { blobKey })
        blobKeys.push(blobKey)
      }
      if (rows.ownKey !== undefined) await ctx.blobs.put(`keys/${ctx.tenantId}/${String(row['id'])}/1`, 'a key')
      await ctx.db.insert(rows.table).values(row)
    }
  }
  return { personId, token, requestId, blobKeys }
}

interface Whose {
  readonly personId: string
  readonly token: string
  readonly requestId: string
}

function namesOf({ names, lists }: RowsOf, { personId, token, requestId }: Whose): Record<string, unknown> {
  const valueOf = (column: string): string =>
    column.endsWith('oken') ? token : column === 'requestId' ? requestId : personId
  const named = names.map(({ name }) => [name, valueOf(name)] as const)
  return { ...Object.fromEntries(named), ...(lists && { [lists.name]: [requestId] }) }
}

/** A row with something in every column. */
function rowIn(
  ctx: Ctx,
  table: SQLiteTable,
  { personId, sealed, unique }: { readonly personId: string; readonly sealed: string; readonly unique: string },
): Record<string, unknown> {
  const entries = Object.entries(getTableColumns(table)).map(([name, column]): [string, unknown] => {
    if (name === 'tenantId') return [name, ctx.tenantId]
    if (name === 'livemode') return [name, true]
    if (name === 'personId' || name === 'keySubject') return [name, personId]
    if (name === 'carrier' || name === 'provider') return [name, 'twilio']
    if (name === 'channel') return [name, 'sms']
    if (name.startsWith('sealed')) return [name, sealed]
    if (name.endsWith('AtMs') || name === 'cell') return [name, ctx.nowMs]
    if (column.dataType === 'json') return [name, []]
    if (column.dataType === 'boolean') return [name, false]
    if (column.dataType === 'number') return [name, 1]
    return [name, column.enumValues?.[0] ?? `${name}_${unique}`]
  })
  return Object.fromEntries(entries)
}
