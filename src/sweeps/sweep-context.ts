import type { Ctx, Db, RegionStores } from '../context.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import type { CarrierApi } from '../providers/telephony/contract.ts'
import type { Region } from '../records/region.ts'
import type { Vault } from '../vault/vault.ts'

/** Which account at which carrier, on behalf of which business. */
interface Seat {
  /** Null when the call that knew it is gone: any carrier that knows the account will do. */
  readonly carrier: string | null
  readonly accountSid: string
  readonly tenantId: string
}

/** A line of a business, by which its messages went. */
interface Line {
  readonly tenantId: string
  readonly provider: string
  readonly channel: 'sms' | 'whatsapp'
  readonly line: string
}

/** What sweeps are handed by the door: they know neither `env` nor any carrier. */
export interface SweepDeps {
  readonly regions: readonly RegionStores[]
  readonly directory: Db
  readonly vault: Vault
  /** The time the run was scheduled for. */
  readonly nowMs: number
  readonly carrierFor: (seat: Seat) => Promise<CarrierApi | null>
  /** Null where the line is another's by now, or nobody has told us how to speak by it. */
  readonly lineFor: (line: Line) => Promise<MessagingApi | null>
  readonly wakeFor: (tenantId: string, region: Region) => Promise<void>
}

/** The context in which the sweep `name` works for one tenant. */
export function contextFor(
  { directory, vault, nowMs, wakeFor }: SweepDeps,
  stores: RegionStores,
  { tenantId, livemode }: { readonly tenantId: string; readonly livemode: boolean },
  name: string,
): Ctx {
  return {
    ...stores,
    directory,
    vault,
    tenantId,
    livemode,
    actor: { type: 'sweep', name },
    nowMs,
    wake: () => wakeFor(tenantId, stores.region),
  }
}
