import { eq } from 'drizzle-orm'
import { actorName, appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx, Db } from '../context.ts'
import { PLATFORM } from '../privacy/request.ts'
import { vendorContracts } from '../records/vendor-contracts/table.ts'
import { dropHolders } from './holder-of.ts'
import { VENDOR_NAMES, VENDORS, type Contract, type Vendor, type VendorName } from './register.ts'

/** A vendor with what is agreed with it now. */
export interface AgreedVendor {
  readonly vendor: Vendor
  readonly agreed: Contract
  /** When the operator said so last; null: its standard terms stand. */
  readonly updatedAtMs: number | null
}

/** Every vendor of the register with what is agreed. */
export async function agreedVendors(directory: Db): Promise<readonly AgreedVendor[]> {
  const rows = await directory.select().from(vendorContracts).limit(VENDOR_NAMES.length)
  return VENDORS.map((vendor) => {
    const row = rows.find((each) => each.vendor === vendor.name)
    return { vendor, agreed: row ?? vendor.terms, updatedAtMs: row?.updatedAtMs ?? null }
  })
}

/** Whoever agrees says when it is looked at again. */
type Reviewed = Contract & { readonly reviewDueAtMs: number }

type PlatformCtx = Pick<Ctx, 'directory' | 'actor' | 'nowMs'>

/** Says what is agreed with a vendor. It holds everywhere within some seconds, here at once. */
export async function setContract(ctx: PlatformCtx, vendor: VendorName, agreed: Reviewed): Promise<void> {
  const { directory, actor, nowMs } = ctx
  const set = { ...agreed, updatedBy: actorName(actor), updatedAtMs: nowMs }
  const chain = { db: directory, tenantId: PLATFORM, livemode: true, actor, nowMs }
  const entry = {
    action: 'vendor.changed',
    subject: vendor,
    detailHash: await detailHashOf({ vendor, ...set }),
  } as const
  await directory.batch([
    directory
      .insert(vendorContracts)
      .values({ vendor, ...set })
      .onConflictDoUpdate({ target: vendorContracts.vendor, set }),
    appendAudit(chain, [entry]),
  ])
  dropHolders()
  await sealAuditQuietly(chain)
}

/** Vendors whose review is due and not done at `nowMs`. */
export const overdueVendors = async (directory: Db, nowMs: number): Promise<readonly VendorName[]> =>
  (await agreedVendors(directory))
    .filter(({ agreed }) => agreed.reviewDueAtMs !== null && agreed.reviewDueAtMs <= nowMs)
    .map(({ vendor }) => vendor.name)

/** One vendor with what is agreed. */
export async function agreedWith(directory: Db, vendor: Vendor): Promise<AgreedVendor> {
  const row = await directory.select().from(vendorContracts).where(eq(vendorContracts.vendor, vendor.name)).get()
  return { vendor, agreed: row ?? vendor.terms, updatedAtMs: row?.updatedAtMs ?? null }
}
