import type { ToolResult } from '../../contract.ts'
import { hear, type Heard } from '../heard.ts'
import { inSentence } from '../lexicon.ts'
import { call, isTrue, listedIn, type Move, say, textIn, withTask } from '../moves.ts'
import { type Done, FRESH_FINDING, type Listed, type MoveTask, type Notes, type Search } from '../notes.ts'
import { findNames } from '../slots/closed-names.ts'
import { readShift } from '../slots/shift.ts'
import { readSpokenTime } from '../slots/clock-words.ts'
import { steppedClock } from '../slots/clock-step.ts'
import { namesDay, readWhenWords } from '../slots/when-words.ts'
import type { World } from '../world.ts'
import { applyTime, hearOtherTime, hearTime, searchCall, takeSlots, takeTaken, type TimeHeard } from './finding.ts'
import { isOffering } from './booking-stage.ts'
import { finish } from './finish.ts'
import { meantOf, noBookings, pickBooking, whichBooking } from './pick-booking.ts'

export const FRESH_MOVE: MoveTask = { ...FRESH_FINDING, kind: 'move', list: null, booking: null }

export const movingOf = ({ list, booking }: MoveTask): Listed | null =>
  list?.find((one) => one.booking === booking) ?? null

/** Begins to move a booking: the one made in this call when it is meant, else one that has to be found first. */
export function startMove(w: World, notes: Notes, heard: Heard | null, done: Done | null): Move {
  const when = heard === null ? null : newTimeIn(heard, w, done !== null)
  const search = when === null ? null : newSearch(when, done)
  const task = { ...FRESH_MOVE, search }
  if (done === null) return call(withTask(notes, task), 'list_to_move', { name: 'my_bookings', args: {} })
  const known = { ...task, list: [done], booking: done.booking, service: done.slug, before: done.say }
  const isThatDay = heard !== null && (heard.when() === null || /\b(?:that|the same) day\b/.test(heard.plain))
  const step = heard === null ? null : stepFrom(heard, done)
  if (step !== null) return advanceMove(w, notes, { ...known, search: step })
  const around = isThatDay ? hearAroundOld(known, done, heard) : null
  return advanceMove(w, notes, around === null ? known : applyTime(known, around))
}

/** "In the afternoon that day" is the day of the booking. */
function newSearch(when: string, done: Done | null): Search {
  if (done === null) return { when, refine: 'new' }
  return THAT_DAY.test(when)
    ? { when: when.replace(THAT_DAY, `on ${dayAndClock(done.say)[0]}`), refine: 'new' }
    : { when, refine: 'refine' }
}

const THAT_DAY = /\b(?:on )?(?:that|the same) day\b/i

/** "An hour later" than the booking is. */
function stepFrom(heard: Heard, { say: said }: Listed): Search | null {
  const [day, clock] = dayAndClock(said)
  const time = steppedClock(heard.plain, clock)
  return time === null ? null : { when: `${day} at ${time}`, refine: 'new' }
}

function dayAndClock(said: string): readonly [string, string] {
  const at = said.lastIndexOf(' at ')
  return [said.slice(0, at), said.slice(at + 4)]
}

const LATER_PART =
  /^.*\b(?:to|until|till|for|(?:can|could) (?:i|we) (?:do|come in|come|make it|have it)(?: on| at)?(?! (?:the )?same\b))\s+(.+)$/i
const ASKS_ALREADY =
  /\b(?:instead|rather|can i (?:do|come)|could i (?:do|come)|available|free|how about|what about|do you have|anything)\b/

/**
 * The new time out of "move my Tuesday cleaning to Friday", or null when only the old one is named.
 *
 * @param known  the booking is known, so that a time can only be the new one.
 */
function newTimeIn(heard: Heard, w: World, known: boolean): string | null {
  const tail = LATER_PART.exec(heard.raw)?.[1]
  const words = tail === undefined ? null : readWhenWords(tail, w.turn)
  if (words?.wishes) return words.words
  return known || ASKS_ALREADY.test(heard.plain) ? heard.when() : null
}

/** my_bookings answered. */
export function listedToMove(w: World, notes: Notes, task: MoveTask, result: ToolResult): Move {
  if (!result.ok) return say({ ...withTask(notes, task), aside: 'try_again' }, ...w.phrases.diaryTrouble())
  const list = listedIn(result)
  if (list.length === 0) return noBookings(w, notes)
  const known = { ...task, list }
  const meant = meantOf(w, list)
  return meant ? picked(w, notes, known, meant) : say(withTask(notes, known), ...whichBooking(w, list))
}

