import type { AgentService } from '../../../agents/agent-document.ts'
import { textIn as inLanguage } from '../../../agents/text-in.ts'
import { findAnswer, type FoundAnswer, keysOf } from '../../../agents/find-answer.ts'
import type { ToolResult } from '../contract.ts'
import type { Heard } from './heard.ts'
import { inSentence } from './lexicon.ts'
import { call, listedIn, type Move, say, textIn } from './moves.ts'
import type { Notes } from './notes.ts'
import { backToIt, canBook, canMessage } from './pending.ts'
import { findNames } from './slots/closed-names.ts'
import { serviceOf } from './tasks/booking-stage.ts'
import type { World } from './world.ts'

/** An entry that fits this well is what the caller asks, whatever else the words could mean. */
export const SURE_SCORE = 0.62

/** The business's own answer to what was asked, when it has one that fits at least `scoreMin`. */
export const ownAnswer = (w: World, heard: Heard, scoreMin: number): FoundAnswer | null =>
  w.can('answer_question') ? findAnswer(w.turn.document, heard.plain, w.turn.language, scoreMin) : null

const WHEN_OPEN =
  /\b(?:today|tomorrow|tonight|now|weekends?|weekdays?|holidays?|christmas|thanksgiving|new years?|easter|independence|labor|memorial|july|eve|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)\b/

/** Answers a question anyone may ask: hours, prices, how long, what there is. Null when it is none. */
export function answerCommon(w: World, notes: Notes, heard: Heard): Move | null {
  switch (heard.topic()) {
    case 'hours':
      return w.can('opening_hours') ? askHours(notes, heard) : null
    case 'duration':
      return tellDuration(w, notes, heard)
    case 'price':
      return tellPrice(w, notes, heard)
    case 'services':
      return canBook(w) ? tellServices(w, notes) : null
    default:
      return null
  }
}

/** Asks for the opening hours, of a time or in general. */
export function askHours(notes: Notes, heard: Heard): Move {
  const when = heard.when() !== null || WHEN_OPEN.test(heard.plain) ? heard.raw : null
  return call({ ...notes, aboutHours: true }, 'hours', { name: 'opening_hours', args: { when } })
}

/** Asks the business's own answers. */
export const askAnswer = (notes: Notes, question: string): Move =>
  call(notes, 'answer', { name: 'answer_question', args: { question } })

/** The service a question is about: the one named, else the one being booked. */
function serviceAsked(w: World, notes: Notes, heard: Heard): AgentService | null {
  const { ids } = heard.services()
  if (ids.length === 1) return serviceOf(w, ids[0] ?? null)
  if (notes.task?.kind === 'booking') return serviceOf(w, notes.task.service)
  return ids.length === 0 && notes.task === null ? serviceOf(w, notes.done?.slug ?? null) : null
}

function tellDuration(w: World, notes: Notes, heard: Heard): Move | null {
  const service = serviceAsked(w, notes, heard)
  const question = about(w, heard, service)
  const known: Notes = { ...notes, about: service?.id ?? notes.about }
  if (answerAbout(w, question, SURE_SCORE, service)) return askAnswer(known, question)
  if (!service) return null
  return backToIt(
    w,
    known,
    w.phrases.takesAbout(inSentence(inLanguage(service.name, w.turn.language)), service.minutes),
  )
}

export function tellPrice(w: World, notes: Notes, heard: Heard): Move | null {
  const service = serviceAsked(w, notes, heard)
  const known: Notes = { ...notes, about: service?.id ?? notes.about, aboutPrice: true }
  if (service?.priceSay !== undefined) return backToIt(w, known, inLanguage(service.priceSay, w.turn.language))
  const question = about(w, heard, service)
  return answerAbout(w, question, PRICE_SCORE, service) && isOfWhatWasNamed(w, question, service)
    ? askAnswer(known, question)
    : unanswered(w, known, w.phrases.noPrice)
}

