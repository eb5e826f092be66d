import { keyedIn, readSecretNote } from '../../../dialogue/capture/line-notes.ts'
import { aboutTheTalk, courtesy, goodbye, miss, OK_BYE, takesLeave } from './about-the-talk.ts'
import { beginning } from './beginning.ts'
import { forPeople, withBesides } from './for-people.ts'
import { hear, type Heard } from './heard.ts'
import { say, type Move } from './moves.ts'
import type { Notes, Task } from './notes.ts'
import { answerAside } from './offers.ts'
import { inSentence } from './lexicon.ts'
import { backToIt, canBook } from './pending.ts'
import { answerCommon, askAnswer, askHours, ownAnswer, SURE_SCORE, tellPrice, unanswered } from './questions.ts'
import { severalThings } from './several.ts'
import { readTimely } from './slots/choice.ts'
import { namesDay, readWhenWords } from './slots/when-words.ts'
import { dropping, switching } from './switching.ts'
import { hearBooking } from './tasks/booking-hears.ts'
import { hearCancel } from './tasks/cancel.ts'
import { hearForm } from './tasks/form.ts'
import { currentField } from './tasks/form-fields.ts'
import { hearMove } from './tasks/move.ts'
import type { World } from './world.ts'

export type Listener = (w: World, notes: Notes, heard: Heard) => Move | null

/** Who may take an utterance, in order; the first that makes something of it answers. */
const LISTENERS: readonly Listener[] = [
  keyed,
  goingForHelp,
  aboutTheTalk,
  dictation,
  moreHours,
  answerAside,
  dropping,
  switching,
  digression,
  continuing,
  beginning,
  courtesy,
  asking,
]

/** What comes of an utterance. */
export function takeSaid(w: World, before: Notes, text: string): Move {
  const digits = keyedIn(text)
  const heard = hear(w, digits ?? (before.aboutHours ? withDayMeant(w, text, before.last) : text))
  const notes: Notes = {
    ...before,
    asked: before.aside === 'message_instead' ? (before.asked ?? null) : null,
    aboutPrice: false,
    aboutHours: before.aboutHours && heard.plain.split(' ').length <= FOLLOW_UP_WORDS_MAX,
  }
  const follows = before.aboutPrice === true ? morePrices(w, notes, heard) : null
  return follows ?? answer(w, notes, heard) ?? miss(w, notes)
}

const DATE_SAID =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b/g
const DAY_MEANT = /\b(?:on )?(?:that(?: same)?|the same) day\b/i
const DAY_AFTER = /\bthe (?:day after(?: that)?|next day|following day)$/i

/** After the hours of a date: "and the day after?", "can I come in that day", "can Ana do a color at four". */
function withDayMeant({ turn }: World, text: string, last: readonly string[]): string {
  const date = last.join(' ').match(DATE_SAID)?.at(-1)
  if (date === undefined) return text
  const meant = text.replace(DAY_MEANT, `on ${date}`).replace(DAY_AFTER, `the day after ${date}`)
  const isHour = meant === text && readWhenWords(text, turn) !== null && !namesDay(text, turn)
  return isHour ? `${text.replace(/[?.! ]+$/, '')} on ${date}` : meant
}

function answer(w: World, notes: Notes, heard: Heard): Move | null {
  if (keyedIn(heard.raw) !== null) return respond(w, notes, heard)
  const passedOn = aboutTheTalk(w, notes, heard) === null ? forPeople(w, { ...notes, misses: 0 }, heard) : null
  if (passedOn !== null) return passedOn
  const move = severalThings(w, { ...notes, misses: 0 }, heard, respond) ?? respond(w, notes, heard)
  return withBesides(w, notes, heard, move)
}

function respond(w: World, notes: Notes, heard: Heard): Move | null {
  for (const listener of LISTENERS) {
    const move = listener(w, notes, heard)
    if (move) return understood(move, listener === aboutTheTalk)
  }
  return null
}

/** Whoever was told to call for help and says that they do is kept by no question. */
function goingForHelp(w: World, notes: Notes, heard: Heard): Move | null {
  const last = w.turn.history.at(-1)
  const isTold = last?.speaker === 'agent' && /\b(?:911|988)\b/.test(last.text)
  if (!isTold || !GOES.test(heard.plain) || heard.intent() !== null) return null
  return say(notes, ...(CANNOT.test(heard.plain) ? [last.text] : w.phrases.callNow()))
}

/** Whoever says what they do not, or cannot, is not on their way: they hear the same once more, and are not sent away. */
const CANNOT = /\b(?:no|not|none|nobody|never|cannot|(?:ca|wo|do|did|does|is|are|could|would|should)nt)\b/

const GOES =
  /^(?:ok|okay|yes|yeah|yep|sure|right|all ?right|got it|understood|thanks|thank you|i will|ill|i am|im|calling)(?: (?!(?:but|can|could|do|does|is|what|when|where)\b)\S+){0,8}$/

/** What is keyed in, or is a secret, answers what was asked for, and is about nothing else. */
function keyed(w: World, notes: Notes, heard: Heard): Move | null {
  const isKeyed = /^\d{2,}$/.test(heard.raw) || readSecretNote(heard.raw) !== null
  return isKeyed ? continuing(w, { ...notes, aside: null }, heard) : null
}

/** A caller who is understood starts with a clean slate. "What?" is heard, but it is not progress. */
const understood = (move: Move, inPassing: boolean): Move =>
  inPassing ? move : { ...move, notes: { ...move.notes, misses: 0 } }

