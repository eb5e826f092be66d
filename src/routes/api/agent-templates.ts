import { templates } from '../../agents/templates/index.ts'
import type { Template } from '../../agents/templates/template.ts'
import type { Env } from '../../env.ts'

/** Every template there is. What is deployed has them stored: `build/` puts stored-agent-templates.ts in this place. */
export const agentTemplates: (env: Env) => Promise<readonly Template[]> = async () => templates
