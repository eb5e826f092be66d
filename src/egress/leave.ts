import { log } from '../kernel/log.ts'
import { mayLeave, type EgressRefusal, type Passage, type Whose } from './may-leave.ts'
import { vendorNamed, type Vendor } from './register.ts'

/** The gate did not let something out. It names what was asked and why not; whatever was to be sent is not in it. */
export class EgressDenied extends Error {
  override readonly name = 'EgressDenied'
  readonly reason: EgressRefusal | 'host_unlisted' | 'not_https'

  constructor(reason: EgressDenied['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** What is about to leave, and of whom: nobody where it is the platform's own. */
export interface Departure extends Omit<Passage, 'holder'> {
  readonly whose: Whose | undefined
}

/** The same over the network: the settings say where vendors are. */
export interface Journey extends Departure {
  /** {@link secretsOf}: only the addresses of vendors and `PLATFORM` are read. */
  readonly settings: Readonly<Record<string, string>>
}

/**
 * The one way out to a vendor: asks the gate, then fetches. Redirects are never followed by themselves: wherever one leads is
 * asked for anew.
 *
 * @throws EgressDenied when it may not leave.
 */
export async function leave(journey: Journey, url: string | URL, init: RequestInit = {}): Promise<Response> {
  const refused = addressProblem(journey, new URL(url))
  if (refused !== null) throw await denied(journey, refused)
  await refuseToLeave(journey)
  return fetch(url, { ...init, redirect: 'manual' })
}

/**
 * The same question for what goes by a binding instead of a request.
 *
 * @throws EgressDenied when it may not leave.
 */
export async function refuseToLeave(departure: Departure): Promise<void> {
  const holder = (await departure.whose?.()) ?? null
  const may = mayLeave({ ...departure, holder }, Date.now())
  if (!may.ok) throw await denied(departure, may.error)
}

/** Why it may not leave, or null: for whoever has to answer for it before anything is tried. */
export async function refusalToLeave(departure: Departure): Promise<EgressRefusal | null> {
  const may = mayLeave({ ...departure, holder: (await departure.whose?.()) ?? null }, Date.now())
  return may.ok ? null : may.error
}

/**
 * To the business itself, at the address it gave: that was checked by `checkUrl`, and is listed nowhere. Redirects are not followed.
 */
export const leaveToController = (address: URL, init: RequestInit): Promise<Response> =>
  fetch(address, { ...init, redirect: 'manual' })

function addressProblem(
  { vendor, settings }: Journey,
  { protocol, host, hostname }: URL,
): EgressDenied['reason'] | null {
  const listed = vendorNamed(vendor)
  if (listed === undefined) return 'vendor_unknown'
  const isDeployed = settings['PLATFORM'] === 'cloudflare'
  if (protocol !== 'https:' && (isDeployed || protocol !== 'http:')) return 'not_https'
  return isOf(listed, hostname) || hostsSet(listed, settings).includes(host) ? null : 'host_unlisted'
}

const isOf = ({ hosts }: Vendor, hostname: string): boolean =>
  hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))

/** Hosts with their ports, as the settings have a vendor's addresses. */
export const hostsSet = ({ settings: names }: Vendor, settings: Readonly<Record<string, string>>): readonly string[] =>
  names.flatMap((name) => {
    const address = (settings[name] ?? '').replace(/^ws/, 'http')
    return URL.canParse(address) ? [new URL(address).host] : []
  })

async function denied({ vendor, purpose, whose }: Departure, reason: EgressDenied['reason']): Promise<EgressDenied> {
  log.warn('egress.refused', { vendor, purpose, reason, tenantId: (await whose?.())?.tenantId ?? 'platform' })
  return new EgressDenied(reason)
}
