import { hear, type Heard } from './heard.ts'
import { type Ask, after, type Move } from './moves.ts'
import { FRESH_NOTES, type Notes, type Waiting } from './notes.ts'
import { backToIt, canRefill } from './pending.ts'
import { answerCommon, askAnswer, ownAnswer, SURE_SCORE } from './questions.ts'
import { hurts } from './slots/hurts.ts'
import { startBooking, startIntent } from './start.ts'
import { FRESH_BOOKING } from './tasks/booking-stage.ts'
import { startForm } from './tasks/start-form.ts'
import { currentField } from './tasks/form-fields.ts'
import type { World } from './world.ts'

const ASKS =
  "(?:what|what's|whats|where|when|who|how|which|do|does|is|are|can|could|will|would|may|should|tell me|can you tell)"
const DOES =
  "(?:(?:then|also|please|i'd|id|i|like|want|need|to|would|can|could|you|we|let's) )*(?:book|schedule|reserve|make|cancel|reschedule|move|(?:get|have) (?:\\w+ ){1,6}(?:re-?filled|filled)|(?:an? )?re-?fill|come in)"

/** Where one thing that a caller says ends and another begins. */
const BETWEEN = new RegExp(
  String.raw`(?<=(?<!\b(?:dr|mr|mrs|ms|st))[?!.])\s+(?=\p{L}{2})|,?\s+(?:(?:and|but|oh and|also|plus)\s+)+(?:also\s+)?(?:if (?:so|yes|you do)[, ]\s*)?(?=(?:${ASKS}|${DOES})\b)|,?\s+(?:and )?if (?:so|yes|you do),?\s+|,\s+(?=${ASKS}\b)`,
  'iu',
)
const ONE_THING_CHARS_MAX = 24
const PARTS_MAX = 5
const BESIDES_MAX = 2

/** Something asked by the way: what answers it. */
interface Beside {
  readonly say: readonly string[]
  readonly ask: { readonly call: Ask; readonly waiting: Waiting } | null
}

type Respond = (w: World, notes: Notes, heard: Heard) => Move | null

/**
 * Several things in one breath: what is asked by the way is answered, and the rest is heard without it. Null when one
 * thing was said, or none of them is a question the business has an answer to.
 */
export function severalThings(w: World, notes: Notes, heard: Heard, respond: Respond): Move | null {
  if (heard.raw.length < ONE_THING_CHARS_MAX || !BETWEEN.test(heard.raw) || isTakingDown(w, notes)) return null
  const parts = heard.raw
    .split(BETWEEN)
    .slice(0, PARTS_MAX)
    .map((part) => hear(w, part.trim()))
  const twofold = cancelAndBook(w, notes, parts, respond) ?? bookAndRefill(w, notes, parts, respond)
  if (twofold) return twofold
  const besides = parts.map((part) => besideIn(w, part))
  const asked = besides.filter((one) => one !== null).slice(0, BESIDES_MAX)
  const rest = parts.filter((part, index) => besides[index] === null && saysSomething(part))
  if (asked.length === 0 || (rest.length === 0 && asked.length < BESIDES_MAX)) return null
  const move = rest.length === 0 ? null : respond(w, notes, joined(w, rest, heard))
  return precededBy(asked, move ?? backToIt(w, { ...notes, about: spokenOf(heard) ?? notes.about }))
}

/** "Book me one" is then about that. */
function spokenOf(heard: Heard): string | null {
  const { ids } = heard.services()
  return ids.length === 1 ? (ids[0] ?? null) : null
}

/** Free words are being taken down. */
const isTakingDown = (w: World, { task, aside }: Notes): boolean =>
  aside === null && task?.kind === 'form' && currentField(w, task)?.type === 'text'

