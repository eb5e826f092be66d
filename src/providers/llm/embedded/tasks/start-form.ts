import { readDate } from '../../../../dialogue/when/read-date.ts'
import type { Heard } from '../heard.ts'
import { type Move, say } from '../moves.ts'
import type { FormTask, Notes } from '../notes.ts'
import { readName } from '../../../../dialogue/capture/read-name.ts'
import type { World } from '../world.ts'
import { advanceForm, FRESH_FORM } from './form.ts'
import { fieldsOf } from './form-fields.ts'
import { CALLER_ID } from '../slots/field.ts'

const URGENT = /\b(?:urgent|urgently|as soon as possible|asap|right away|emergency|immediately)\b/
const MEDICINE_FIELD = /medic|drug|prescription|rx|refill/i
const TOLD =
  /\b(?:tell|let|inform|message for|note for|message to|pass (?:it |this |that )?(?:on|along) to)\s+(?:the |my )?(?:(?:dr|doctor|mr|mrs|ms)\.?\s+)?[\w']+(?:\s+(?:know|that|about|to say|saying)){1,2}\s+(.{4,})$/i
const SAYING = /\b(?:message|note)\b.*?\b(?:that|saying|to say)\s+(.{4,})$/i
const MESSAGE_FOR = /\bmessage for (?:the |my )?(?:(?:dr|doctor|mr|mrs|ms|nurse)\.?\s+)?[\w']+\s*[,:.;]\s*(.{8,})$/i
const TELL = /\btell\s+(?:the |my )?(?:(?:dr|doctor|mr|mrs|ms)\.?\s+)?[\w']+\s+(.{8,})$/i
/** A complaint that says more than that it is one. */
const COMPLAINT =
  /^(?!(?:(?:hi|hello|hey|yes|i|i'd|id|i'm|would|like|want|wanna|need|have|to|make|file|lodge|leave|a|an|formal|official|please|just|got|can|could|where|how|do|complain|complaint)\b\W*)+$)(.*\bcomplain(?:t|ing)?\b.*)$/is
const LOST = /\b((?:i|we)\s+(?:left|lost|forgot|misplaced)\b.{8,})$/i
const LATE =
  /((?:\b(?:i'm|i am|we're|we are|i'll be|i will be|i might be|we'll be|we will be)\s+|^)(?:running |going to be |gonna be |a bit |a little |about |probably |like |maybe |just |already )*(?:(?:[\w-]+ (?:or [\w-]+ )?(?:minutes?|hours?)|half an hour|an hour) )?late\b.*)$/i

type Values = Readonly<Record<string, string>>

/** Begins a message or a refill request with everything the first utterance already says. */
export function startForm(w: World, notes: Notes, form: FormTask['form'], heard: Heard | null): Move {
  const lead = form === 'message' ? w.phrases.messageStart() : w.phrases.refillStart()
  if (fieldsOf(w, form).length === 0) return say(notes, ...w.phrases.cantDoThat(w.can('take_message')))
  const said = heard === null ? {} : form === 'refill' ? refillValues(w, heard) : messageValues(w, heard)
  const values = { ...numberValue(w, form), ...said, ...nameValue(w, notes, form, heard) }
  const urgent = heard !== null && URGENT.test(heard.plain)
  return advanceForm(w, notes, { ...FRESH_FORM, form, values, urgent }, [lead])
}

/** A message that is told already: what the caller said, in their words. */
export function noteOf(w: World, notes: Notes, { raw }: Pick<Heard, 'raw'>): FormTask {
  const field = fieldsOf(w, 'message').find(({ type }) => type === 'text')
  const text = raw
    .trim()
    .replace(/[?.! ]+$/, '')
    .slice(0, NOTE_CHARS_MAX)
  const values = { ...numberValue(w, 'message'), ...(field && { [field.id]: text }) }
  return withName(w, notes, { ...FRESH_FORM, form: 'message', values })
}

/** The form with the caller's name in it, once it is known. */
export const withName = (w: World, notes: Notes, task: FormTask): FormTask => ({
  ...task,
  values: { ...nameValue(w, notes, task.form, null), ...task.values },
})

/** Takes what was just said as a message, and asks for what else that needs. */
export const startNote = (w: World, notes: Notes, heard: Pick<Heard, 'raw'>, lead: readonly string[]): Move =>
  advanceForm(w, { ...notes, aside: null }, noteOf(w, notes, heard), lead)

const NOTE_CHARS_MAX = 400

/** Whoever writes is written back to: their number is not asked for. */
function numberValue(w: World, form: FormTask['form']): Values {
  const field = fieldsOf(w, form).find(({ type }) => type === 'phone')
  return field && w.turn.channel !== 'voice' && w.turn.caller.phoneKnown ? { [field.id]: CALLER_ID } : {}
}

/** Whom a message is for is not who leaves it. */
const ADDRESSEE = /\b(?:for|to|tell|with)\s+(?:(?:dr|doctor|mr|mrs|ms|nurse)\.?\s+)?\p{Lu}[\p{L}'-]+/gu

/** The caller's name where it is known, from this utterance, this call or an earlier one. */
function nameValue(w: World, notes: Notes, form: FormTask['form'], heard: Heard | null): Values {
  const field = fieldsOf(w, form).find(({ type }) => type === 'name')
  const name =
    (heard === null ? null : readName(heard.raw.replace(ADDRESSEE, ' '), false)) ??
    notes.callerName ??
    w.turn.caller.name
  return field && name !== null ? { [field.id]: name } : {}
}

function messageValues(w: World, { raw }: Heard): Values {
  const field = fieldsOf(w, 'message').find(({ type }) => type === 'text')
  const text = (TOLD.exec(raw) ??
    SAYING.exec(raw) ??
    MESSAGE_FOR.exec(raw) ??
    LATE.exec(raw) ??
    TELL.exec(raw) ??
    LOST.exec(raw) ??
    COMPLAINT.exec(raw))?.[1]
    ?.trim()
    .replace(/[?.!]+$/, '')
  return field && text !== undefined ? { [field.id]: text } : {}
}

const MEDICINES: readonly RegExp[] = [
  /\b(?:re-?fills?|renew(?:al|ed)?)\s+(?:(?:of|on|for|request|a|my|the|our|some|prescription|prescriptions|medication|medicine|meds|script)\s+)*([a-z][\w-]*(?:\s+\d+\s*(?:mg|milligrams?|mcg))?)/i,
  /\bmy\s+([a-z][\w-]+)(?:\s+\d+\s*(?:mg|milligrams?))?\s+(?:re-?fill(?:ed)?|filled|renewed|prescription|medication)\b/i,
  /\b(?:out of|running low on|low on|more)\s+(?:my\s+|of my\s+|the\s+)?([a-z][\w-]+)/i,
]
const NOT_A_MEDICINE = new Set(
  'please for my the a an on of it that this today tomorrow medication medications medicine medicines meds prescription prescriptions pills pill tablets script scripts request requests refill refills soon now and or if when with at to because i we is was some more blood pressure birth heart'.split(
    ' ',
  ),
)

const BORN = /\b(?:date of birth|birth ?date|birthday|dob|born)(?: on| is|'s|:)*\s+(.{4,60})/i

/** The date of birth, where it is told at once. */
function birthValue(w: World, raw: string): Values {
  const field = fieldsOf(w, 'refill').find(({ type }) => type === 'dob')
  const said = BORN.exec(raw)?.[1]
  const date = said === undefined ? null : readDate(said, w.turn)
  return field && date !== null ? { [field.id]: date } : {}
}

const PHARMACY =
  /\b(?:sent|send (?:it|that|this|them)|called in|call (?:it|that) in|phoned in|fax(?:ed)?(?: it)?|go(?:es)?|filled|picked? (?:it )?up)(?: over| in)?(?: to| at| from) (?:the |my )?(.{3,60}?)(?:[.,;!?]|\s+(?:please|and|if|by|today|tomorrow|as soon)\b|$)/i

/** The pharmacy out of "and have it sent to the Walgreens on Fifth". */
function pharmacyValue(w: World, raw: string): Values {
  const field = fieldsOf(w, 'refill').find(({ id, type }) => type === 'text' && /pharmac/i.test(id))
  const name = PHARMACY.exec(raw)?.[1]?.trim()
  return field && name !== undefined && !/^(?:me|you|your|the pharmacy|pharmacy|a pharmacy|home)\b/i.test(name)
    ? { [field.id]: name }
    : {}
}

/** The medicine's name out of "I need a refill of my lisinopril". */
function refillValues(w: World, { raw }: Heard): Values {
  const field = fieldsOf(w, 'refill').find(({ id, label }) =>
    MEDICINE_FIELD.test(`${id} ${typeof label === 'string' ? label : Object.values(label).join(' ')}`),
  )
  const birth = { ...birthValue(w, raw), ...pharmacyValue(w, raw) }
  if (!field || field.type !== 'text') return birth
  for (const pattern of MEDICINES) {
    const name = pattern.exec(raw)?.[1]
    if (name !== undefined && name.length > 2 && !NOT_A_MEDICINE.has(name.toLowerCase()))
      return { ...birth, [field.id]: name }
  }
  return birth
}
