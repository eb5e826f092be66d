import { and, asc, desc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { auditEntries } from '../records/audit/table.ts'
import { BEGINNING, entryHash, type Link } from './chain.ts'

/** Entries of one step. */
const PAGE = 200

type Owner = Pick<Ctx, 'db' | 'tenantId'>

/**
 * Gives the entries at the end of a business's chain their hashes. What they come to is settled by what was written: whoever
 * does it, how often and how many at once, it is the same. So a seal that was lost is made by the next one.
 */
export async function sealAudit(ctx: Owner): Promise<void> {
  for (let sealed = PAGE; sealed === PAGE;) sealed = await sealPage(ctx)
}

/** The same after a change that stands whether this succeeds or not. */
export async function sealAuditQuietly(ctx: Owner): Promise<void> {
  try {
    await sealAudit(ctx)
  } catch (error) {
    log.warn('audit.not_sealed', { tenantId: ctx.tenantId, error: errorName(error) })
  }
}

async function sealPage({ db, tenantId }: Owner): Promise<number> {
  const its = eq(auditEntries.tenantId, tenantId)
  const head = await db
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(its, ne(auditEntries.hash, '')))
    .orderBy(desc(auditEntries.seq))
    .limit(1)
    .get()
  let last: Link = head ?? { seq: 0, hash: BEGINNING }
  const open = await db
    .select()
    .from(auditEntries)
    .where(and(its, gt(auditEntries.seq, last.seq)))
    .orderBy(asc(auditEntries.seq))
    .limit(PAGE)
  const links: (Link & { readonly prevHash: string })[] = []
  for (const row of open) {
    const prevHash = last.hash
    last = { seq: row.seq, hash: await entryHash(row, prevHash) }
    links.push({ ...last, prevHash })
  }
  if (links.length === 0) return 0
  await db.run(sql`UPDATE audit_entries SET prev_hash = link.value ->> '$.prevHash', hash = link.value ->> '$.hash'
    FROM json_each(${JSON.stringify(links)}) AS link
    WHERE tenant_id = ${tenantId} AND seq = link.value ->> '$.seq' AND hash = ''`)
  return links.length
}
