import { findAccount, type KnownAccount } from '../calls/carrier-account.ts'
import { openDirectory } from '../context.ts'
import { holderOf } from '../egress/holder-of.ts'
import { secretsOf, type Env } from '../env.ts'
import type { CarrierApi, Telephony } from '../providers/telephony/contract.ts'
import { telephony } from '../providers/telephony/registry.ts'
import { vaultOf } from '../vault/vault.ts'

/** Which account at which carrier, on behalf of which business. */
export interface CarrierSeat {
  readonly carrier: string
  readonly accountSid: string
  readonly tenantId: string
}

/** The carrier of this name, or undefined. */
export const carrierNamed = (name: string): Telephony | undefined => telephony.find((carrier) => carrier.name === name)

/** The platform's own account at a carrier, or null when it has none. */
export const platformAccount = (env: Env, carrier: string) => carrierNamed(carrier)?.account(secretsOf(env)) ?? null

/**
 * The carrier's API for an account the business may use: its own or the platform's. Null when there is no such account
 * (any more), or it is another business's.
 */
export async function carrierApi(
  env: Env,
  { carrier: name, accountSid, tenantId }: CarrierSeat,
  nowMs: number,
): Promise<CarrierApi | null> {
  const carrier = carrierNamed(name)
  if (carrier === undefined) return null
  const stores = {
    directory: openDirectory(env),
    vault: vaultOf(env),
    platform: platformAccount(env, name),
  }
  const account = await findAccount(stores, accountSid, nowMs)
  if (account === null || !mayUse(account, tenantId)) return null
  const whose = () => holderOf(stores.directory, tenantId, Date.now())
  return carrier.api(secretsOf(env), { ...account, whose })
}

const mayUse = (account: KnownAccount, tenantId: string): boolean =>
  account.tenantId === null || account.tenantId === tenantId
