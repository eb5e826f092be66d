import { endCall, repeat } from './about-the-talk.ts'
import { hear } from './heard.ts'
import { after, type Move, say } from './moves.ts'
import type { Finding, Notes } from './notes.ts'
import { abilitiesOf, pendingQuestion } from './pending.ts'
import { leaveVoicemail, startIntent, startMessage, transfer } from './start.ts'
import { isOffering } from './tasks/booking-stage.ts'
import { hearBooking } from './tasks/booking-hears.ts'
import { hearMove } from './tasks/move.ts'
import type { World } from './world.ts'

const PLACES = ['the first one', 'the second one', 'the third one']

/** What comes of a key: what the document says, else the time on offer of that number, else words. */
export function takeKey(w: World, notes: Notes, digit: string): Move {
  const meant = w.turn.document.dtmf[digit]
  if (meant === undefined)
    return (
      choose(w, notes, digit) ?? {
        ...say(notes, w.phrases.keyMeansNothing(), ...pendingQuestion(w, notes)),
        passing: true,
      }
    )
  if (meant === 'repeat') return repeat(w, notes)
  if (meant === 'skill:booking') return startIntent(w, { ...notes, aside: null }, 'book', hear(w, ''))
  if (meant === 'skill:refill') return startIntent(w, { ...notes, aside: null }, 'refill', hear(w, ''))
  if (meant.kind === 'voicemail') return w.can('leave_voicemail') ? leaveVoicemail(notes) : startMessage(w, notes, null)
  return transfer(w, notes, `key ${digit}`, { key: digit })
}

function choose(w: World, notes: Notes, digit: string): Move | null {
  const { task } = notes
  const place = PLACES[Number(digit) - 1]
  if (place === undefined || (task?.kind !== 'booking' && task?.kind !== 'move') || !isOpen(task, Number(digit)))
    return null
  const heard = hear(w, place)
  return task.kind === 'booking'
    ? hearBooking(w, { ...notes, aside: null }, task, heard)
    : hearMove(w, { ...notes, aside: null }, task, heard)
}

/** Whether an offer stands that has so many times in it. */
const isOpen = (finding: Finding, place: number): boolean =>
  isOffering(finding) && finding.search === null && finding.options.length >= place

/** What comes of a silence: a question, a shorter one, and in the end a goodbye. */
export function takeSilence(w: World, notes: Notes, nth: number): Move {
  const { phrases, turn } = w
  if (nth > turn.document.voice.idlePrompts) return after(phrases.silentGoodbye(), endCall(w, notes, 'silence'))
  if (notes.last.length === 0) return say(notes, ...phrases.hello(false), ...phrases.whatICanDo(abilitiesOf(w)))
  const question = pendingQuestion(w, notes)
  return {
    ...say(
      notes,
      ...(nth === 1 ? [phrases.stillThere(), ...question] : [phrases.hearingNothing(), ...question.slice(-1)]),
    ),
    passing: true,
  }
}
