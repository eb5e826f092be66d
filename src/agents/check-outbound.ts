import type { FieldError } from '../kernel/refusal.ts'
import type { AgentDocument, AgentText } from './agent-document.ts'
import { pointerTo, type Path } from './document-errors.ts'
import { givesAway } from './gives-away.ts'

const wrong = (path: Path, code: string, detail: string): FieldError => ({ pointer: pointerTo(path), code, detail })

const wordsOf = (text: AgentText | undefined): readonly string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text)

/** What makes no sense, or gives something away, in how an agent makes calls. */
export function checkOutbound(document: AgentDocument): FieldError[] {
  const { outbound } = document
  if (outbound === undefined) return []
  const errors: FieldError[] = []
  if (outbound.window[0] >= outbound.window[1]) {
    errors.push(wrong(['outbound', 'window'], 'wrong_order', 'Must end after it begins.'))
  }
  const overheard = [
    { path: ['outbound', 'voicemail', 'text'], text: outbound.voicemail.text },
    { path: ['outbound', 'purpose'], text: outbound.purpose },
  ]
  for (const { path, text } of overheard) {
    if (!wordsOf(text).some((words) => givesAway(document, words))) continue
    const detail = 'Anybody may hear this: it must not say what somebody is cared for, or that they are.'
    errors.push(wrong(path, 'gives_away', detail))
  }
  return errors
}
