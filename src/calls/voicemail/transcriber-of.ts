import { farEndsOf, secretsOf } from '../../env.ts'
import { log } from '../../kernel/log.ts'
import type { Transcriber } from '../../providers/transcribe/contract.ts'
import { transcribes } from '../../providers/transcribe/registry.ts'
import type { CallHandle } from '../call-handle.ts'

export interface NamedTranscriber {
  readonly name: string
  readonly transcriber: Transcriber
}

/** Who writes down what callers leave: as TRANSCRIBE_PROVIDER says, else the vendor that leads the talk; null for nobody. */
export async function transcriberOf(handle: Pick<CallHandle, 'env' | 'document'>): Promise<NamedTranscriber | null> {
  const { TRANSCRIBE_PROVIDER, LLM_PROVIDER } = handle.env
  const name = TRANSCRIBE_PROVIDER || (await handle.document()).llm.provider || LLM_PROVIDER
  const wanted = transcribes.find((one) => one.name === name)
  if (wanted === undefined) return null
  try {
    const transcriber = wanted.open(secretsOf(handle.env), farEndsOf(handle.env))
    return transcriber === null ? null : { name: wanted.name, transcriber }
  } catch {
    // A setting that cannot be used must not cost anybody a voicemail. Its value is nobody's to read.
    log.error('transcribe.misconfigured', { provider: wanted.name })
    return null
  }
}
