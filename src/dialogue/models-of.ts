import type { AgentDocument } from '../agents/agent-document.ts'
import { holderOf } from '../egress/holder-of.ts'
import { openDirectory } from '../context.ts'
import { farEndsOf, secretsOf, type Env } from '../env.ts'
import { log } from '../kernel/log.ts'
import type { Model } from '../providers/llm/contract.ts'
import { llms } from '../providers/llm/registry.ts'
import { createBreakers } from './breaker.ts'
import type { TurnModel } from './turn-setting.ts'

/** Who failed lately is known as long as this Worker lives, to all its conversations. */
export const modelBreakers = createBreakers()

/** The one that answers whatever becomes of the others. */
const EMBEDDED = 'embedded'

/** The model that the agent asks for, else the platform's; and after it the one that needs no vendor. */
export function modelsOf(env: Env, tenantId: string, { llm }: AgentDocument): readonly TurnModel[] {
  const wanted = [llm.provider ?? env.LLM_PROVIDER ?? EMBEDDED, EMBEDDED]
  const models = [...new Set(wanted)].flatMap((name) => openModel(env, tenantId, name) ?? [])
  if (models.length === 0) throw new Error('no model can be opened')
  return models
}

function openModel(env: Env, tenantId: string, name: string): TurnModel | null {
  const farEnds = farEndsOf(env, () => holderOf(openDirectory(env), tenantId, Date.now()))
  const model = opened(() => llms.find((llm) => llm.name === name)?.open(secretsOf(env), farEnds) ?? null, name)
  return model === null ? null : { name, breaker: `${tenantId}/${name}`, model, answersAtOnce: name === EMBEDDED }
}

/** A setting that cannot be used is as good as a vendor that is down: no caller is to pay for it. Its value is nobody's to read. */
function opened(open: () => Model | null, name: string): Model | null {
  try {
    return open()
  } catch {
    log.error('model.not_set_up', { provider: name })
    return null
  }
}
