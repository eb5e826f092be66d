import type { AgentDocument } from './agent-document.ts'
import type { Template } from './templates/template.ts'
import { validateDocument } from './validate.ts'

/**
 * A template's document in the name of another business: wherever the template says its own name, this one is said.
 *
 * @throws when the template itself is not valid, which its tests rule out.
 */
export function documentFrom(template: Template, business: string): AgentDocument {
  const own = JSON.stringify(template.document.business).slice(1, -1)
  const other = JSON.stringify(business).slice(1, -1)
  const read = validateDocument(JSON.parse(JSON.stringify(template.document).replaceAll(own, () => other)))
  if (!read.ok) throw new Error(`the template ${template.slug} is not valid`)
  return read.value
}
