import { REGIONS, type Region } from '../records/region.ts'
import type { Vault } from '../vault/vault.ts'

/** Long enough to press play, short enough to be worthless in a log or a chat the day after. */
export const LINK_MS_MAX = 5 * 60 * 1000

const PURPOSE = 'recording-link'

/** What a link lets its holder hear. */
export interface LinkedRecording {
  readonly recordingId: string
  readonly tenantId: string
  readonly region: Region
}

const messageOf = ({ recordingId, tenantId, region }: LinkedRecording, expiresAtMs: number): string =>
  `${recordingId}.${tenantId}.${region}.${expiresAtMs.toString(36)}`

/** A token that opens one recording until `expiresAtMs`. It holds ids and a MAC: nothing is stored, nothing is secret but the MAC. */
export async function makeLinkToken(vault: Vault, recording: LinkedRecording, expiresAtMs: number): Promise<string> {
  const message = messageOf(recording, expiresAtMs)
  return `${message}.${await vault.mac(PURPOSE, message)}`
}

/** What `token` opens at `nowMs`, or null when it is not ours, was altered, or is over. */
export async function readLinkToken(vault: Vault, token: string, nowMs: number): Promise<LinkedRecording | null> {
  const parts = /^(rec_\w+)\.(ten_\w+)\.(\w+)\.([0-9a-z]{1,11})\.([\w-]{22})$/.exec(token)
  if (!parts) return null
  const [, recordingId = '', tenantId = '', regionName = '', expiry = '', mac = ''] = parts
  const region = REGIONS.find((known) => known === regionName)
  const expiresAtMs = parseInt(expiry, 36)
  if (!region || nowMs >= expiresAtMs) return null
  const linked = { recordingId, tenantId, region }
  return (await vault.macMatches(PURPOSE, messageOf(linked, expiresAtMs), mac)) ? linked : null
}
