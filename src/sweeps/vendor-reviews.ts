import { overdueVendors } from '../egress/set-contract.ts'
import { log } from '../kernel/log.ts'
import type { SweepDeps } from './sweep-context.ts'

/** Says of every vendor whose review is late that it is, until somebody did it. Gives how many there are. */
export async function alarmVendorReviews({
  directory,
  nowMs,
}: Pick<SweepDeps, 'directory' | 'nowMs'>): Promise<number> {
  const overdue = await overdueVendors(directory, nowMs)
  for (const vendor of overdue) log.error('vendor.review_overdue', { vendor })
  return overdue.length
}
