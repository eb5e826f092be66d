import { existsSync, readFileSync } from 'node:fs'
import type { AgentDocument } from '../../src/agents/agent-document.ts'
import { findTemplate, templates } from '../../src/agents/templates/index.ts'
import { validateDocument } from '../../src/agents/validate.ts'
import { UserError } from '../cli/user-error.ts'

/** What is tried: a name to print, and a document. */
export interface Subject {
  readonly name: string
  readonly document: AgentDocument
}

/** The agents that are meant. @throws UserError when there is none, or its document is not valid. */
export function subjectsOf(agent: string | null): readonly Subject[] {
  if (agent === null) return templates.map(({ slug, document }) => subjectOf(slug, document))
  const template = findTemplate(agent)
  return [template ? subjectOf(template.slug, template.document) : subjectOf(agent, documentIn(agent))]
}

/** A document as it is written in a file, defaults left out. @throws UserError when it cannot be read. */
export function documentIn(file: string): unknown {
  if (!existsSync(file)) throw new UserError(`There is no template and no file called ${file}.`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new UserError(`${file} is not JSON.`)
  }
}

function subjectOf(name: string, json: unknown): Subject {
  const read = validateDocument(json)
  if (read.ok) return { name, document: read.value }
  const wrong = read.error.map(({ pointer, detail }) => `  ✗ ${pointer || '/'}: ${detail}`)
  throw new UserError([`${name} is no valid agent document.`, ...wrong].join('\n'))
}