/** "And on Sunday?" after a question about the opening hours. */
function moreHours(w: World, notes: Notes, heard: Heard): Move | null {
  const follows =
    notes.aboutHours && heard.intent() === null && /^(?:and|what about|how about|or|on|also|so|the)\b/.test(heard.plain)
  const isOfVisit = heard.services().ids.length > 0 || heard.resource() !== null
  return follows && !isOfVisit && heard.when() !== null && notes.task === null && w.can('opening_hours')
    ? askHours(notes, heard)
    : null
}

/** "And a color?" after a question about a price. */
const morePrices = (w: World, notes: Notes, heard: Heard): Move | null =>
  notes.task === null &&
  /^(?:and|what about|how about|or|also) /.test(heard.plain) &&
  heard.services().ids.length === 1 &&
  heard.plain.split(' ').length <= FOLLOW_UP_WORDS_MAX &&
  heard.intent() === null &&
  heard.when() === null
    ? tellPrice(w, { ...notes, aside: null }, heard)
    : null

const FOLLOW_UP_WORDS_MAX = 8

/** Free words are being taken down: they are the message, whatever they would mean elsewhere. */
function dictation(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.aside !== null || notes.task?.kind !== 'form' || notes.task.form !== 'message') return null
  if (currentField(w, notes.task)?.type !== 'text' || heard.raw.trim().endsWith('?')) return null
  return turnsAway(heard) ? null : hearForm(w, notes, notes.task, heard)
}

/** Short and about the talk. A longer utterance with "forget it" in it is a message. */
const turnsAway = (heard: Heard): boolean =>
  ['drop', 'hello', 'bye', 'restart'].includes(heard.topic() ?? '') && heard.plain.split(' ').length <= DROP_WORDS_MAX

const DROP_WORDS_MAX = 7

/** A question in between: answered, and then back to what was asked. */
function digression(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.task === null) return null
  const common = answerCommon(w, notes, heard)
  if (common) return common
  if (!heard.question() || namesOffer(notes.task, heard)) return null
  return ownAnswer(w, heard, SURE_SCORE) ? askAnswer(notes, heard.raw) : null
}

/** Whether the words name one of the times on offer, so that they are about it. */
const namesOffer = (task: Task, heard: Heard): boolean =>
  (task.kind === 'booking' || task.kind === 'move') &&
  (readTimely(heard.plain, task.options)?.type === 'one' ||
    (heard.resource() !== null && /\b(?:with|about|see)\b/.test(heard.plain)))

const isChoosing = (task: Task): boolean => (task.kind === 'booking' || task.kind === 'move') && task.chosen === null

/** The answer to what the task asked. */
function continuing(w: World, notes: Notes, heard: Heard): Move | null {
  const { task } = notes
  const clear: Notes = { ...notes, aside: null }
  if (task === null) return null
  if (takesLeave(heard) || (isChoosing(task) && OK_BYE.test(heard.plain))) return goodbye(w, notes)
  if (task.kind === 'booking') return hearBooking(w, clear, task, heard)
  if (task.kind === 'move') return hearMove(w, clear, task, heard)
  return task.kind === 'cancel' ? hearCancel(w, clear, task, heard) : hearForm(w, clear, task, heard)
}

/** A question nothing else took: the business's own answers are asked, and said not to know. */
function asking(w: World, notes: Notes, heard: Heard): Move | null {
  const free = notes.task === null
  const clear: Notes = free ? { ...notes, aside: null } : notes
  if (!free && !heard.question()) return null
  if (free && !heard.question() && ABOUT_SOMETHING.test(heard.plain)) return unanswered(w, clear, w.phrases.cantDoThat)
  if (ownAnswer(w, heard, heard.question() ? ANSWER_SCORE : SURE_SCORE)) return askAnswer(clear, heard.raw)
  return heard.question() ? notKnown(w, clear, heard) : null
}

/** A question without an answer. One about what is on offer is answered with what is. */
function notKnown(w: World, notes: Notes, heard: Heard): Move {
  if (notes.task !== null) return backToIt(w, notes, ...w.phrases.unknownAnswer(false))
  const offers = DO_YOU.test(heard.plain) && canBook(w)
  return unanswered(w, notes, (canMessage) =>
    offers
      ? [...w.phrases.notOffered(namesOf(w)), ...w.phrases.unknownAnswer(canMessage).slice(1)]
      : w.phrases.unknownAnswer(canMessage),
  )
}

const ANSWER_SCORE = 0.5
const DO_YOU = /^(?:\w+ ){0,2}do (?:you|yall|you guys) (?:guys )?(?:also )?(?:do|offer|provide|perform)\b/
const NAMES_MAX = 6

const namesOf = (w: World): readonly string[] =>
  [...w.lexicon.serviceNames.values()].slice(0, NAMES_MAX).map(inSentence)

/** A matter for the business's people, by the way it is brought up. */
const ABOUT_SOMETHING =
  /\b(?:about (?:my|the|a|an|our)|regarding|concerning|(?:problem|issue|trouble|wrong|mistake|error) (?:with|on|about|in)|question (?:about|on|for)|dispute|refund|invoice|bill is|was charged|overcharged)\b|^(?:\w+ ){0,2}(?:can|could|would|will) (?:you|someone|somebody) (?!tell|help|hear)\w+ /
