import type { Template } from '../../agents/templates/template.ts'
import type { Env } from '../../env.ts'
import { readStored } from '../stored-file.ts'

/** The static file of a deployment that holds the templates. */
export const TEMPLATES_FILE = 'agent-templates.json'

/** Every template as `build/` stored it. Rarely asked for, and never within a call. */
export const agentTemplates = async (env: Env): Promise<readonly Template[]> =>
  JSON.parse(await readStored(env, TEMPLATES_FILE)) as readonly Template[]
