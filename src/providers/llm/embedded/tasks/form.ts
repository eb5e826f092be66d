import type { AgentField } from '../../../../agents/agent-document.ts'
import type { ToolResult } from '../../contract.ts'
import type { Heard } from '../heard.ts'
import { after, call, isTrue, type Move, say, textIn, withTask } from '../moves.ts'
import type { FormTask, Notes } from '../notes.ts'
import { readDigits } from '../../../../dialogue/when/number-words.ts'
import { CALLER_ID, readField } from '../slots/field.ts'
import { sayMiss } from '../../../../dialogue/capture/say-miss.ts'
import { readName } from '../../../../dialogue/capture/read-name.ts'
import type { World } from '../world.ts'
import { type Answer, confirmQuestion, giveValue, hearConfirm, withValue } from './form-confirm.ts'
import { confirmingField, currentField, echoOf, fieldsOf, offersCallerId, withoutCallerId } from './form-fields.ts'
import { finish } from './finish.ts'

export const FRESH_FORM = { kind: 'form', values: {}, skipped: [], urgent: false, readBack: false } as const

const SKIPS =
  /^(?:(?:no|none|skip|pass|nothing|n a|not applicable|i (?:dont|do not) (?:have|know|remember)|dont have one|not sure|nope)\b ?)+/

/** Goes on with a form: asks for the next field, or reads it all back. */
export function advanceForm(w: World, notes: Notes, task: FormTask, lead: readonly string[] = []): Move {
  const filled = currentField(w, task) === null
  const next = filled ? { ...task, readBack: true } : task
  return say(withTask(notes, next), ...lead, ...formQuestion(w, next))
}

export function formQuestion(w: World, task: FormTask): readonly string[] {
  const confirming = confirmQuestion(w, task)
  if (confirming) return confirming
  const field = currentField(w, task)
  if (field) return [askFor(w, task, field), ...orKeyIt(w, field)]
  const said = fieldsOf(w, task.form).flatMap((one) => {
    const value = task.values[one.id]
    return value === undefined || task.confirmed?.includes(one.id) ? [] : (echoOf(w, one, value) ?? [])
  })
  return said.length > 0 ? [w.phrases.letMeReadBack(said), w.phrases.shallISendIt()] : [w.phrases.shallISendIt()]
}

function askFor(w: World, task: FormTask, field: AgentField): string {
  if (offersCallerId(w, task, field)) return w.phrases.offerCallerId()
  return field.ask === undefined && field.type === 'phone' ? w.phrases.askPhone() : w.ask(field)
}

/** Whoever is asked for a code in the document's own words is told there how to give it. */
const orKeyIt = (w: World, { ask, digits, sensitive }: AgentField): readonly string[] =>
  w.turn.channel === 'voice' && ask === undefined && (digits !== undefined || sensitive === true)
    ? [w.phrases.orKeyIt()]
    : []

/** What an utterance adds to a form, or null when it is about something else. */
export function hearForm(w: World, notes: Notes, task: FormTask, heard: Heard): Move | null {
  const field = currentField(w, task)
  if (field === null) return hearReadBack(w, notes, task, heard)
  if (confirmingField(w, task)) return confirmHeard(w, notes, task, { field, heard })
  if (offersCallerId(w, task, field)) {
    const next = hearCallerId(w, task, field, heard)
    return next && advanceForm(w, notes, next, heard.yesNo() === 'no' ? [w.phrases.fine()] : [])
  }
  if (!field.required && SKIPS.test(heard.plain))
    return advanceForm(w, notes, { ...task, skipped: [...task.skipped, field.id] }, [w.phrases.fine()])
  const told = giveValue(w, task, { field, heard }) ? null : toldInstead(w, task, { field, heard })
  if (told) return advanceForm(w, notes, told, [w.phrases.fine()])
  const given = giveValue(w, task, { field, heard })
  return given
    ? advanceForm(w, notes, alsoNamed(w, given, heard), [])
    : sayWhatIsWrong(w, notes, task, { field, heard })
}

