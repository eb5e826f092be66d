import { err, ok, type Result } from '../kernel/result.ts'
import type { EgressField, EgressPurpose } from './purpose.ts'
import { vendorNamed, type Contract, type VendorName } from './register.ts'

/** The business whose data it is, as far as that decides. */
export interface Holder {
  readonly tenantId: string
  /** Health care: what is known of its people is health data. */
  readonly isHealthCare: boolean
  readonly region: 'global' | 'eu' | 'us'
  readonly sinceMs: number
  /** What the operator says is agreed, by vendor; for others their standard terms stand. */
  readonly contracts: ReadonlyMap<string, Contract>
}

/** Asks whose data it is, in the moment something leaves. Never throws. */
export type Whose = () => Promise<Holder>

/** Something that is about to leave. */
export interface Passage {
  readonly vendor: VendorName
  readonly purpose: EgressPurpose
  /** What of a person goes along, by name; none for what is about nobody. */
  readonly fields: readonly EgressField[]
  /** Null for what is the platform's own. */
  readonly holder: Holder | null
}

/** Why something may not leave. */
export type EgressRefusal =
  | 'vendor_unknown'
  | 'purpose_unknown'
  | 'field_not_listed'
  | 'no_contract'
  | 'baa_missing'
  | 'transfer_refused'
  | 'review_overdue'

/** Whether this vendor may have this, for this, of this business, now. Pure. */
export function mayLeave(
  { vendor: name, purpose, fields, holder }: Passage,
  nowMs: number,
): Result<void, EgressRefusal> {
  const vendor = vendorNamed(name)
  if (vendor === undefined) return err('vendor_unknown')
  const listed = vendor.purposes[purpose]
  if (listed === undefined) return err('purpose_unknown')
  if (fields.some((field) => !listed.includes(field))) return err('field_not_listed')
  // What tells of nobody, a deletion above all, goes whatever is agreed.
  const tells = fields.some((field) => field !== 'ids')
  if (!tells || holder === null) return ok(undefined)
  const problem = problemOf(holder, contractWith(holder, name), nowMs)
  return problem === null ? ok(undefined) : err(problem)
}

/** What is agreed with a vendor, as it counts for a business. */
export const contractWith = ({ contracts }: Pick<Holder, 'contracts'>, name: VendorName): Contract =>
  contracts.get(name) ?? vendorNamed(name)?.terms ?? NOTHING

function problemOf(holder: Holder, contract: Contract, nowMs: number): EgressRefusal | null {
  if (contract.contract === 'none') return 'no_contract'
  if (holder.isHealthCare && !contract.baa) return 'baa_missing'
  const staysThere = contract.regions.includes(holder.region)
  if (holder.region === 'eu' && !staysThere && contract.contract !== 'dpa_scc') return 'transfer_refused'
  const { reviewDueAtMs } = contract
  // A review that is late closes the vendor to businesses that come after it; for those before it an alarm is raised.
  const isOverdue = reviewDueAtMs !== null && reviewDueAtMs <= nowMs
  return isOverdue && holder.sinceMs >= reviewDueAtMs ? 'review_overdue' : null
}

const NOTHING: Contract = {
  contract: 'none',
  baa: false,
  zeroRetention: false,
  regions: [],
  reviewedAtMs: null,
  reviewDueAtMs: null,
}
