import type { BatchItem } from 'drizzle-orm/batch'
import { discloseToProvider } from '../egress/disclose-to-provider.ts'
import type { CallHandle } from './call-handle.ts'

/** To whom the call took the caller's words: the carrier, and the vendor that led or heard the talk. At most one row each. */
export async function callDisclosures(handle: CallHandle, nowMs: number): Promise<readonly BatchItem<'sqlite'>[]> {
  const { callId: occasion, personId, pins, turns, speechOff } = handle.state
  const ctx = handle.ctx(nowMs)
  const carried = discloseToProvider(ctx, {
    personId,
    provider: pins.carrier,
    purpose: 'carry_calls',
    fields: ['phone', 'voice', 'spoken_words'],
    occasion,
  })
  if (turns === 0) return carried
  const speech = speechOff === true ? undefined : pins.speech
  const provider = speech ?? (await handle.document()).llm.provider ?? handle.env.LLM_PROVIDER ?? ''
  const talked = { personId, provider, occasion }
  const heard =
    speech === undefined
      ? discloseToProvider(ctx, { ...talked, purpose: 'converse', fields: ['spoken_words', 'appointment'] })
      : discloseToProvider(ctx, { ...talked, purpose: 'speak', fields: ['voice', 'spoken_words'] })
  return [...carried, ...heard]
}
