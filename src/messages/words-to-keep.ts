import type { AgentDocument } from '../agents/agent-document.ts'
import { SECRETS } from '../calls/masked-talk.ts'
import { maskSensitive } from '../dialogue/capture/mask-sensitive.ts'
import { scrubPii } from '../dialogue/capture/scrub-pii.ts'
import type { Content } from './message.ts'

/** How much a business keeps of what is written to it. No agent, no restriction: its own keep times hold. */
export type Keeping = AgentDocument['privacy']['store']

/**
 * What may be stored of a message's content, or null for nothing.
 *
 * Where no personal data may be stored, that is a text without it, and which of our own buttons was pressed; a card, a place,
 * a filled form and a file are personal data whatever is in them.
 */
export function contentToKeep(content: Content, keeping: Keeping, names: readonly string[]): Content | null {
  if (keeping === 'metadata') return null
  if (content.type === 'text') return { type: 'text', text: textToKeep(content.text, keeping, names) }
  if (content.type === 'edit') {
    const kept = contentToKeep(content.content, keeping, names)
    return kept === null ? null : { ...content, content: kept }
  }
  if (keeping === 'everything')
    return content.type === 'media' ? { ...content, text: textToKeep(content.text, keeping, names) } : content
  return KEPT.has(content.type) ? content : null
}

/** No card, PIN or social security number whatever is kept, and no personal data where the business stores none. */
export function textToKeep(text: string, keeping: Keeping, names: readonly string[]): string {
  const masked = maskSensitive(text, SECRETS)
  return keeping === 'no_pii' ? scrubPii(masked, { names }) : masked
}

const KEPT: ReadonlySet<Content['type']> = new Set(['choice', 'reaction', 'call_permission', 'unsupported', 'unknown'])
