import type { NumberTargets } from '../providers/telephony/contract.ts'

/**
 * Connection overrides for what the carrier waits on: one retry, also after a slow or failing answer, within the
 * fifteen seconds it gives a voice webhook in all. A fragment is neither sent nor signed.
 */
const WHILE_CALLER_WAITS = '#ct=2000&rt=6000&tt=14500&rc=2&rp=ct,rt,5xx'
/** The same for reports nobody waits for: more tries. */
const REPORT = '#ct=3000&rt=10000&tt=15000&rc=5&rp=ct,rt,5xx'

const hook = (publicUrl: string, carrier: string, part: string): string => `${publicUrl}/hooks/voice/${carrier}${part}`

/** Where a number's calls and messages are sent. */
export const numberTargets = (publicUrl: string, carrier: string): NumberTargets => ({
  voiceUrl: hook(publicUrl, carrier, '') + WHILE_CALLER_WAITS,
  fallbackUrl: hook(publicUrl, carrier, '/fallback') + WHILE_CALLER_WAITS,
  statusUrl: hook(publicUrl, carrier, '/status') + REPORT,
  messagesUrl: `${publicUrl}/hooks/messages/${carrier}${REPORT}`,
})

/** The callbacks of one call. They carry the call under a MAC: a recording's report names no number to find it by. */
export function callUrls(publicUrl: string, carrier: string, callRef: string): CallUrls {
  const at = (part: string, more: string, how: string): string =>
    `${hook(publicUrl, carrier, part)}?call=${callRef}${more}${how}`
  return {
    actionUrl: at('/connected', '', WHILE_CALLER_WAITS),
    streamedUrl: at('/streamed', '', WHILE_CALLER_WAITS),
    recordingUrl: at('/recording', '', REPORT),
    gatherUrl: (nth) => at('/gather', `&nth=${nth}`, WHILE_CALLER_WAITS),
    voicemailUrl: at('/voicemail', '', WHILE_CALLER_WAITS),
    voicemailStatusUrl: at('/voicemail', '', REPORT),
    ownVoicemailUrl: (number) => at('/voicemail', `&own=${encodeURIComponent(number)}`, REPORT),
    dialUrl: (leg) => at('/dial', `&leg=${leg}`, WHILE_CALLER_WAITS),
    whisperUrl: (leg) => at('/whisper', `&leg=${leg}`, WHILE_CALLER_WAITS),
    machineUrl: (leg) => at('/machine', `&leg=${leg}`, REPORT),
    answeredUrl: at('/answered', '', WHILE_CALLER_WAITS),
    fallbackUrl: at('/fallback', '', WHILE_CALLER_WAITS),
    statusUrl: at('/status', '', REPORT),
    judgedUrl: at('/machine', '', REPORT),
  }
}

interface CallUrls {
  readonly actionUrl: string
  /** The same for a call that is streamed as raw audio. */
  readonly streamedUrl: string
  readonly recordingUrl: string
  /** `nth`: which answer of ours what was said then answers. */
  readonly gatherUrl: (nth: number) => string
  readonly voicemailUrl: string
  readonly voicemailStatusUrl: string
  /** Of a voicemail that the fallback asked for: the call may never have been begun, and is found by our number then. */
  readonly ownVoicemailUrl: (number: string) => string
  /** `leg`: who is rung, counted over the call. 0: by the fallback, which does not know the call. */
  readonly dialUrl: (leg: number) => string
  readonly whisperUrl: (leg: number) => string
  readonly machineUrl: (leg: number) => string
  /** Of a call that we make: asked when it is picked up, asked where that went wrong, and told of its steps and of machines. */
  readonly answeredUrl: string
  readonly fallbackUrl: string
  readonly statusUrl: string
  readonly judgedUrl: string
}

/** The address of the socket for raw audio. The carrier takes no query in it. */
export const mediaUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/^http/, 'ws')}/media/${token}`

/** The socket's address: `ws:` beside an `http:` origin, `wss:` beside an `https:` one. */
export const relayUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/^http/, 'ws')}/relay/${token}`