/** "Cancel Wednesday and book me a physical next week": the booking waits until the first is done. */
function cancelAndBook(w: World, notes: Notes, parts: readonly Heard[], respond: Respond): Move | null {
  const [first, second] = parts
  const intents = parts.map((part) => part.intent())
  if (!first || !second || parts.length !== 2 || intents[0] !== 'cancel' || intents[1] !== 'book') return null
  if (notes.task !== null) return null
  // "Book one for Saturday instead": of the same, which is kept until the other is sure.
  if (second.services().ids.length === 0)
    return second.when() === null || !w.can('reschedule') ? null : startIntent(w, notes, 'move', second)
  const { task } = startBooking(w, notes, second).notes
  return respond(w, { ...notes, parked: task ? [task] : [] }, first)
}

/** "I need a physical, and my lisinopril refilled": the one that is said second waits for the first. */
function bookAndRefill(w: World, notes: Notes, parts: readonly Heard[], respond: Respond): Move | null {
  const [first, second] = parts
  if (!first || !second || parts.length !== 2 || notes.task !== null || !canRefill(w)) return null
  const wished = `${first.intent()} ${second.intent()}`
  const later =
    wished === 'book refill'
      ? startForm(w, notes, 'refill', second)
      : wished === 'refill book'
        ? startBooking(w, notes, second)
        : null
  if (later === null || later.notes.task === null) return null
  return respond(w, { ...notes, parked: [later.notes.task] }, first)
}

/** What answers a part that is nothing but a question, or null. */
function besideIn(w: World, part: Heard): Beside | null {
  const common = answerCommon(w, { ...FRESH_NOTES, task: { ...FRESH_BOOKING } }, part)
  if (common !== null) return besideOf(common)
  const plain = part.question() && part.when() === null && part.intent() !== 'cancel' && part.intent() !== 'move'
  const isOnlyThat = part.intent() === null && part.services().ids.length === 0
  return plain && ownAnswer(w, part, isOnlyThat ? ANSWER_SCORE : SURE_SCORE)
    ? besideOf(askAnswer(FRESH_NOTES, part.raw))
    : null
}

function besideOf({ say, calls, notes }: Move): Beside | null {
  const [call] = calls
  if (call) return notes.waiting === null ? null : { say: [], ask: { call, waiting: notes.waiting } }
  const [line] = say
  return line === undefined || line.startsWith("I'm sorry") ? null : { say: [line], ask: null }
}

/** A part that could be nothing else needs to fit less well. */
const ANSWER_SCORE = 0.5

const COURTESIES = new Set(['hello', 'thanks', 'bye', 'capabilities', 'smalltalk', 'wait'])
const SAYING_WORDS_MIN = 3

const saysSomething = (part: Heard): boolean =>
  part.intent() !== null ||
  part.services().whole ||
  part.when() !== null ||
  part.party() !== null ||
  hurts(part.plain) ||
  (part.plain.split(' ').length > SAYING_WORDS_MIN && !COURTESIES.has(part.topic() ?? ''))

const NAMED_DAY = /\b(?:today|tomorrow|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i

/** The parts as one utterance. "Can I get one on Friday" is about what was named beside it. */
function joined(w: World, parts: readonly Heard[], whole: Heard): Heard {
  const day = NAMED_DAY.exec(whole.raw)?.[0]
  const raw = parts.map((part) => part.raw).join(', ')
  const rest = hear(w, day === undefined ? raw : raw.replace(/\b(?:that|the same) day\b/i, `on ${day}`))
  return rest.services().ids.length > 0 ? rest : { ...rest, services: () => whole.services() }
}

/** The move with what was asked by the way answered first. */
function precededBy(besides: readonly Beside[], move: Move): Move {
  const lines = besides.flatMap(({ say }) => say)
  const asks = besides.flatMap(({ ask }) => ask ?? [])
  const last = asks.at(-1)
  if (last === undefined) return after(lines, move)
  const calls = [...asks.map(({ call }) => call), ...move.calls]
  const waiting = move.calls.length > 0 ? move.notes.waiting : last.waiting
  const say = move.calls.length > 0 ? [...lines, ...move.say] : lines
  return { say, calls, notes: { ...move.notes, waiting, beside: calls.length - 1 } }
}
