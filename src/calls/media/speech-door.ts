import type { AgentDocument } from '../../agents/agent-document.ts'
import { asksForSecrets } from '../../dialogue/capture/asks-for-secrets.ts'
import { openDirectory } from '../../context.ts'
import { holderOf } from '../../egress/holder-of.ts'
import { farEndsOf, secretsOf, type Env } from '../../env.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { SpeechVendor } from '../../providers/speech/contract.ts'
import { speeches } from '../../providers/speech/registry.ts'

/** The speech vendor an agent document asks for by `voice.provider`, or null when it asks for none that is set up. */
export function speechOf(env: Env, name: string | undefined, tenantId?: string): SpeechVendor | null {
  const whose = tenantId === undefined ? undefined : () => holderOf(openDirectory(env), tenantId, Date.now())
  try {
    return speeches.find((speech) => speech.name === name)?.open(secretsOf(env), farEndsOf(env, whose)) ?? null
  } catch (error) {
    // A setting that is malformed must not keep a call from being answered: the relay needs no vendor.
    log.error('speech.not_set_up', { error: errorName(error) })
    return null
  }
}

/**
 * The name of the vendor that the document's calls go to, or undefined for the relay. A model that hears the caller hears
 * their secrets, so a document that asks for any is none of its.
 */
export const speechWanted = (env: Env, document: AgentDocument): string | undefined =>
  speechOf(env, document.voice.provider) === null || asksForSecrets(document) ? undefined : document.voice.provider

/** Whether `voice.provider` names a vendor of ours, set up or not. To a carrier it is no voice then. */
export const isSpeech = (provider: string): boolean => speeches.some(({ name }) => name === provider)
