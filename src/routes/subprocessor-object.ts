import type { AgreedVendor } from '../egress/set-contract.ts'

const dayOrNull = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())

/** A vendor as anybody may see it. */
export const subprocessorObject = ({ vendor, agreed }: AgreedVendor) => ({
  object: 'subprocessor' as const,
  id: vendor.name,
  company: vendor.company,
  what: vendor.what,
  hosts: vendor.hosts,
  purposes: Object.entries(vendor.purposes).map(([purpose, fields]) => ({ purpose, fields })),
  regions: agreed.regions,
  contract: agreed.contract,
  baa: agreed.baa,
  zero_retention: agreed.zeroRetention,
  reviewed_at: dayOrNull(agreed.reviewedAtMs),
  review_due_at: dayOrNull(agreed.reviewDueAtMs),
})
