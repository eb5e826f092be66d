import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { Span } from '../../../src/dialogue/capture/spans.ts'

const NO_NAMES =
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
  'english spanish french american christmas easter thanksgiving halloween god lord internet google ai ok mm hmm mail mailing howdy huh wow oops gotcha apologies hola bonjour quiero necesito gracias buenos buenas'
const CAPITAL = /(?<![\p{L}\d['’-])\p{Lu}[\p{L}'’-]*\p{L}(?![\p{L}\d\]])/gu

/** Every word that the business has written itself, in lower case. Nobody's name for that. */
export function ownNames({ business, skills, opening, guardrails }: AgentDocument): ReadonlySet<string> {
  const text = JSON.stringify([business, skills, opening, guardrails]).toLowerCase()
  return new Set([...(text.match(/\p{L}+/gu) ?? []), ...NO_NAMES.split(' ')])
}

/** Words with a capital that are not plain words of the language: names, most of them, and replaced as names. */
export function capitalSpans(text: string, isPlain: (lower: string) => boolean): readonly Span[] {
  return [...text.matchAll(CAPITAL)].flatMap(({ 0: word, index }) => {
    const parts = word.toLowerCase().replaceAll('’', "'").split(/[-']/)
    const bare = word.toLowerCase().replaceAll(/['’-]/g, '')
    if (isPlain(bare) || parts.every((part) => part.length < 3 || isPlain(part))) return []
    return [{ start: index, end: index + word.length, mask: '[name]' }]
  })
}
