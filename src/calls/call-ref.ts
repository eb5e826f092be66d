import { fromBase64Url, textOf, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { REGIONS, type Region } from '../records/region.ts'
import type { Vault } from '../vault/vault.ts'
import type { CarrierCall } from './call.ts'

/** What a URL we hand out says about its call: which object, whose, and for a socket, which epoch. */
export interface CallRef {
  readonly region: Region
  readonly tenantId: string
  readonly objectName: string
  /** Of the socket it is for. 0 in callback URLs that belong to none, and may be used again and again. */
  readonly epoch: number
}

/** The object of a call is named by its carrier, its account there, and the carrier's own id of it. */
export const objectNameOf = ({ carrier, accountSid, carrierCallId }: CarrierCall): string =>
  `${carrier}:${accountSid}:${carrierCallId}`

/** Whether an object is of a call that we make: it is named by our own id, which there is before the carrier's. */
export const isOurCall = (objectName: string): boolean => /^[^:]+:[^:]+:call_/.test(objectName)

type Purpose = 'relay-token' | 'media-token' | 'call-ref'

/**
 * A reference under a MAC, safe in a URL: nothing in it is secret or personal, nothing in it can be altered.
 *
 * The same call and epoch give the same text, so that repeats of a webhook hand out the same token.
 */
export async function writeCallRef(vault: Vault, purpose: Purpose, ref: CallRef): Promise<string> {
  const body = toBase64Url(utf8([ref.region, ref.tenantId, ref.objectName, ref.epoch].join(' ')))
  return `${body}.${await vault.mac(purpose, body)}`
}

/** The reference in `text`, or null when it is not one of ours for this purpose. */
export async function readCallRef(vault: Vault, purpose: Purpose, text: string): Promise<CallRef | null> {
  const [body = '', mac = ''] = text.split('.')
  if (text.length > REF_CHARS_MAX || !(await vault.macMatches(purpose, body, mac))) return null
  const [region, tenantId, objectName, epoch] = textOf(fromBase64Url(body) ?? new Uint8Array()).split(' ')
  const known = REGIONS.find((name) => name === region)
  if (known === undefined || tenantId === undefined || objectName === undefined) return null
  return { region: known, tenantId, objectName, epoch: Number(epoch) }
}

const REF_CHARS_MAX = 400
