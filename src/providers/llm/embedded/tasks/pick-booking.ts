import { hear, type Heard } from '../heard.ts'
import { inSentence } from '../lexicon.ts'
import { type Move, say, withTask } from '../moves.ts'
import type { Listed, Notes } from '../notes.ts'
import { readChoice } from '../slots/choice.ts'
import { findNames, indexNames } from '../slots/closed-names.ts'
import type { World } from '../world.ts'
import { finish } from './finish.ts'

/** "Cancel the second one, keep the first": that one is named to be left as it is. */
const KEPT = /\b(?:keep(?:ing)?|leave|except(?: for)?|but not)(?: (?!and\b|but\b|cancel|move)\w+){1,4}/g
const monthOf = ({ say: said }: Listed): string => / (\w+) \d+ at/.exec(said)?.[1]?.toLowerCase() ?? ' '

/** Which of the caller's bookings an utterance means: by its service, its time or its place in the list. */
export function pickBooking(_: World, list: readonly Listed[], heard: Heard): Listed | null {
  const plain = heard.plain.replace(KEPT, ' ')
  const inMonth = list.filter((one) => plain.split(' ').includes(monthOf(one)))
  if (inMonth.length === 1) return inMonth[0] ?? null
  const services = new Set(list.map(({ service }) => service))
  if (services.size > 1) {
    const { ids } = findNames(indexNames([...services].map((service) => ({ id: service, names: [service] }))), plain)
    const named = list.filter(({ service }) => ids.includes(service))
    if (named.length === 1) return named[0] ?? null
  }
  const options = list.map(({ booking, say: said, with: who }) => ({ option: booking, say: said, with: who }))
  const choice = readChoice(plain, options, (option) => heard.resource() !== null && option.with === heard.resource())
  return choice.type === 'one' ? (list.find(({ booking }) => booking === choice.option.option) ?? null) : null
}

/** The booking that is meant without asking: the only one, or the one the caller named when they said what they want. */
export function meantOf(w: World, list: readonly Listed[]): Listed | null {
  const { input } = w.turn
  if (list.length < 2) return list[0] ?? null
  return input.type === 'said' ? pickBooking(w, list, hear(w, input.text)) : null
}

export const whichBooking = (w: World, list: readonly Listed[]): readonly string[] => [
  w.phrases.youHave(list.map((one) => ({ ...one, service: inSentence(one.service) }))),
  w.phrases.whichBooking(),
]

/** The caller has no booking that could be found by their number. */
export function noBookings(w: World, notes: Notes): Move {
  const lines = w.phrases.noBookings()
  if (notes.parked.length > 0) return finish(w, withTask(notes, null), lines.slice(0, 1))
  return say({ ...withTask(notes, null), aside: 'book_or_message' }, ...lines)
}
