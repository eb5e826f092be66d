import { findAccount } from '../../calls/carrier-account.ts'
import { writeCallRef } from '../../calls/call-ref.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { openDirectory } from '../../context.ts'
import { secretsOf } from '../../env.ts'
import type { ThreadHandle } from '../../messages/thread-handle.ts'
import { once } from '../../kernel/once.ts'
import type { DialAccount, DialCarrier, DialDoor } from './dial-door.ts'

/** The carriers that calls are made by, loaded when a thread has somebody to call. */
export const loadCarriers = once(() => import('../../providers/telephony/registry.ts'))

/** The door that a thread dials through. */
export const openDialDoor = (handle: ThreadHandle): DialDoor => ({
  carrier: (account) => carrierFor(handle, account, Date.now()),
  turn: ({ carrier, accountSid }) => handle.ctx(Date.now()).objects.pace(`${carrier}:${accountSid}`).turn(),
  async urls(carrier, objectName) {
    const { region, tenantId } = handle.pins
    const ref = await writeCallRef(handle.ctx(0).vault, 'call-ref', { region, tenantId, objectName, epoch: 0 })
    return callUrls(handle.env.PUBLIC_URL ?? '', carrier, ref)
  },
  clock: Date.now,
})

/** An account that has changed hands since is not theirs to call by. */
async function carrierFor(
  handle: ThreadHandle,
  { carrier, accountSid }: DialAccount,
  nowMs: number,
): Promise<DialCarrier | null> {
  const { telephony } = await loadCarriers()
  const provider = telephony.find(({ name }) => name === carrier)
  if (provider === undefined) return null
  const secrets = secretsOf(handle.env)
  const { vault, tenantId } = handle.ctx(nowMs)
  const stores = { directory: openDirectory(handle.env), vault, platform: provider.account(secrets) }
  const account = await findAccount(stores, accountSid, nowMs)
  const isTheirs = account?.tenantId === null || account?.tenantId === tenantId
  return account !== null && isTheirs ? provider.api(secrets, account) : null
}
