import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import { COMMON_WORDS } from '../../../src/dialogue/capture/common-words.ts'
import type { Span } from '../../../src/dialogue/capture/spans.ts'

const NO_NAMES =
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
  'english spanish french american christmas easter thanksgiving halloween god lord internet google ai ok mm hmm mail mailing howdy huh wow oops gotcha apologies hola bonjour quiero necesito gracias buenos buenas ' +
  'am pm mr mrs ms dr tv asap medicare medicaid aetna cigna humana kaiser united healthcare blue cross shield'
const CAPITAL = /(?<![\p{L}\d['’-])\p{Lu}[\p{L}'’-]*\p{L}(?![\p{L}\d\]])/gu

/** Every word that the business has written itself, in lower case. Nobody's name for that. */
export function ownNames({ business, skills, opening, guardrails }: AgentDocument): ReadonlySet<string> {
  const text = JSON.stringify([business, skills, opening, guardrails]).toLowerCase()
  return new Set([...(text.match(/\p{L}+/gu) ?? []), ...NO_NAMES.split(' ')])
}

/** What stands before a word that has its capital for being a name, and not for beginning a sentence. */
const IN_THE_MIDDLE = /(?:\p{Ll},?|\]) $/u

/**
 * Words with a capital that is not that of a sentence's beginning, and others that are no plain words of the language: names,
 * most of them, and replaced as names. What the business writes itself is none.
 */
export function capitalSpans(text: string, own: ReadonlySet<string>): readonly Span[] {
  return [...text.matchAll(CAPITAL)].flatMap(({ 0: word, index }) => {
    const isMiddle = IN_THE_MIDDLE.test(text.slice(0, index))
    const isPlain = (lower: string): boolean => own.has(lower) || (!isMiddle && COMMON_WORDS.has(lower))
    const parts = word.toLowerCase().replaceAll('’', "'").split(/[-']/)
    const bare = word.toLowerCase().replaceAll(/['’-]/g, '')
    if (isPlain(bare) || parts.every((part) => part.length < 3 || isPlain(part))) return []
    return [{ start: index, end: index + word.length, mask: '[name]' }]
  })
}