function picked(w: World, notes: Notes, task: MoveTask, booking: Listed): Move {
  const [slug] = findNames(w.lexicon.serviceIndex, booking.service).ids
  const same = [...w.lexicon.serviceNames].find(([, name]) => name.toLowerCase() === booking.service.toLowerCase())?.[0]
  const { input } = w.turn
  const heard = input.type === 'said' ? hear(w, input.text) : null
  const search = searchOf(w, task.search, booking, heard)
  const resource = heard === null ? task.resource : newPerson(booking, heard)
  const next = {
    ...task,
    search,
    resource,
    booking: booking.booking,
    before: booking.say,
    service: same ?? slug ?? null,
  }
  return advanceMove(w, notes, next, [w.phrases.yourBooking({ ...booking, service: inSentence(booking.service) })])
}

/** The search with what the booking itself tells: its day for "to eight", its time for "half an hour later". */
function searchOf(w: World, search: Search | null, { say: said }: Listed, heard: Heard | null): Search | null {
  if (heard === null) return search
  const [day, clock] = dayAndClock(said)
  if (search === null) return searchFromOld(heard, day, clock)
  if (search.when === null) return search
  const counted = countedFromOld(w, search.when, heard, said)
  if (counted !== null) return { when: counted, refine: 'new' }
  if (/\bsame (?:time|hour)\b/.test(heard.plain)) return { ...search, when: `${search.when} at ${clock}` }
  return namesDay(search.when, w.turn) ? search : { ...search, when: `${day} ${search.when}` }
}

/** "An hour later on Wednesday", "same time next week": the new time by the old one, or null. */
function countedFromOld(w: World, when: string, { plain }: Heard, said: string): string | null {
  const [day, clock] = dayAndClock(said)
  const stepped = steppedClock(plain, clock)
  if (stepped !== null && isOnThatDay(when, day, w)) return `${day} at ${stepped}`
  const date = /\w+ \d+$/.exec(day)?.[0]
  if (!SAME_WEEKS.test(plain) || NAMES_WEEKDAY.test(plain) || date === undefined) return null
  return `${/\bweek after next\b/.test(plain) ? 'two weeks' : 'a week'} from ${date} at ${clock}`
}

/** "An hour later on Wednesday", of a Wednesday, names no other day. */
const isOnThatDay = (when: string, day: string, { turn }: World): boolean =>
  !namesDay(when, turn) || when.toLowerCase().includes(day.split(',')[0]?.toLowerCase() ?? day)

/** "Same time next week" is the same day of it, too. */
const SAME_WEEKS = /(?=.*\bsame (?:time|hour|day)\b).*\b(?:next week|week after|following week)\b/
const NAMES_WEEKDAY = /\b(?:to|on|but) \w+day\b/

/** A new time that is told by the old one: a step from it, another hour of its day, or its own with somebody else. */
function searchFromOld(heard: Heard, day: string, clock: string): Search | null {
  const weeks = WEEKS.exec(heard.plain)?.[1]
  const date = /\w+ \d+$/.exec(day)?.[0]
  if (weeks !== undefined && date !== undefined) return { when: `${weeks} from ${date} at ${clock}`, refine: 'new' }
  const time = steppedClock(heard.plain, clock) ?? clockAfterTo(heard.plain) ?? (asksForOther(heard) ? clock : null)
  return time === null ? null : { when: `${day} at ${time}`, refine: 'new' }
}

const WEEKS = /\b(?:by|back|out|forward|for) ((?:a|one|two|three) weeks?)\b/

const asksForOther = (heard: Heard): boolean => heard.resource() !== null && /\b(?:to|with)\b/.test(heard.plain)

const TO_CLOCK = /\b(?:to|until|for|at) ((?:\w+ )?[\w:]+)$/

/** "Move it to eight": a bare hour, which only here is one. */
function clockAfterTo(plain: string): string | null {
  const words = TO_CLOCK.exec(plain)?.[1]
  const time = words === undefined ? null : readSpokenTime(`at ${words}`)
  return time === null ? null : `${time.hour === 0 ? 12 : time.hour}:${String(time.minute ?? 0).padStart(2, '0')}`
}

/** Somebody else is asked for than the booking is with. */
const newPerson = ({ with: who }: Listed, heard: Heard): string | null =>
  heard.resource() !== null && heard.resource() !== who ? heard.resource() : null

/** Goes on with moving: looks for a time, or asks. */
export function advanceMove(w: World, notes: Notes, task: MoveTask, lead: readonly string[] = []): Move {
  if (task.search !== null && task.booking !== null) {
    const { name, args } = searchCall(task)
    return call(withTask(notes, task), 'slots', { name, args: { ...args, booking: task.booking } }, lead)
  }
  const next = task.chosen === null ? task : { ...task, agreed: true, readBack: true }
  return say(withTask(notes, next), ...lead, ...moveQuestion(w, next, lead.length > 0))
}

