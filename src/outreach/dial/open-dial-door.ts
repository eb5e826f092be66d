import { findAccount } from '../../calls/carrier-account.ts'
import { writeCallRef } from '../../calls/call-ref.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { outreachOf } from '../../consent/outreach-settings.ts'
import { openDirectory } from '../../context.ts'
import { holderOf } from '../../egress/holder-of.ts'
import { secretsOf } from '../../env.ts'
import type { ThreadHandle } from '../../messages/thread-handle.ts'
import { telephony } from '../../providers/telephony/registry.ts'
import type { Turn } from './pace.ts'
import type { DialAccount, DialCarrier, DialDoor } from './dial-door.ts'

/** The door that a thread dials through. */
export const openDialDoor = (handle: ThreadHandle): DialDoor => ({
  carrier: (account) => carrierFor(handle, account, Date.now()),
  turn: (account) => turnFor(handle, account, Date.now()),
  async urls(carrier, objectName) {
    const { region, tenantId } = handle.pins
    const ref = await writeCallRef(handle.ctx(0).vault, 'call-ref', { region, tenantId, objectName, epoch: 0 })
    return callUrls(handle.env.PUBLIC_URL ?? '', carrier, ref)
  },
  clock: Date.now,
})

/** A business says how fast its own account is; the one that it shares with others goes at a pace for all. */
async function turnFor(handle: ThreadHandle, { carrier, accountSid }: DialAccount, nowMs: number): Promise<Turn> {
  const ctx = handle.ctx(nowMs)
  const account = await accountOf(handle, { carrier, accountSid }, nowMs)
  const isOwn = account?.known?.tenantId === ctx.tenantId
  const eachMs = isOwn ? SECOND_MS / (await outreachOf(ctx)).callsPerSecond : SECOND_MS
  return ctx.objects.pace(`${carrier}:${accountSid}`).turn(ctx.tenantId, Math.ceil(eachMs))
}

const SECOND_MS = 1_000

/** An account that has changed hands since is not theirs to call by. */
async function carrierFor(handle: ThreadHandle, asked: DialAccount, nowMs: number): Promise<DialCarrier | null> {
  const account = await accountOf(handle, asked, nowMs)
  const known = account?.known ?? null
  const isTheirs = known?.tenantId === null || known?.tenantId === handle.pins.tenantId
  if (account === null || known === null || !isTheirs) return null
  const { env, pins } = handle
  const whose = () => holderOf(openDirectory(env), pins.tenantId, Date.now())
  return account.provider.api(secretsOf(env), { ...known, whose })
}

async function accountOf(handle: ThreadHandle, { carrier, accountSid }: DialAccount, nowMs: number) {
  const provider = telephony.find(({ name }) => name === carrier)
  if (provider === undefined) return null
  const platform = provider.account(secretsOf(handle.env))
  const stores = { directory: openDirectory(handle.env), vault: handle.ctx(nowMs).vault, platform }
  return { provider, known: await findAccount(stores, accountSid, nowMs) }
}
