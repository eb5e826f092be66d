import { hear, type Heard } from './heard.ts'
import type { Intent } from './intents.ts'
import { after, call, type Move, say } from './moves.ts'
import type { BookingTask, Notes, Task } from './notes.ts'
import { isForCallerFirst, visitsWished } from './next-visit.ts'
import { canBook, canMessage, canRefill } from './pending.ts'
import { readWhose } from '../../../dialogue/capture/read-name.ts'
import { advanceBooking } from './tasks/booking.ts'
import { takeIn } from './tasks/booking-hears.ts'
import { FRESH_BOOKING, spokenService } from './tasks/booking-stage.ts'
import { startCancel } from './tasks/cancel.ts'
import { startMove } from './tasks/move.ts'
import { startForm } from './tasks/start-form.ts'
import type { World } from './world.ts'

/** Begins what the caller is after. A task under way that is worth resuming is set aside. */
export const startIntent = (w: World, notes: Notes, intent: Intent, heard: Heard): Move =>
  STARTS[intent](w, notes, heard)

const STARTS: Readonly<Record<Intent, (w: World, notes: Notes, heard: Heard) => Move>> = {
  book: (w, notes, heard) => startBooking(w, parking(notes), heard),
  move: (w, notes, heard) =>
    w.can('reschedule') && !/\bname\b/.test(heard.plain) && w.turn.document.skills.booking?.reschedule !== false
      ? startMove(w, parking(notes), heard, meantBooking(notes, heard))
      : startInstead(w, parking(notes)),
  cancel: (w, notes, heard) =>
    w.can('cancel') && w.turn.document.skills.booking?.cancel !== false
      ? startCancel(w, parking(notes), heard, meantBooking(notes, heard))
      : startInstead(w, parking(notes)),
  cannot_come: (w, notes, heard) =>
    movesInstead(w, notes, heard) ??
    withOtherInstead(w, notes, heard) ??
    say(
      { ...parking(notes), aside: 'move_or_cancel' },
      ABOUT.test(heard.plain) ? w.phrases.sure() : w.phrases.sorry(),
      w.phrases.moveOrCancel(),
    ),
  refill: (w, notes, heard) =>
    canRefill(w) ? startForm(w, parking(notes), 'refill', heard) : startInstead(w, parking(notes)),
  message: (w, notes, heard) => startMessage(w, parking(notes), heard),
  human: askPerson,
  list: (w, notes) =>
    w.can('my_bookings') ? call(notes, 'list_to_tell', { name: 'my_bookings', args: {} }) : startInstead(w, notes),
}

/** "I have an appointment at ten but would like to see Marcus instead": of the one that is booked. */
const withOtherInstead = (w: World, notes: Notes, heard: Heard): Move | null =>
  heard.resource() !== null && /\b(?:instead|rather|switch|change)\b/.test(heard.plain) && w.can('reschedule')
    ? startMove(w, parking(notes), heard, meantBooking(notes, heard))
    : null

/** "I can't make it Wednesday, could I do the week after instead": what is wished for is told already. */
function movesInstead(w: World, notes: Notes, heard: Heard): Move | null {
  const wish = INSTEAD.exec(heard.raw)?.[0]
  const asked = wish === undefined ? null : hear(w, wish)
  return asked === null || asked.when() === null ? null : STARTS.move(w, notes, asked)
}

const INSTEAD = /\b(?:can|could|may) (?:i|we)\b(?! not).*$/i

/** "I'm calling about my appointment" is no bad news. */
const ABOUT = /\b(?:about|regarding|concerning)\b/

/** The booking made in this call, unless the words are plainly about another. */
function meantBooking({ done }: Notes, heard: Heard): Notes['done'] {
  const { ids, whole } = heard.services()
  const named = whole && done !== null && done.slug !== null && !ids.includes(done.slug)
  return named || /\b(?:other|another|existing|old|previous|different)\b/.test(heard.plain) ? null : done
}

/** Sets a task with something in it aside. */
export function parking(notes: Notes): Notes {
  const rest: Notes = { ...notes, task: null, aside: null }
  return notes.task && isWorthResuming(notes.task) ? { ...rest, parked: [...notes.parked, notes.task].slice(-2) } : rest
}

function isWorthResuming(task: Task): boolean {
  if (task.kind === 'booking') return task.service !== null
  return task.kind === 'form' ? Object.keys(task.values).length > 0 : task.booking !== null
}

function startInstead(w: World, notes: Notes): Move {
  return say(
    canMessage(w) ? { ...notes, asked: null, aside: 'message_instead' } : notes,
    ...w.phrases.cantDoThat(canMessage(w)),
  )
}