/** "Your receptionist hung up on me", where the name was asked for: it belongs to the message, and is not lost. */
function toldInstead(w: World, task: FormTask, { field, heard }: Answer): FormTask | null {
  const text = fieldsOf(w, 'message').find(({ type }) => type === 'text')
  if (task.form !== 'message' || field.type !== 'name' || text === undefined) return null
  const tells = heard.plain.split(' ').length >= TELLS_WORDS_MIN && !heard.question() && heard.yesNo() === null
  if (!tells || heard.topic() !== null) return null
  const told = [task.values[text.id], heard.raw.trim()].filter((part) => part !== undefined).join('. ')
  return withValue(task, text, told.slice(0, TOLD_CHARS_MAX))
}

const TELLS_WORDS_MIN = 4
const TOLD_CHARS_MAX = 600

function confirmHeard(w: World, notes: Notes, task: FormTask, answer: Answer): Move | null {
  const confirmed = hearConfirm(w, task, answer)
  return confirmed && advanceForm(w, notes, confirmed.task, confirmed.lead)
}

/** Tells what is wrong with an answer, twice at most: after that it is missed like any other. */
function sayWhatIsWrong(w: World, notes: Notes, task: FormTask, { field, heard }: Answer): Move | null {
  const found = readField(heard, field, w.turn)
  const sentence = found.type === 'nothing' ? sayMiss(found.miss) : null
  if (found.type === 'value' || sentence === null || (task.pointed ?? 0) >= POINTED_MAX) return null
  const next = { ...task, pointed: (task.pointed ?? 0) + 1 }
  if (found.miss.reason === 'day_or_month')
    return say(withTask(notes, { ...next, between: found.miss.dates }), sentence)
  return say(withTask(notes, next), sentence, askFor(w, task, field))
}

const POINTED_MAX = 2

/** The answer to whether the number they ring from is best: yes, no, or another number. */
function hearCallerId(w: World, task: FormTask, field: AgentField, heard: Heard): FormTask | null {
  const other = giveValue(w, task, { field, heard })
  if (other) return other
  const said = heard.yesNo()
  if (said === 'yes') return withValue(task, field, CALLER_ID)
  return said === 'no' ? withoutCallerId(task, field) : null
}

/** A name given by the way fills the field that asks for one. */
function alsoNamed(w: World, task: FormTask, heard: Heard): FormTask {
  const nameField = fieldsOf(w, task.form).find(({ type, id }) => type === 'name' && task.values[id] === undefined)
  const name = nameField ? readName(heard.raw, false) : null
  return nameField && name !== null ? withValue(task, nameField, name) : task
}

function hearReadBack(w: World, notes: Notes, task: FormTask, heard: Heard): Move | null {
  const correction = hearCorrection(w, task, heard)
  if (correction) return advanceForm(w, notes, correction, [w.phrases.fine()])
  const said = heard.yesNo()
  if (said === 'yes' || /\b(?:send it|submit)\b/.test(heard.plain)) {
    return task.readBack && w.turn.lastReplyHeard !== 'none' ? send(notes, task) : advanceForm(w, notes, task)
  }
  if (said !== 'no') return saidMore(w, notes, task, heard)
  return say(
    withTask(notes, { ...task, readBack: false }),
    w.phrases.whichPart(fieldsOf(w, task.form).map((field) => w.lexicon.label(field))),
  )
}

const MORE_WORDS_MIN = 4
const TEXT_CHARS_MAX = 400

/** What else there is to tell, said when the message is read back. */
function saidMore(w: World, notes: Notes, task: FormTask, heard: Heard): Move | null {
  const field = task.form === 'message' ? fieldsOf(w, 'message').find(({ type }) => type === 'text') : undefined
  const isMore = heard.plain.split(' ').length >= MORE_WORDS_MIN && heard.intent() === null && heard.topic() === null
  if (field === undefined || !isMore || heard.question() || heard.yesNo() !== null) return null
  const text = `${task.values[field.id] ?? ''}. ${heard.raw.trim()}`.slice(0, TEXT_CHARS_MAX)
  return advanceForm(w, notes, withValue(task, field, text), [w.phrases.fine()])
}

