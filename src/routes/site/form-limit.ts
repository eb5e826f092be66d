import type { Env } from '../../env.ts'
import { vaultOf } from '../../vault/vault.ts'

/** As in wrangler.toml, `[[ratelimits]]`. */
export const FORM_LIMIT_SECONDS = 60

/**
 * Whether forms from where this one comes, and all forms together, still have room.
 *
 * Counted by the keyed hash of the network, /24 or /48: the address itself is kept nowhere.
 */
export async function mayPost(env: Env, request: Request): Promise<boolean> {
  const vault = vaultOf(env)
  const network = networkOf(request.headers.get('cf-connecting-ip') ?? '')
  const [own, all] = await Promise.all([
    env.FORM_LIMIT.limit({ key: await vault.mac('form-network', network) }),
    env.API_LIMIT.limit({ key: 'site:forms' }),
  ])
  return own.success && all.success
}

/** The part of an address that says which network it is in: three numbers of IPv4, three groups of IPv6. */
export function networkOf(address: string): string {
  if (address.includes('.'))
    return address
      .slice(address.lastIndexOf(':') + 1)
      .split('.')
      .slice(0, 3)
      .join('.')
  const [head = ''] = address.toLowerCase().split('::')
  return [...head.split(':').filter((group) => group !== ''), '0', '0', '0']
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