/** Begins a booking with everything the utterance already says. */
export function startBooking(w: World, notes: Notes, heard: Heard, lead: readonly string[] = []): Move {
  if (!canBook(w)) return startInstead(w, notes)
  const fresh = freshBooking(w, notes, heard)
  const told = takeIn(fresh, { w, stage: 'service', heard, fresh: true })
  const several = w.lexicon.countsPeople ? null : firstOfSeveral(w, notes, heard, told)
  const task = several?.task ?? told
  const lines = [...lead, ...(several?.lead ?? []), ...supposed(w, notes, heard, task)]
  if (lead.length > 0 || !isUnknown(w, task, heard)) return advanceBooking(w, several?.notes ?? notes, task, lines)
  const names = w.lexicon.services.map(({ id }) => (w.lexicon.serviceNames.get(id) ?? id).toLowerCase())
  return say({ ...notes, task }, ...lead, ...w.phrases.unknownService(names.slice(0, 6), names.length > 6))
}

const isUnknown = (w: World, { service, between }: BookingTask, heard: Heard): boolean =>
  service === null && between.length === 0 && namesUnknown(heard) && !isPartOfService(w, heard)

/** "My hair done", where haircuts are: not the name of one, and no unknown thing either. */
const isPartOfService = ({ lexicon }: World, { plain }: Heard): boolean =>
  [...lexicon.serviceNames.values()].some((name) =>
    name
      .toLowerCase()
      .split(' ')
      .some((word) => /\w{6,}/.test(word) && new RegExp(String.raw`\b${word.slice(0, 4)}\b`).test(plain)),
  )

/** "A haircut and a color": two services, and neither instead of the other. */
function bothServices({ between }: BookingTask, { plain }: Heard): readonly [string, string] | null {
  const [first, second] = between
  const areBoth = between.length === 2 && /\band\b/.test(plain) && !/\bor\b/.test(plain)
  return areBoth && first !== undefined && second !== undefined ? [first, second] : null
}

interface Several {
  readonly task: BookingTask
  readonly notes: Notes
  readonly lead: readonly string[]
}

/** Of several visits that are wished for at once, the first; the others are asked for when it is booked. */
function firstOfSeveral(w: World, notes: Notes, heard: Heard, told: BookingTask): Several | null {
  const both = bothServices(told, heard)
  if (both !== null) {
    const [first, second] = both
    const later = { ...FRESH_BOOKING, service: second, name: told.name }
    const parked = [...notes.parked, later].slice(-2)
    return { task: { ...told, service: first, between: [] }, notes: { ...notes, parked }, lead: [w.phrases.oneByOne()] }
  }
  const visits = visitsWished(heard)
  if (visits < 2) return null
  const task = isForCallerFirst(heard) ? { ...told, whose: null, name: callerOf(w, notes) } : told
  return { task, notes: { ...notes, more: visits - 1 }, lead: [w.phrases.oneByOne()] }
}

const OWN_ILLNESS =
  /\b(?:have|has|had|got|caught|with) (?:the |a )?(?:bad )?(?:flu|covid)(?! (?:shots?|vaccines?|tests?|jabs?|swabs?))\b/

/** Begins a visit for what hurts: with the service that is for that, where there is one. */
export function startForTrouble(w: World, notes: Notes, heard: Heard): Move {
  const lead = [w.phrases.sorryToHear()]
  const fresh = { ...freshBooking(w, notes, heard), service: null }
  const task = takeIn(fresh, { w, stage: 'service', heard, fresh: true })
  // "The flu" is what a flu shot is against: nobody who has it wants one.
  const unnamed = (task.service === null && task.between.length === 0) || OWN_ILLNESS.test(heard.plain)
  return advanceBooking(w, notes, unnamed ? { ...task, service: w.lexicon.forTrouble } : task, lead)
}

const callerOf = (w: World, notes: Notes): string | null => notes.callerName ?? w.turn.caller.name

function freshBooking(w: World, notes: Notes, heard: Heard): BookingTask {
  const [only] = w.lexicon.services
  const service =
    w.lexicon.services.length === 1 && only
      ? only.id
      : (sameAgain(notes, heard) ?? (namesUnknown(heard) ? null : (notes.about ?? w.lexicon.usual)))
  const when = heard.when()
  const known = readWhose(heard.raw) ? null : callerOf(w, notes)
  return { ...FRESH_BOOKING, service, name: known, search: { when, refine: 'new' } }
}

const SAME_AGAIN = /\b(?:one|another|same|too|also|as well|add|include|(?:squeeze|fit) in)\b|^(?:\w+ )?and my \w+/

