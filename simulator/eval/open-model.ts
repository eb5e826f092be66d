import type { Model } from '../../src/providers/llm/contract.ts'
import { llms } from '../../src/providers/llm/registry.ts'
import { UserError } from '../cli/user-error.ts'
import { workersAiOver } from './workers-ai-rest.ts'

export interface OpenedModel {
  readonly provider: string
  readonly model: Model
  /** Needs no vendor: its sentences come all at once. */
  readonly answersAtOnce: boolean
}

export type Settings = Readonly<Record<string, string | undefined>>

/** The setting that names a provider's model. */
const MODEL_SETTING: Readonly<Record<string, string>> = { openai: 'OPENAI_MODEL', 'workers-ai': 'WORKERS_AI_MODEL' }

/**
 * A provider's model, with its secrets from the environment.
 *
 * @throws UserError when there is none of the name, or its settings are missing or malformed.
 */
export function openModel(provider: string, model: string | null, settings: Settings): OpenedModel {
  const llm = llms.find(({ name }) => name === provider)
  if (!llm) throw new UserError(`There is no provider called ${provider}: ${llms.map(({ name }) => name).join(', ')}.`)
  const named = MODEL_SETTING[provider]
  if (model !== null && named === undefined)
    throw new UserError(`The provider ${provider} has no models to choose from.`)
  const given = { ...settings, ...(model !== null && named !== undefined && { [named]: model }) }
  const secrets = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const opened = opening(() =>
    llm.open({ ...secrets, PLATFORM: 'local' }, { ai: provider === 'workers-ai' ? workersAiOver(settings) : null }),
  )
  if (opened === null) throw new UserError(`${provider} has no key: set OPENAI_API_KEY (and OPENAI_BASE_URL) first.`)
  return { provider, model: opened, answersAtOnce: provider === 'embedded' }
}

function opening(open: () => Model | null): Model | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${error instanceof Error ? error.message : String(error)}.`)
  }
}
