import type { Context } from 'hono'
import { findAccount } from '../calls/carrier-account.ts'
import { readCallRef } from '../calls/call-ref.ts'
import { inRegion, openDirectory } from '../context.ts'
import { secretsOf, type Env } from '../env.ts'
import { log } from '../kernel/log.ts'
import { telephony } from '../providers/telephony/registry.ts'
import { vaultOf } from '../vault/vault.ts'

/** A kind of socket a carrier opens to us: what its tokens are made for, and the address they are handed out in. */
interface SocketKind {
  readonly name: 'relay' | 'media'
  readonly purpose: 'relay-token' | 'media-token'
  readonly urlOf: (publicUrl: string, token: string) => string
}

/**
 * A carrier's socket. Refused with 403 before the upgrade, without a reason, unless token and signature are both good;
 * a refused upgrade spends nothing.
 */
export async function openSocket(c: Context<{ Bindings: Env }>, token: string, kind: SocketKind): Promise<Response> {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') return c.body(null, 426, { upgrade: 'websocket' })
  const vault = vaultOf(c.env)
  const ref = await readCallRef(vault, kind.purpose, token)
  const [carrierName, accountSid] = ref?.objectName.split(':') ?? []
  const carrier = telephony.find(({ name }) => name === carrierName)
  if (ref === null || !carrier || accountSid === undefined) return c.body(null, 403)

  const stores = { directory: openDirectory(c.env), vault, platform: carrier.account(secretsOf(c.env)) }
  const account = await findAccount(stores, accountSid, Date.now())
  const url = kind.urlOf(c.env.PUBLIC_URL ?? '', token)
  if (account === null || !(await carrier.verifyUpgrade(url, c.req.raw.headers, account))) {
    log.warn('socket.refused', { provider: carrier.name, kind: kind.name })
    return c.body(null, 403)
  }
  const address = new URL(`http://call/${kind.name}`)
  address.searchParams.set('epoch', String(ref.epoch))
  address.searchParams.set('tenant', ref.tenantId)
  return inRegion(c.env, ref.region)
    .objects.liveCall(ref.objectName)
    .fetch(address.href, { headers: { upgrade: 'websocket' } })
}
