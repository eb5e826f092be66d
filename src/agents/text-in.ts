import type { AgentText } from './agent-document.ts'

/** The text in `language`, else in a language of the same family, else in the document's first. */
export function textIn(text: AgentText, language: string): string {
  if (typeof text === 'string') return text
  const family = language.split('-')[0] ?? language
  const related = Object.keys(text).find((tag) => tag.split('-')[0] === family)
  return text[language] ?? (related === undefined ? undefined : text[related]) ?? Object.values(text)[0] ?? ''
}