export function moveQuestion(w: World, task: MoveTask, told = false): readonly string[] {
  const { phrases } = w
  const moving = movingOf(task)
  if (moving === null) return whichBooking(w, task.list ?? [])
  if (task.chosen !== null)
    return [phrases.moveTo(inSentence(moving.service), moving.say, task.chosen), phrases.shallIMove()]
  if (isOffering(task)) return [told ? phrases.whichOne(task.options) : phrases.whichAgain(task.options)]
  return [phrases.whenInstead()]
}

export function slotsForMove(w: World, notes: Notes, task: MoveTask, result: ToolResult): Move {
  const found = takeSlots(w, task, result)
  if (found.trouble) return say({ ...withTask(notes, task), aside: 'try_again' }, ...w.phrases.diaryTrouble())
  return advanceMove(w, notes, found.finding, found.lead)
}

/** What an utterance adds to moving a booking, or null when it is about something else. */
export function hearMove(w: World, notes: Notes, task: MoveTask, heard: Heard): Move | null {
  const moving = movingOf(task)
  if (moving === null) {
    const booking = pickBooking(w, task.list ?? [], heard)
    return booking ? picked(w, notes, task, booking) : null
  }
  const time =
    task.chosen === null ? (hearTime(task, heard, w) ?? hearAroundOld(task, moving, heard)) : hearOtherTime(task, heard)
  if (time) return advanceMove(w, notes, applyTime(task, time))
  const said = heard.yesNo()
  if (said === 'unsure') return say(withTask(notes, task), w.phrases.noRush(), ...moveQuestion(w, task))
  if (said === 'yes') return agree(w, notes, task)
  return said === 'no' ? refuse(w, notes, task) : null
}

/** "Later that day", before anything was offered: than the booking is. */
function hearAroundOld(task: MoveTask, { say: said }: Listed, { plain }: Heard): TimeHeard | null {
  const shift = task.options.length > 0 ? null : readShift(plain)
  const at = said.lastIndexOf(' at ')
  if (shift === null || at < 0 || (shift !== 'earlier' && shift !== 'later')) return null
  const side = shift === 'earlier' ? 'before' : 'after'
  return { type: 'search', search: { when: `${said.slice(0, at)} ${side} ${said.slice(at + 4)}`, refine: 'new' } }
}

function agree(w: World, notes: Notes, task: MoveTask): Move {
  // A yes to several takes the first, which is read back before anything is moved.
  if (task.chosen === null)
    return advanceMove(w, notes, { ...task, chosen: isOffering(task) ? (task.options[0] ?? null) : null })
  if (!task.readBack || w.turn.lastReplyHeard === 'none') return advanceMove(w, notes, task)
  return moveNow(notes, task)
}

/** Moves the booking as read back. Called after a yes, and nowhere else. */
export const moveNow = (notes: Notes, task: MoveTask): Move =>
  call(withTask(notes, task), 'move', {
    name: 'reschedule',
    args: { booking: task.booking ?? 0, option: task.chosen?.option ?? 0 },
  })

function refuse(w: World, notes: Notes, task: MoveTask): Move {
  const open = { ...task, chosen: null, agreed: false, readBack: false, declined: true }
  if (task.chosen === null && !isOffering(task))
    return say({ ...withTask(notes, null), aside: 'anything_else' }, w.phrases.kept(), w.phrases.anythingElse())
  return say(withTask(notes, open), w.phrases.noProblem(), w.phrases.askOtherTime())
}

/** reschedule answered. Only what it read back is said to be moved. */
export function movedResult(w: World, notes: Notes, task: MoveTask, result: ToolResult): Move {
  const { phrases } = w
  if (isTrue(result, 'moved')) {
    const service = inSentence(textIn(result, 'service') ?? movingOf(task)?.service ?? '')
    const said = textIn(result, 'say') ?? task.chosen?.say ?? ''
    const done = { booking: task.booking ?? 1, service, slug: task.service, say: said, with: task.chosen?.with ?? null }
    return finish(w, { ...notes, done }, [phrases.movedTo(service, said, textIn(result, 'from'))])
  }
  if (textIn(result, 'code') === 'slot_taken') {
    const { finding, lead } = takeTaken(w, task, result)
    return advanceMove(w, notes, finding, lead)
  }
  return say({ ...withTask(notes, task), aside: 'try_again' }, ...phrases.changeTrouble())
}
