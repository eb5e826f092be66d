import type { AgentDocument, AgentField } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { captureDigits } from '../../dialogue/capture/capture-digits.ts'
import { captureField, isCaptured } from '../../dialogue/capture/capture-field.ts'
import { keyedIn } from '../../dialogue/capture/line-notes.ts'
import { plainOf } from '../../dialogue/capture/plain-of.ts'
import type { TranscriptTurn } from '../transcript.ts'

/** Something the document asks to have taken out of a call. */
export interface ExtractedField {
  readonly id: string
  readonly value: string
}

/** What is known of a call besides its words. */
export interface FieldsKnown {
  readonly name: string | null
  readonly nowMs: number
}

/** The document's fields as far as rules find them: what the caller answered when the agent, as heard, asked for it. */
export function fieldsByRules(
  document: AgentDocument,
  turns: readonly TranscriptTurn[],
  known: FieldsKnown,
): readonly ExtractedField[] {
  return document.capture.flatMap((field) => {
    const value = valueOf(field, document, turns, known)
    return value === null ? [] : [{ id: field.id, value }]
  })
}

function valueOf(
  field: AgentField,
  document: AgentDocument,
  turns: readonly TranscriptTurn[],
  known: FieldsKnown,
): string | null {
  if (field.sensitive === true) return null
  if (field.type === 'name' && known.name !== null) return known.name
  const clock = { nowMs: known.nowMs, timeZone: document.hours.tz }
  for (const said of answersTo(field, document.languages.default, turns)) {
    const answer = keyedIn(said) ?? said
    if (field.digits !== undefined) {
      const code = captureDigits(answer, field.digits)
      if (code.ok) return code.value
      continue
    }
    if (!isCaptured(field.type)) return field.type === 'text' ? answer : chosen(field, answer)
    const captured = captureField(field.type, answer, clock)
    if (captured.ok) return captured.value.value
  }
  return null
}

/** What was said right after the agent asked for the field, the newest first. */
function answersTo(field: AgentField, language: string, turns: readonly TranscriptTurn[]): readonly string[] {
  const names = [field.label, ...(field.ask === undefined ? [] : [field.ask])].map((text) =>
    plainOf(textIn(text, language)),
  )
  return turns
    .flatMap(({ speaker, text }, at) => {
      const before = turns[at - 1]
      if (speaker !== 'caller' || before?.speaker !== 'agent') return []
      const asked = plainOf(before.heardText ?? '')
      return names.some((name) => name !== '' && asked.includes(name)) ? [text] : []
    })
    .toReversed()
}

function chosen({ options = [] }: AgentField, answer: string): string | null {
  const plain = plainOf(answer)
  return options.find((option) => plain.includes(plainOf(option))) ?? null
}