/** "I need one for me, too": of what was just booked. */
const sameAgain = ({ done }: Notes, heard: Heard): string | null =>
  done !== null && heard.services().ids.length === 0 && SAME_AGAIN.test(heard.plain) ? done.slug : null

const FRAME =
  /\b(?:i|id|im|ill|we|would|could|can|like|want|need|wanna|to|book|booking|schedule|scheduling|make|making|get|set|up|reserve|an?|the|my|our|some|for|me|us|you|your|please|hi|hello|hey|yes|yeah|ok|okay|appointments?|appt|reservations?|visit|slots?|openings?|time|times|availability|available|do|have|any|anything|something|is|there|there|are|it|this|that|with|and|in|on|at|of|see|come|coming|calling|call|was|wondering|if|hoping|looking|new|next|first|soon|asap|as|possible|today|so|just|one|doctor|dentist|dr|someone|somebody|good|morning|afternoon|evening|help|try|trying|be|seen|patient|thanks|thank|name|son|daughter|wife|husband|soonest|earliest|when|what|how|whats|open|free|get|wanted|myself|today|tomorrow|week|possibly|maybe|actually|instead|sure|great|also|another|else|go|ahead|lets|start|over|bring|squeeze|fit|about|wants|needs|kid|child|mom|dad|mother|father)\b/g

const OBJECT =
  /\b(?:book|booking|schedule|reserve|get|need|want|like|have|make|for|do)\b(?: (?:to|me|us|in|for|book|get|schedule|have|make|set|up|come|do))* (?:an?|some|my) ((?:[a-z]+ ?){1,3})/

/** Whether something is named to be booked that is none of the services. */
function namesUnknown(heard: Heard): boolean {
  const rest = heard
    .timeless()
    .toLowerCase()
    .replace(/[^a-z ]+/g, ' ')
    .replace(/ +/g, ' ')
  const object = OBJECT.exec(rest)?.[1] ?? ''
  return /[a-z]{4,}/.test(object.replace(FRAME, ' '))
}

/** A service that was only talked of before is said, so that the caller hears what is being booked. */
function supposed(w: World, notes: Notes, heard: Heard, { service }: BookingTask): readonly string[] {
  const isSaid = heard.services().ids.length > 0 || service === null || service !== notes.about
  const name = isSaid ? null : spokenService(w, service)
  return name === null ? [] : [w.phrases.forService(name)]
}

export function startMessage(w: World, notes: Notes, heard: Heard | null): Move {
  if (heard !== null && namesVoicemail(heard) && w.can('leave_voicemail')) return leaveVoicemail(notes)
  if (!canMessage(w)) return transfer(w, notes, heard?.raw ?? 'message')
  return startForm(w, { ...notes, aside: null }, 'message', heard)
}

/** Whether the caller wants to speak after a tone, and not have a message taken down. */
export const namesVoicemail = ({ plain }: Heard): boolean => /\bvoice ?mails?\b/.test(plain)

export const leaveVoicemail = (notes: Notes): Move =>
  call({ ...notes, aside: null }, 'voicemail', { name: 'leave_voicemail', args: {} })

const REASON_CHARS_MAX = 200

/** Passes the caller to a person, or asks for a call back where nobody can be reached: the tool says which. */
export function transfer(w: World, notes: Notes, reason: string, how: How = {}): Move {
  if (!w.can('transfer')) return after([], startInsteadOfPerson(w, notes))
  return call({ ...notes, aside: null }, 'transfer', {
    name: 'transfer',
    args: { reason: reason.slice(0, REASON_CHARS_MAX), ...how },
  })
}

interface How {
  /** The key that was pressed for it. */
  readonly key?: string
  /** To be called back, and not put through. */
  readonly callback?: true
}

const CALL_BACK = /\b(?:(?:call|ring|phone) me|get back to me|contact me|callback|call back|(?:call|ring) back)\b/

/** A person is wanted: on the line, or to call back. */
function askPerson(w: World, notes: Notes, heard: Heard): Move {
  if (!CALL_BACK.test(heard.plain)) return transfer(w, notes, heard.raw)
  if (!w.turn.caller.phoneKnown && canMessage(w)) return startMessage(w, parking(notes), null)
  return transfer(w, notes, heard.raw, { callback: true })
}

const startInsteadOfPerson = (w: World, notes: Notes): Move =>
  say(
    canMessage(w) ? { ...notes, asked: null, aside: 'message_instead' } : notes,
    ...w.phrases.nobodyThere(canMessage(w)),
  )
