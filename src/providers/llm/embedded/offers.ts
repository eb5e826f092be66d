import { readWhose } from '../../../dialogue/capture/read-name.ts'
import type { Heard } from './heard.ts'
import { type Move, say } from './moves.ts'
import type { Aside, Notes } from './notes.ts'
import { goodbye, takesLeave } from './about-the-talk.ts'
import { backToIt, pendingQuestion } from './pending.ts'
import { asksForAnother, startNext } from './next-visit.ts'
import { resumeAt, resumeTask, retry } from './resume.ts'
import { findNames } from './slots/closed-names.ts'
import { leaveVoicemail, namesVoicemail, startIntent, startBooking, startMessage, transfer } from './start.ts'
import { advanceBooking } from './tasks/booking.ts'
import { FRESH_BOOKING } from './tasks/booking-stage.ts'
import { BARE_CANCEL } from './switching.ts'
import { send } from './tasks/form.ts'
import { startNote } from './tasks/start-form.ts'
import type { World } from './world.ts'

type Answer = (w: World, notes: Notes, heard: Heard) => Move | null

const MESSAGE = /\b(?:message|note|leave (?:a|one)|take (?:a|one)|second|latter)\b/
const PERSON = /\b(?:call|callback|person|people|someone|somebody|human|talk|speak|back|first|former|staff|either)\b/

/** "Cool, what should I do before it" is no yes. */
const ASKS_WHAT = /\b(?:what|where|when|how|why|which|who)\b/

/** "So I'm all set?" asks whether it is so. */
const ASKS_IF_SET = /\b(?:am i|im|are we|were|its|is it) (?:all |good |then )*(?:set|booked|confirmed|done|to go)\b/

const asksIfSet = ({ done }: Notes, heard: Heard): boolean =>
  done !== null && ASKS_IF_SET.test(heard.plain) && (heard.question() || /^so\b/.test(heard.plain))

/** "I can't do ten, anything in the afternoon" is no goodbye. */
const wishesOn = (heard: Heard): boolean => heard.when() !== null && !isBare(heard)

const isPlainYes = (heard: Heard): boolean =>
  heard.yesNo() === 'yes' && isBare(heard) && heard.topic() !== 'thanks' && !ASKS_WHAT.test(heard.plain)

/** "Yes" to anything else, as against "okay" and "great". */
const WANTS = /\b(?:yes|yeah|yep|yup|yea|sure|please|there is|i do|one more|actually)\b/

