import type { AgentField } from '../../../agents/agent-document.ts'
import { textIn as inLanguage } from '../../../agents/text-in.ts'
import type { Heard } from './heard.ts'
import { after, call, type Move, say } from './moves.ts'
import type { FormTask, Notes } from './notes.ts'
import { abilitiesOf, backToIt, canBook, canMessage, pendingQuestion } from './pending.ts'
import { ownAnswer, SURE_SCORE } from './questions.ts'
import { isForeign } from './slots/foreign.ts'
import { missingField, stageOf } from './tasks/booking-stage.ts'
import { confirmingField, currentField, fieldsOf } from './tasks/form-fields.ts'
import type { Topic } from './topics.ts'
import type { World } from './world.ts'

const LONG_CHARS = 220
const SENTENCES_REPEATED_MAX = 2

/** Card numbers have this many digits; a phone number has fewer. */
const CARD_DIGITS = /(?:\d[ -]?){13,19}/

type Remark = (w: World, notes: Notes, heard: Heard) => Move | null

/** Remarks about the talk itself, which come before whatever is being done. Null when it is none. */
export function aboutTheTalk(w: World, notes: Notes, heard: Heard): Move | null {
  if (isForeign(heard.raw, heard.plain)) return say({ ...notes, aside: 'help' }, ...w.phrases.englishOnly())
  if (CARD_DIGITS.test(heard.raw)) return backToIt(w, notes, ...w.phrases.noCards())
  const topic = heard.topic()
  return topic === null ? null : (REMARKS[topic]?.(w, notes, heard) ?? null)
}

const REMARKS: Readonly<Partial<Record<Topic, Remark>>> = {
  repeat: (w, notes, heard) => (wishesAtOnce(notes, heard) ? null : repeat(w, notes, heard.plain)),
  wait: (w, notes, heard) =>
    heard.intent() === null && !choosesSecond(notes, heard)
      ? { ...say(notes, ...w.phrases.takeYourTime()), passing: true }
      : null,
  back: (w, notes) => say(notes, ...pendingQuestion(w, notes)),
  recorded: (w, notes) => backTo(w, notes, recorded(w)),
  robot: (w, notes) => backTo(w, notes, w.phrases.iAmAnAi(w.turn.businessName, w.can('transfer'))),
  credentials: (w, notes) => backTo(w, notes, w.phrases.notLicensed(w.turn.businessName)),
  others: (w, notes) => backTo(w, notes, w.phrases.notTheirs()),
  returned: (w, notes) =>
    say(
      { ...notes, aside: 'call_back' },
      w.phrases.cannotSeeCalls(),
      ...w.phrases.havingTrouble(canMessage(w)).slice(1),
    ),
  who: (w, notes) => backTo(w, notes, w.phrases.thisIs(w.turn.businessName)),
  card: (w, notes, heard) => (ownAnswer(w, heard, SURE_SCORE) ? null : backToIt(w, notes, ...w.phrases.noCards())),
  advice,
}

/** "A table on the 4th, what day is that", said first: there is nothing to repeat. */
const wishesAtOnce = ({ task, last }: Notes, heard: Heard): boolean =>
  task === null && last.length === 0 && heard.intent() !== null

/** "Second", of two that were offered, is no wish for time. */
const choosesSecond = ({ task, aside }: Notes, { plain }: Heard): boolean =>
  aside === null &&
  (task?.kind === 'booking' || task?.kind === 'move') &&
  (task.options.length > 1 || task.service === null) &&
  /^(?:the )?second(?: please)?$/.test(plain)

/** The truth about the recording, in the business's own words where it has some. */
function recorded({ phrases, turn }: World): readonly string[] {
  const { mode, line } = turn.document.opening.recording
  if (mode === 'off' || turn.channel !== 'voice') return [phrases.notRecorded()]
  return [line === undefined ? phrases.isRecorded() : inLanguage(line, turn.language)]
}

/** After a remark with nothing under way, the natural question is how to help. */
function backTo(w: World, notes: Notes, lines: readonly string[]): Move {
  return say(notes, ...lines, ...pendingQuestion(w, notes))
}

/** What was said last; of a long reply only the end, which holds the question. */
export function repeat(w: World, notes: Notes, plain = ''): Move {
  if (notes.task === null && notes.done !== null && /\b(?:time|date|day|when)\b/.test(plain))
    return backToIt(w, notes, w.phrases.youHave([notes.done]))
  const last = notes.last.length > 0 ? notes.last : pendingQuestion(w, notes)
  const long = last.join(' ').length > LONG_CHARS
  return say(notes, ...(long ? last.slice(-SENTENCES_REPEATED_MAX) : last))
}

function advice(w: World, notes: Notes, heard: Heard): Move | null {
  const { never } = w.turn.document.guardrails
  const forbidden = never.includes('medical_advice') || never.includes('diagnosis')
  if (!forbidden || ownAnswer(w, heard, SURE_SCORE)) return null
  return notes.task === null
    ? say(notes, ...w.phrases.noAdvice(canBook(w)))
    : backToIt(w, notes, ...w.phrases.noAdvice(canBook(w)).slice(0, 1))
}