/** "How much is that", of the service that is being talked about. */
function about(w: World, heard: Heard, service: AgentService | null): string {
  if (service === null || heard.services().ids.length > 0) return heard.raw
  return `${heard.raw} ${inSentence(inLanguage(service.name, w.turn.language))}`
}

/** The business's own answer, unless it is about another service than the one that was asked about. */
function answerAbout(w: World, question: string, scoreMin: number, service: AgentService | null): FoundAnswer | null {
  const found = findAnswer(w.turn.document, question, w.turn.language, scoreMin)
  const entry = found && w.turn.document.skills.qa?.entries[found.entry]
  if (!entry || !w.can('answer_question')) return null
  const named = [entry.q.join(' '), found.answer].flatMap((text) => findNames(w.lexicon.serviceIndex, text).ids)
  return service === null || named.length === 0 || named.includes(service.id) ? found : null
}

/** "How much is the pasta" is not answered with the price of something else. */
function isOfWhatWasNamed(w: World, question: string, service: AgentService | null): boolean {
  const found = findAnswer(w.turn.document, question, w.turn.language, PRICE_SCORE)
  const entry = found && w.turn.document.skills.qa?.entries[found.entry]
  if (!found || !entry) return false
  const objects = [...keysOf(question)].filter((key) => key !== PRICE_KEY)
  const known = keysOf([...entry.q, found.answer].join(' '))
  if (objects.length > 0) return service !== null || objects.some((key) => known.has(key))
  return service !== null || findNames(w.lexicon.serviceIndex, entry.q.join(' ')).ids.length === 0
}

const PRICE_KEY = 'price'

/** A general entry on prices answers a question about the price of anything. */
const PRICE_SCORE = 0.5

function tellServices(w: World, notes: Notes): Move {
  const names = [...w.lexicon.serviceNames.values()].map(inSentence)
  return backToIt(w, notes, w.phrases.weOffer(names.slice(0, SERVICES_TOLD_MAX), names.length > SERVICES_TOLD_MAX))
}

const SERVICES_TOLD_MAX = 8

/** There is no answer: says so, and offers a message, or goes on with the task in hand. */
export function unanswered(w: World, notes: Notes, line: (canMessage: boolean) => readonly string[]): Move {
  if (notes.task !== null) return backToIt(w, notes, ...line(false))
  const asked = w.turn.input.type === 'said' ? w.turn.input.text : null
  return canMessage(w)
    ? say({ ...notes, asked, aside: 'message_instead' }, ...line(true))
    : backToIt(w, notes, ...line(false))
}

/** opening_hours, answer_question and my_bookings answered: says it, and comes back to what was asked. */
export function questionResult(w: World, notes: Notes, result: ToolResult): Move {
  if (notes.waiting === 'hours') return backToIt(w, notes, textIn(result, 'say') ?? w.phrases.noHours())
  if (notes.waiting === 'list_to_tell') return tellBookings(w, notes, result)
  const answer = result.ok ? answerIn(result) : null
  return answer === null ? unanswered(w, notes, w.phrases.unknownAnswer) : backToIt(w, notes, answer)
}

/** An answer may be longer than other texts: the document allows 2,000 characters. */
const answerIn = (result: ToolResult): string | null =>
  typeof result.value['answer'] === 'string' ? result.value['answer'].slice(0, 2000) : null

function tellBookings(w: World, notes: Notes, result: ToolResult): Move {
  if (!result.ok) return say({ ...notes, aside: 'try_again' }, ...w.phrases.diaryTrouble())
  const list = listedIn(result).map((one) => ({ ...one, service: inSentence(one.service) }))
  if (list.length === 0) return say({ ...notes, aside: 'book_or_message' }, ...w.phrases.noBookings())
  const [one] = list
  // "Can I make it later that day" is then about this one.
  const told = one && list.length === 1 ? { ...notes, done: { ...one, slug: slugOf(w, one.service) } } : notes
  return backToIt(w, told, w.phrases.youHave(list))
}

const slugOf = (w: World, service: string): string | null =>
  [...w.lexicon.serviceNames].find(([, name]) => name.toLowerCase() === service.toLowerCase())?.[0] ?? null
