import { eq } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { tenants } from '../records/accounts/table.ts'
import { vendorContracts } from '../records/vendor-contracts/table.ts'
import type { Holder } from './may-leave.ts'
import { VENDOR_NAMES } from './register.ts'

/** So long an isolate answers from memory; after that from memory once more, and reads anew beside it. */
const FRESH_MS = 5_000
const STALE_MS_MAX = 60_000
const HOLDERS_MAX = 2_000
/** A call does not wait longer for it: it goes on as for health care without agreements. */
const READ_MS_MAX = 1_000

const known = new Map<string, { readonly holder: Holder; readAtMs: number }>()

/** Forgets what this isolate remembers, so that its own writes are seen at once. */
export const dropHolders = (): void => known.clear()

/**
 * The business as the gate sees it, with what is agreed with vendors. Never throws: a business that cannot be read now is taken
 * for health care that nobody signed anything for, so that nothing leaves that might not.
 */
export async function holderOf(directory: Db, tenantId: string, nowMs: number): Promise<Holder> {
  const remembered = known.get(tenantId)
  const ageMs = remembered === undefined ? Number.POSITIVE_INFINITY : nowMs - remembered.readAtMs
  if (remembered !== undefined && ageMs < FRESH_MS) return remembered.holder
  if (remembered !== undefined && ageMs < STALE_MS_MAX) {
    // Whoever asks next does not read it a second time meanwhile.
    remembered.readAtMs = nowMs - FRESH_MS / 2
    void readQuietly(directory, tenantId, nowMs)
    return remembered.holder
  }
  return (await inTime(readQuietly(directory, tenantId, nowMs))) ?? unreadable(tenantId)
}

async function readQuietly(directory: Db, tenantId: string, nowMs: number): Promise<Holder | null> {
  try {
    const holder = await readHolder(directory, tenantId)
    if (known.size >= HOLDERS_MAX) known.clear()
    known.set(tenantId, { holder, readAtMs: nowMs })
    return holder
  } catch (error) {
    log.warn('egress.holder_unreadable', { tenantId: tenantId, error: errorName(error) })
    return null
  }
}

/** The same, read now. Throws where the directory cannot be read. */
export async function readHolder(directory: Db, tenantId: string): Promise<Holder> {
  const [[tenant], rows] = await directory.batch([
    directory
      .select({ region: tenants.region, vertical: tenants.vertical, createdAtMs: tenants.createdAtMs })
      .from(tenants)
      .where(eq(tenants.id, tenantId)),
    directory.select().from(vendorContracts).limit(VENDOR_NAMES.length),
  ])
  return {
    tenantId,
    region: tenant?.region ?? 'global',
    isHealthCare: tenant?.vertical === 'healthcare',
    sinceMs: tenant?.createdAtMs ?? 0,
    contracts: new Map(rows.map((row) => [row.vendor, row])),
  }
}

const unreadable = (tenantId: string): Holder => ({
  tenantId,
  region: 'eu',
  isHealthCare: true,
  sinceMs: 0,
  contracts: new Map(),
})

function inTime<T>(reading: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READ_MS_MAX)
  })
  return Promise.race([reading, late]).finally(() => timer !== null && clearTimeout(timer))
}
