import { openDirectory } from '../context.ts'
import { holderOf } from '../egress/holder-of.ts'
import { secretsOf } from '../env.ts'
import type { CarrierApi } from '../providers/telephony/contract.ts'
import type { CallHandle } from './call-handle.ts'
import { findAccount } from './carrier-account.ts'

/** The carrier's API for this call's account, or null when the account is no longer known, or no longer theirs. */
export async function carrierOf(handle: CallHandle, nowMs: number): Promise<CarrierApi | null> {
  const { telephony, env } = handle
  const secrets = secretsOf(env)
  const directory = openDirectory(env)
  const stores = { directory, vault: handle.ctx(nowMs).vault, platform: telephony.account(secrets) }
  const { accountSid, tenantId } = handle.state.pins
  const account = await findAccount(stores, accountSid, nowMs)
  // An account may have changed hands since the call began.
  const isTheirs = account?.tenantId === null || account?.tenantId === tenantId
  if (account === null || !isTheirs) return null
  return telephony.api(secrets, { ...account, whose: () => holderOf(directory, tenantId, Date.now()) })
}
