import type { NumberTargets } from '../providers/telephony/contract.ts'

/**
 * Connection overrides for what the carrier waits on: one retry, also after a slow or failing answer, within the
 * fifteen seconds it gives a voice webhook in all. A fragment is neither sent nor signed.
 */
const WHILE_CALLER_WAITS = '#ct=2000&rt=6000&tt=14500&rc=2&rp=ct,rt,5xx'
/** The same for reports nobody waits for: more tries. */
const REPORT = '#ct=3000&rt=10000&tt=15000&rc=5&rp=ct,rt,5xx'

const hook = (publicUrl: string, carrier: string, part: string): string => `${publicUrl}/hooks/voice/${carrier}${part}`

/** Where a number's calls are sent. */
export const numberTargets = (publicUrl: string, carrier: string): NumberTargets => ({
  voiceUrl: hook(publicUrl, carrier, '') + WHILE_CALLER_WAITS,
  fallbackUrl: hook(publicUrl, carrier, '/fallback') + WHILE_CALLER_WAITS,
  statusUrl: hook(publicUrl, carrier, '/status') + REPORT,
})

/** The callbacks of one call. They carry the call under a MAC: a recording's report names no number to find it by. */
export function callUrls(
  publicUrl: string,
  carrier: string,
  callRef: string,
): { actionUrl: string; recordingUrl: string; dialUrl: string } {
  const query = `?call=${callRef}`
  return {
    actionUrl: hook(publicUrl, carrier, '/connected') + query + WHILE_CALLER_WAITS,
    recordingUrl: hook(publicUrl, carrier, '/recording') + query + REPORT,
    dialUrl: hook(publicUrl, carrier, '/dial') + query + WHILE_CALLER_WAITS,
  }
}

/** The socket's address: `ws:` beside an `http:` origin, `wss:` beside an `https:` one. */
export const relayUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/^http/, 'ws')}/relay/${token}`
