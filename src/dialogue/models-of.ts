import type { AgentDocument } from '../agents/agent-document.ts'
import { holderOf } from '../egress/holder-of.ts'
import { openDirectory } from '../context.ts'
import { farEndsOf, secretsOf, type Env } from '../env.ts'
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
  const opened = [...new Set(wanted)].flatMap((name) => openModel(env, tenantId, name) ?? [])
  if (opened.length === 0) throw new Error('no model can be opened')
  return opened
}

function openModel(env: Env, tenantId: string, name: string): TurnModel | null {
  const farEnds = farEndsOf(env, () => holderOf(openDirectory(env), tenantId, Date.now()))
  const model = llms.find((llm) => llm.name === name)?.open(secretsOf(env), farEnds) ?? null
  return model === null ? null : { name, breaker: `${tenantId}/${name}`, model, answersAtOnce: name === EMBEDDED }
}
