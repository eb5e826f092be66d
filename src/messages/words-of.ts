import type { Content, Outgoing } from './message.ts'

/** What a message says in words, as far as it says anything: its text, its caption, the title of what was chosen. */
export function wordsOf(content: Content | Outgoing): string | null {
  switch (content.type) {
    case 'choice':
      return content.title
    case 'edit':
      return wordsOf(content.content)
    default:
      return 'text' in content && content.text !== '' ? content.text : null
  }
}