/** "No, the name is Anne", "the pharmacy": a field named to be changed, with its new value or to be asked anew. */
function hearCorrection(w: World, task: FormTask, heard: Heard): FormTask | null {
  const fields = fieldsOf(w, task.form)
  const nameField = fields.find(({ type }) => type === 'name')
  const field = mentionedOf(w, fields, heard.plain) ?? phoneIn(fields, heard)
  const name = field === undefined || field === nameField ? readName(heard.raw, false) : null
  if (name !== null && nameField) return name === task.values[nameField.id] ? null : withValue(task, nameField, name)
  if (!field) return null
  const found = field.type === 'text' ? afterIs(heard.raw) : valueOf(heard, field, w)
  if (found !== null) return found === task.values[field.id] ? null : withValue(task, field, found)
  const { [field.id]: _, ...values } = task.values
  return { ...withoutCallerId(task, field), readBack: false, values }
}

/** The field whose label is said: by a telling word of it, else by "name" or "number". */
function mentionedOf(w: World, fields: readonly AgentField[], plain: string): AgentField | undefined {
  const said = new Set(plain.split(' '))
  const wordsOf = (field: AgentField): readonly string[] =>
    `${w.lexicon.label(field)} ${field.id.replace(/[-_]/g, ' ')}`.toLowerCase().match(/[a-z]+/g) ?? []
  const telling = fields.find((field) => wordsOf(field).some((word) => !LABEL_SMALL.has(word) && said.has(word)))
  return (
    telling ??
    fields.find((field) => wordsOf(field).some((word) => (word === 'name' || word === 'number') && said.has(word)))
  )
}

const PHONE_DIGITS_MIN = 7

/** A phone number said at the read-back is a new one. */
const phoneIn = (fields: readonly AgentField[], heard: Heard): AgentField | undefined =>
  readDigits(heard.raw).length < PHONE_DIGITS_MIN ? undefined : fields.find(({ type }) => type === 'phone')

function valueOf(heard: Heard, field: AgentField, w: World): string | null {
  const found = readField(heard, field, w.turn)
  return found.type === 'value' ? found.value : null
}

const afterIs = (raw: string): string | null =>
  /\b(?:is|should be|to|it's)\s+(.{2,})$/i.exec(raw)?.[1]?.replace(/[.!?]+$/, '') ?? null

const LABEL_SMALL = new Set(['your', 'the', 'full', 'of', 'and', 'best', 'name', 'number', 'to', 'you', 'for'])

/** Sends the form. Called after a yes, and nowhere else. */
export function send(notes: Notes, task: FormTask): Move {
  const { form, urgent } = task
  // The tools know the number the caller rings from: it needs no field.
  const values = Object.fromEntries(Object.entries(task.values).filter(([, value]) => value !== CALLER_ID))
  if (form === 'refill')
    return call(withTask(notes, task), 'refill', { name: 'request_refill', args: { fields: values } })
  return call(withTask(notes, task), 'message', {
    name: 'take_message',
    args: urgent ? { fields: values, urgent } : { fields: values },
  })
}

/** take_message or request_refill answered. */
export function sentResult(w: World, notes: Notes, task: FormTask, result: ToolResult): Move {
  const { phrases } = w
  if (isTrue(result, 'taken')) return finish(w, notes, [phrases.messageTaken()])
  if (isTrue(result, 'requested')) return finish(w, notes, [textIn(result, 'promise') ?? phrases.thanks()])
  const code = textIn(result, 'code')
  if (code === 'not_taken') return finish(w, notes, [phrases.refillNotTaken()])
  const field = fieldsOf(w, task.form).find(({ id }) => id === textIn(result, 'field'))
  if (code === 'missing_field' && field) {
    const { [field.id]: _, ...values } = task.values
    const open = { ...withoutCallerId(task, field), values, readBack: false }
    return after([phrases.fine()], advanceForm(w, notes, open))
  }
  return say(
    { ...withTask(notes, task), aside: 'try_again' },
    ...(task.form === 'message' ? phrases.messageFailed() : phrases.refillFailed()),
  )
}
