import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CarrierApi, NumberTargets } from '../providers/telephony/contract.ts'
import { numbers } from '../records/numbers/table.ts'
import type { NumberRow } from '../tenants/number.ts'
import { pointNumber } from '../tenants/point-number.ts'

const NUMBERS_PER_RUN_MAX = 50

/** What the sweep asks for: sweeps know no carriers themselves. */
export interface PointingDeps {
  readonly directory: Db
  readonly nowMs: number
  readonly carrierFor: (number: NumberRow) => Promise<CarrierApi | null>
  readonly targetsFor: (carrier: string) => NumberTargets
}

/**
 * Points numbers whose carrier could not be reached, did not know them yet, or refused. Returns how many now ring here.
 *
 * Those that are only waiting come first, and of the rest another page each time: numbers a carrier will never know
 * must not stand in the way of the others.
 */
export async function pointNumbers({ directory, nowMs, carrierFor, targetsFor }: PointingDeps): Promise<number> {
  const waiting = await directory
    .select()
    .from(numbers)
    .where(and(eq(numbers.livemode, true), inArray(numbers.carrierStatus, ['pending', 'not_found', 'failed'])))
    .orderBy(sql`${numbers.carrierStatus} = 'pending' DESC, random()`)
    .limit(NUMBERS_PER_RUN_MAX)

  let pointed = 0
  for (const number of waiting) {
    try {
      const now = await pointNumber({ directory, nowMs }, number, await carrierFor(number), targetsFor(number.carrier))
      if (now?.carrierStatus === 'pointed') pointed += 1
    } catch (error) {
      log.warn('number.pointing_failed', { numberId: number.id, error: errorName(error) })
    }
  }
  return pointed
}
