import { canonicalJson } from '../kernel/canonical-json.ts'
import { sha256Hex } from '../kernel/digest.ts'
import type { ConsentRow } from './standing-agreements.ts'

/** What a row of the consent ledger says, without when it was written down and by whom. */
export type Evidence = Pick<
  ConsentRow,
  | 'tenantId'
  | 'livemode'
  | 'identityToken'
  | 'action'
  | 'level'
  | 'purposes'
  | 'channels'
  | 'textSha256'
  | 'textVersion'
  | 'source'
  | 'signature'
  | 'capturedAtMs'
  | 'timeZone'
>

/** SHA-256 of it as canonical JSON, in hex: a row that was altered does not come to its own hash any more. */
export function evidenceHash(evidence: Evidence): Promise<string> {
  const { tenantId, livemode, identityToken, action, level, purposes, channels } = evidence
  const { textSha256, textVersion, source, signature, capturedAtMs, timeZone } = evidence
  return sha256Hex(
    canonicalJson({
      tenantId,
      livemode,
      identityToken,
      action,
      level,
      textSha256,
      textVersion,
      source,
      signature,
      purposes: purposes.toSorted(),
      channels: channels.toSorted(),
      capturedAtMs,
      timeZone,
    }),
  )
}
