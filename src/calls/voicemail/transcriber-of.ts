import type { AgentDocument } from '../../agents/agent-document.ts'
import { openDirectory } from '../../context.ts'
import { holderOf } from '../../egress/holder-of.ts'
import { farEndsOf, secretsOf, type Env } from '../../env.ts'
import { log } from '../../kernel/log.ts'
import type { Transcriber } from '../../providers/transcribe/contract.ts'
import { transcribes } from '../../providers/transcribe/registry.ts'
import type { CallHandle } from '../call-handle.ts'

export interface NamedTranscriber {
  readonly name: string
  readonly transcriber: Transcriber
}

/** Whose words they are, and what their agent's document says. */
interface TranscriberDoor {
  readonly env: Env
  readonly document: () => Promise<AgentDocument>
  readonly tenantId: string
}

/** Who writes down what callers leave: as TRANSCRIBE_PROVIDER says, else the vendor that leads the talk; null for nobody. */
export async function transcriberOf({ env, document, tenantId }: TranscriberDoor): Promise<NamedTranscriber | null> {
  const { TRANSCRIBE_PROVIDER, LLM_PROVIDER } = env
  const name = TRANSCRIBE_PROVIDER || (await document()).llm.provider || LLM_PROVIDER
  const wanted = transcribes.find((one) => one.name === name)
  if (wanted === undefined) return null
  const farEnds = farEndsOf(env, () => holderOf(openDirectory(env), tenantId, Date.now()))
  try {
    const transcriber = wanted.open(secretsOf(env), farEnds)
    return transcriber === null ? null : { name: wanted.name, transcriber }
  } catch {
    // A setting that cannot be used must not cost anybody a voicemail. Its value is nobody's to read.
    log.error('transcribe.misconfigured', { provider: wanted.name })
    return null
  }
}

/** The same for a call. */
export const callTranscriber = (handle: CallHandle): Promise<NamedTranscriber | null> =>
  transcriberOf({ env: handle.env, document: () => handle.document(), tenantId: handle.state.pins.tenantId })
