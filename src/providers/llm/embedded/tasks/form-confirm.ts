import type { AgentField } from '../../../../agents/agent-document.ts'
import { chooseDate } from '../../../../dialogue/capture/capture-birth.ts'
import { correctField, isCaptured, sayField } from '../../../../dialogue/capture/capture-field.ts'
import { needsConfirming } from '../../../../dialogue/capture/confirm-policy.ts'
import { spellOut } from '../../../../dialogue/capture/say-captured.ts'
import type { Heard } from '../heard.ts'
import type { FormTask } from '../notes.ts'
import { CALLER_ID, readField, settingOf } from '../slots/field.ts'
import type { World } from '../world.ts'
import { confirmingField, withoutCallerId } from './form-fields.ts'

/** What was said, and the field it answers. */
export interface Answer {
  readonly field: AgentField
  readonly heard: Heard
}

/** The form with a value in it that is not confirmed yet. */
export const withValue = (task: FormTask, field: AgentField, value: string): FormTask => ({
  ...task,
  readBack: false,
  confirming: null,
  between: null,
  pointed: 0,
  confirmed: (task.confirmed ?? []).filter((id) => id !== field.id),
  values: { ...task.values, [field.id]: value },
})

/** The form with the value the answer gives, to be confirmed where the field's policy says so; or null. */
export function giveValue(w: World, task: FormTask, { field, heard }: Answer): FormTask | null {
  const chosen = task.between ? chooseDate(heard.raw, task.between, w.turn) : null
  if (chosen !== null) return confirmed(withValue(task, field, chosen), field)
  const found = readField(heard, field, w.turn)
  if (found.type !== 'value') return null
  const given = withValue(task, field, found.value)
  // What was typed was not misheard: it is read back once, with the rest.
  const mayBeMisheard = w.turn.channel === 'voice'
  const isAsked = mayBeMisheard && found.value !== CALLER_ID && needsConfirming(field, found)
  return isAsked ? { ...given, confirming: field.id } : given
}

const confirmed = (task: FormTask, field: AgentField): FormTask => ({
  ...task,
  confirming: null,
  confirmed: [...(task.confirmed ?? []), field.id],
})

/** Whether the value that was just given is right, as a question; null when none is being confirmed. */
export function confirmQuestion(w: World, task: FormTask): readonly string[] | null {
  const field = confirmingField(w, task)
  const value = field ? task.values[field.id] : undefined
  if (!field || value === undefined) return null
  const said = sayField(field.type, value)
  return [w.phrases.isThatRight(field.confirm === 'spell' ? `${said}, ${w.phrases.spelled(spellOut(value))}` : said)]
}

const ASKS_SPELLING = /\b(?:spell|letter by letter|how (?:did|do) you (?:spell|write))\b/
const WRITTEN_YES_WORDS_MAX = 5

interface Confirmed {
  readonly task: FormTask
  readonly lead: readonly string[]
}

/**
 * The answer to a value that was read back: right, put right, or wrong without saying how. Null when it is about something
 * else.
 */
export function hearConfirm(w: World, task: FormTask, { field, heard }: Answer): Confirmed | null {
  const value = task.values[field.id] ?? ''
  const said = heard.yesNo()
  const isYes = said === 'yes' && heard.plain.split(' ').length <= WRITTEN_YES_WORDS_MAX
  if (isYes) return { task: w.turn.lastReplyHeard === 'none' ? task : confirmed(task, field), lead: [] }
  const other = putRight(w, value, { field, heard })
  if (other === value) return { task: confirmed(task, field), lead: [] }
  if (other !== null) return { task: { ...withValue(task, field, other), confirming: field.id }, lead: [] }
  if (ASKS_SPELLING.test(heard.plain)) return { task, lead: [w.phrases.letterByLetter(spellOut(value))] }
  if (said === 'yes') return { task: confirmed(task, field), lead: [] }
  if (said !== 'no') return null
  const { [field.id]: _, ...values } = task.values
  return { task: { ...withoutCallerId(task, field), values, confirming: null }, lead: [w.phrases.whatThen()] }
}

/** The value as the caller has it: a whole one, or the part that was wrong put right. Null when they name neither. */
function putRight(w: World, value: string, { field, heard }: Answer): string | null {
  if (!isCaptured(field.type) || field.type === 'boolean') return null
  const part = correctField(field.type, value, heard.raw, settingOf(w.turn))
  if (part !== null || field.type === 'name') return part
  const found = readField(heard, field, w.turn)
  return found.type === 'value' ? found.value : null
}