const ANSWERS: Readonly<Record<Aside, Answer>> = {
  anything_else: (w, notes, heard) => {
    if (heard.intent() !== null) return null
    if (BARE_CANCEL.test(heard.plain) && w.can('cancel'))
      return notes.done === null ? startIntent(w, notes, 'cancel', heard) : null
    if (asksIfSet(notes, heard)) return backToIt(w, notes, w.phrases.thatsRight())
    if (heard.topic() === 'bye' || (heard.yesNo() === 'no' && !wishesOn(heard))) return goodbye(w, notes)
    if (!isPlainYes(heard)) return null
    return WANTS.test(heard.plain) ? say(notes, ...w.phrases.howCanIHelp()) : backToIt(w, notes)
  },
  help: (w, notes, heard) => {
    if (MESSAGE.test(heard.plain)) return startMessage(w, notes, null)
    if (PERSON.test(heard.plain) && heard.yesNo() !== 'no')
      return transfer(w, notes, 'the assistant did not understand')
    if (heard.yesNo() === 'yes' && isBare(heard)) return transfer(w, notes, 'the assistant did not understand')
    return declined(w, notes, heard)
  },
  call_back: (w, notes, heard) => {
    if (namesVoicemail(heard) && w.can('leave_voicemail')) return leaveVoicemail(notes)
    if (MESSAGE.test(heard.plain)) return startMessage(w, notes, null)
    if (heard.topic() === 'bye') return goodbye(w, notes)
    const wants = (heard.yesNo() === 'yes' && isBare(heard)) || PERSON.test(heard.plain)
    if (wants && heard.yesNo() !== 'no') return transfer(w, notes, 'nobody was there', { callback: true })
    return declined(w, notes, heard)
  },
  message_instead: (w, notes, heard) => {
    const { asked, ...rest } = notes
    if (BARE_CANCEL.test(heard.plain) && /\bcancel/i.test(asked ?? '') && w.can('cancel'))
      return startIntent(w, rest, 'cancel', heard)
    if (heard.topic() === 'drop') return backToIt(w, notes, w.phrases.noProblem())
    if (heard.yesNo() === 'yes' && isBare(heard))
      return asked ? startNote(w, rest, { raw: asked }, [w.phrases.messageStart()]) : startMessage(w, notes, null)
    if (MESSAGE.test(heard.plain)) return startMessage(w, notes, null)
    return declined(w, notes, heard)
  },
  resume: (w, notes, heard) => {
    if (heard.intent() !== null && heard.intent() !== 'book') return null
    const when = heard.when()
    const resumed = when === null ? null : resumeAt(w, notes, when)
    if (resumed !== null) return resumed
    if (heard.yesNo() === 'yes' || /\b(?:go on|continue|carry on|resume|book)\b/.test(heard.plain))
      return resumeTask(w, notes)
    return heard.yesNo() === 'no'
      ? backToIt(w, { ...notes, parked: notes.parked.slice(0, -1) }, w.phrases.noProblem())
      : null
  },
  try_again: (w, notes, heard) => {
    if (MESSAGE.test(heard.plain)) return startMessage(w, { ...notes, task: null }, null)
    if (heard.yesNo() === 'yes' || /\b(?:try|again|retry)\b/.test(heard.plain)) return retry(w, notes)
    return heard.yesNo() === 'no' ? backToIt(w, { ...notes, task: null }, w.phrases.noProblem()) : null
  },
  rebook: (w, notes, heard) => {
    if (/\bcancel\b/.test(heard.plain)) return startIntent(w, { ...notes, rebook: null }, 'cancel', heard)
    if (heard.yesNo() === 'no' && heard.when() === null)
      return heard.topic() === 'bye'
        ? goodbye(w, { ...notes, rebook: null })
        : backToIt(w, { ...notes, rebook: null }, w.phrases.noProblem())
    if (heard.yesNo() !== 'yes' && heard.when() === null) return null
    return rebook(w, notes, heard)
  },
  move_or_cancel: (w, notes, heard) => {
    if (/\bcancel/.test(heard.plain)) return startIntent(w, notes, 'cancel', heard)
    if (/\b(?:when is|what time|confirm|check|know when)\b/.test(heard.plain))
      return startIntent(w, notes, 'list', heard)
    if (heard.yesNo() === 'yes' && isBare(heard) && !/\b(?:move|time|first|change)\b/.test(heard.plain))
      return say({ ...notes, aside: 'move_or_cancel' }, w.phrases.whichMoveOrCancel())
    const moves =
      /\b(?:move|another|different|change|resched\w*|time|first|later|earlier|switch)\b/.test(heard.plain) ||
      heard.when() !== null
    return moves ? startIntent(w, notes, 'move', heard) : null
  },
  what_to_change: changeWhat,
  next_visit: (w, notes, heard) => {
    if (notes.done === null) return null
    if (heard.yesNo() === 'no' && !wishesOn(heard))
      return heard.topic() === 'bye' ? goodbye(w, notes) : backToIt(w, { ...notes, more: 0 }, w.phrases.fine())
    const goesOn = heard.yesNo() === 'yes' || heard.when() !== null || asksForAnother(notes, heard)
    return goesOn || readWhose(heard.raw) ? startNext(w, notes, heard, notes.done) : null
  },
  send_told: (w, notes, heard) => {
    const { task } = notes
    if (task?.kind !== 'form') return null
    if (heard.yesNo() === 'yes') return send(notes, task)
    return heard.yesNo() === 'no' || heard.topic() === 'bye' ? goodbye(w, { ...notes, task: null }) : null
  },
  book_or_message: (w, notes, heard) => {
    if (heard.intent() !== null && heard.intent() !== 'book' && heard.intent() !== 'message') return null
    if (MESSAGE.test(heard.plain) && !/\b(?:book|new|appointment)\b/.test(heard.plain))
      return startMessage(w, notes, null)
    if (/\b(?:book|new|first|former|appointment|one)\b/.test(heard.plain) || heard.yesNo() === 'yes')
      return startBooking(w, notes, heard)
    return declined(w, notes, heard)
  },
}

