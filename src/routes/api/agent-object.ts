import * as z from 'zod'
import { draftOf, type Agent } from '../../agents/agent.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import { checkDocument } from '../../agents/check-document.ts'
import { Refusal, type FieldError } from '../../kernel/refusal.ts'
import { time, Time } from './shape.ts'

/** A document as answered: with every default filled in. */
export const Document = z.record(z.string(), z.unknown()).describe('An agent document, with every default filled in.')

export const AgentSummary = z
  .object({
    object: z.literal('agent'),
    id: z.string(),
    name: z.string(),
    published_version: z
      .number()
      .int()
      .nullable()
      .describe('The version that answers calls; null until one is published.'),
    livemode: z.boolean(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'AgentSummary' })

export const AgentObject = z.object({ ...AgentSummary.shape, draft: Document }).meta({ id: 'Agent' })

export const agentSummary = (row: Agent) => ({
  object: 'agent' as const,
  id: row.id,
  name: row.name,
  published_version: row.publishedVersion === 0 ? null : row.publishedVersion,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

export const agentObject = (row: Agent) => ({ ...agentSummary(row), draft: { ...draftOf(row) } })

/** The refusal of wrong fields in a document: the body has it in its field `document`. */
export function wrongDocument(errors: readonly FieldError[]): Refusal {
  const detail = errors.length === 1 ? 'One field is wrong.' : `${errors.length} fields are wrong.`
  const pointed = errors.map((error) => ({ ...error, pointer: `/document${error.pointer}` }))
  return new Refusal('invalid', detail, { errors: pointed })
}

/** The document of a body, whose form the schema has seen to, once its parts fit together too. */
export function sensible(document: AgentDocument): AgentDocument {
  const errors = checkDocument(document)
  if (errors.length > 0) throw wrongDocument(errors)
  return document
}
