import type { AgentField } from '../../../../agents/agent-document.ts'
import type { FormTask } from '../notes.ts'
import { CALLER_ID } from '../slots/field.ts'
import { sayField } from '../../../../dialogue/capture/capture-field.ts'
import { spellOut } from '../../../../dialogue/capture/say-captured.ts'
import type { World } from '../world.ts'

/** What a message needs where the document does not say. */
const plainField = (id: string, label: string, type: AgentField['type']): AgentField => ({
  id,
  label,
  type,
  required: true,
  confirm: 'echo',
  phi: false,
})
const MESSAGE_FIELDS: readonly AgentField[] = [
  { ...plainField('name', 'your name', 'name'), ask: 'What is your name?' },
  { ...plainField('phone', 'your phone number', 'phone'), ask: 'What number is best to reach you?' },
  { ...plainField('message', 'your message', 'text'), ask: 'What would you like me to pass on?' },
]

export function fieldsOf(w: World, form: FormTask['form']): readonly AgentField[] {
  const { skills } = w.turn.document
  const fields = form === 'refill' ? skills.refill?.fields : skills.message?.fields
  return fields && fields.length > 0 ? fields : form === 'message' ? MESSAGE_FIELDS : []
}

/** The field that is asked for now, or null when the form is filled. */
export const currentField = (w: World, task: FormTask): AgentField | null =>
  confirmingField(w, task) ??
  fieldsOf(w, task.form).find(({ id }) => task.values[id] === undefined && !task.skipped.includes(id)) ??
  null

/** The field whose value is being read back by itself, or null. */
export const confirmingField = (w: World, task: FormTask): AgentField | null =>
  fieldsOf(w, task.form).find(({ id }) => id === task.confirming && task.values[id] !== undefined) ?? null

/** Mark in `skipped`: the caller wants to be reached on another number than this one. */
const notThisNumber = (field: AgentField): string => `${CALLER_ID}:${field.id}`

/** Whether the number the caller rings from is offered before any is asked for. */
export const offersCallerId = (w: World, task: FormTask, field: AgentField): boolean =>
  field.type === 'phone' && w.turn.caller.phoneKnown && !task.skipped.includes(notThisNumber(field))

export const withoutCallerId = (task: FormTask, field: AgentField): FormTask => ({
  ...task,
  skipped: [...task.skipped, notThisNumber(field)],
})

/** The field's value as it is said back, or null when its policy is to say nothing. */
export function echoOf(w: World, field: AgentField, value: string): string | null {
  if (field.confirm === 'none' || field.sensitive === true) return null
  const label = w.lexicon.label(field)
  if (value === CALLER_ID) return w.phrases.fieldSaid(label, w.phrases.thisNumber())
  const echo = w.phrases.fieldSaid(label, sayField(field.type, value))
  return field.confirm === 'spell' ? `${echo}, ${w.phrases.spelled(spellOut(value))}` : echo
}