/** "No", to an offer of ours; "no, that is it" leaves with it. */
function declined(w: World, notes: Notes, heard: Heard): Move | null {
  if (heard.yesNo() !== 'no' || !isBare(heard)) return null
  return notes.task === null && heard.topic() === 'bye' ? goodbye(w, notes) : backToIt(w, notes, w.phrases.fine())
}

/** What the utterance answers to the question beside the task. Null when it answers something else, or nothing. */
export function answerAside(w: World, notes: Notes, heard: Heard): Move | null {
  const { aside } = notes
  if (aside !== null && notes.task === null && leaves(heard)) return goodbye(w, notes)
  return aside === null ? null : ANSWERS[aside](w, { ...notes, aside: null }, heard)
}

const CALLS_LATER =
  /\b(?:ill|i will|i can|let me|ill just) (?:just )?(?:call|ring|phone|try) (?:you )?(?:back|again|later|another)\b/

/** "OK, bye" leaves, "yes please, bye" does not before it has what was offered. */
const leaves = (heard: Heard): boolean =>
  takesLeave(heard) ||
  CALLS_LATER.test(heard.plain) ||
  (heard.topic() === 'bye' && /\bbye$/.test(heard.plain) && !/\b(?:yes|yeah|yep|please|sure|do)\b/.test(heard.plain))

/** Nothing but a yes or a no, and courtesy. */
const isBare = (heard: Heard): boolean =>
  heard.intent() === null &&
  heard.when() === null &&
  heard.services().ids.length === 0 &&
  heard.plain.split(' ').length <= BARE_WORDS_MAX

const BARE_WORDS_MAX = 7

function rebook(w: World, notes: Notes, heard: Heard): Move {
  const [slug] = findNames(w.lexicon.serviceIndex, notes.rebook ?? '').ids
  const when = heard.when()
  const name = notes.callerName ?? w.turn.caller.name
  const task = { ...FRESH_BOOKING, service: slug ?? null, name, search: { when, refine: 'new' as const } }
  return advanceBooking(w, { ...notes, rebook: null }, task)
}

/** The read-back was refused without saying what is wrong. */
function changeWhat(w: World, notes: Notes, heard: Heard): Move | null {
  const { task } = notes
  if (task?.kind !== 'booking' || heard.when() !== null) return null
  const { plain } = heard
  if (/\b(?:time|day|date|hour|when|slot)\b/.test(plain)) {
    const open = { ...task, chosen: null, agreed: false, held: false, declined: true }
    return say({ ...notes, task: open }, w.phrases.askOtherTime())
  }
  if (/^(?:\w+ ){0,3}name$|\bthe name\b(?! is)/.test(plain)) return advanceBooking(w, notes, { ...task, name: null })
  if (/\b(?:service|treatment|what for|type)\b/.test(plain) && heard.services().ids.length === 0) {
    return advanceBooking(w, notes, { ...task, service: null, between: [] })
  }
  if (/\b(?:everything|all|start over|never ?mind|nothing|dont (?:want|book))\b/.test(plain))
    return say({ ...notes, task: null, aside: 'anything_else' }, ...w.phrases.dropped(), w.phrases.anythingElse())
  return heard.yesNo() === 'no'
    ? say(
        { ...notes, task: null, aside: 'anything_else' },
        ...w.phrases.dropped(),
        ...pendingQuestion(w, { ...notes, task: null }),
      )
    : null
}