/** Politeness and leave-taking: what is left when an utterance is about nothing else. Null when it is none of it. */
export function courtesy(w: World, notes: Notes, heard: Heard): Move | null {
  const { phrases } = w
  switch (heard.topic()) {
    case 'smalltalk':
      return backTo(w, notes, [phrases.imWell()])
    case 'offtopic':
      return backTo(w, notes, [phrases.notMyField()])
    case 'upset':
      return say({ ...notes, aside: 'help' }, phrases.sorry(), ...phrases.havingTrouble(canMessage(w)).slice(1))
    case 'remark':
      return backToIt(w, notes, phrases.iUnderstand())
    case 'hello':
      return backTo(w, notes, phrases.hello(notes.last.length > 0))
    case 'capabilities':
      return notes.task === null
        ? say(
            { ...notes, aside: null },
            ...(/question/.test(heard.plain)
              ? [phrases.sure(), ...phrases.howCanIHelp()]
              : phrases.whatICanDo(abilitiesOf(w))),
          )
        : backTo(w, notes, [phrases.sure()])
    case 'thanks':
      return backToIt(w, notes, phrases.welcome())
    case 'bye':
      return goodbye(w, notes)
    default:
      return null
  }
}

/** In the middle of a task only a plain goodbye is one: "that's it" may be a yes, and with a no before it is none. */
export const takesLeave = (heard: Heard): boolean =>
  heard.topic() === 'bye' &&
  heard.yesNo() !== 'yes' &&
  heard.when() === null &&
  /\bbye\b|hang up|gotta go|have to go|^no\b.*\b(?:thats|that is) (?:it|all)$/.test(heard.plain)

/** "Okay, bye", said to a choice of times, takes none of them. */
export const OK_BYE =
  /^(?:(?:ok|okay|alright|all right|cool|great|fine|well|then|so|thanks|thank you|very much|a lot) )+(?:good ?)?bye(?: bye)?(?: now)?$/

/** Takes leave. What was under way and is not done is said to be not done. */
export function goodbye(w: World, notes: Notes): Move {
  const told = toldMessage(w, notes)
  if (told !== null) return say({ ...notes, task: told, aside: 'send_told' }, w.phrases.sendBeforeYouGo())
  const open = notes.task?.kind === 'booking' && notes.task.service !== null
  const lines = [...(open ? [w.phrases.nothingBooked()] : []), ...w.phrases.goodbye(w.turn.businessName)]
  return after(lines, endCall(w, notes, 'goodbye'))
}

/** A message that is told, and not sent: whoever leaves without it may well think that it is. */
function toldMessage(w: World, { task }: Notes): FormTask | null {
  if (task?.kind !== 'form' || task.form !== 'message') return null
  const text = fieldsOf(w, 'message').find(({ type }) => type === 'text')
  return text !== undefined && task.values[text.id] !== undefined ? task : null
}

export function endCall(w: World, notes: Notes, reason: 'goodbye' | 'silence'): Move {
  const rest: Notes = { ...notes, task: null, parked: [], aside: null }
  return w.can('end_call') ? call(rest, 'end', { name: 'end_call', args: { reason } }) : say(rest)
}

/** Nothing was understood: once with an example, then with an offer of help. */
export function miss(w: World, notes: Notes): Move {
  const { phrases } = w
  const misses = Math.min(notes.misses + 1, MISSES_MAX)
  const next = { ...notes, misses }
  if (misses >= MISSES_MAX) return say({ ...next, aside: 'help' }, ...phrases.havingTrouble(canMessage(w)))
  if (notes.task === null && notes.aside === null)
    return say(next, phrases.didNotCatch(misses), ...phrases.forExample(abilitiesOf(w)))
  return say(
    next,
    whatWasMissed(w, notes) ?? phrases.didNotCatch(misses),
    ...pendingQuestion(w, notes),
    ...example(w, notes),
  )
}

/** The field of a form or a booking that is being asked for, or null. */
function fieldAsked(w: World, { task, aside }: Notes): AgentField | null {
  if (aside !== null || task === null) return null
  if (task.kind === 'form') return confirmingField(w, task) === null ? currentField(w, task) : null
  return task.kind === 'booking' && stageOf(w, task) === 'field' ? missingField(w, task) : null
}

/** What kind of thing was not heard: "I didn't catch a date". */
function whatWasMissed(w: World, notes: Notes): string | null {
  const field = fieldAsked(w, notes)
  return field && w.phrases.badField(field.type)
}

function example(w: World, notes: Notes): readonly string[] {
  const field = fieldAsked(w, notes)
  if (field?.type === 'enum') return [w.phrases.chooseFrom(field.options ?? [])]
  const line = field && w.phrases.fieldExample(field.type)
  return line === null ? [] : [line]
}

/** After so many in a row a person or a message is offered. */
export const MISSES_MAX = 2
