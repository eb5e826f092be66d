import type { Listed, Option } from '../notes.ts'
import { capital, listed, withArticle } from './en-lists.ts'

/** "Tuesday, November 24" and "10 AM": the part of a time that can be left out when it was just said. */
function dayAndClock(say: string): readonly [string, string] | null {
  const at = say.lastIndexOf(' at ')
  return at < 0 ? null : [say.slice(0, at).replace(/,$/, ''), say.slice(at + 4)]
}

/** "Tuesday, November 24 at 10 AM or 1:30 PM"; the day is said once when it is the same. */
function times(options: readonly Option[]): string {
  const who = options[0]?.with ?? null
  const sameWho = options.every((option) => option.with === who)
  const parts = options.map((option) => dayAndClock(option.say))
  const day = parts[0]?.[0] ?? null
  const sameDay = day !== null && parts.every((part) => part?.[0] === day)
  const clocks = options.map((option, index) => {
    const time = sameDay && index > 0 ? (parts[index]?.[1] ?? option.say) : option.say
    return sameWho || option.with === null ? time : `${time} with ${option.with}`
  })
  const said =
    sameDay || options.length < 2 ? listed(clocks) : `${clocks.slice(0, -1).join(', ')}, or ${clocks.at(-1) ?? ''}`
  return sameWho && who !== null ? `${said}, with ${who}` : said
}

const slot = ({ say, with: who }: { readonly say: string; readonly with: string | null }): string =>
  who === null ? say : `${say} with ${who}`

const CLOSED_REASONS: Readonly<Record<string, (asked: string | null) => string>> = {
  past: () => 'That time has already passed.',
  closed: (asked) =>
    asked === null ? "We're closed then." : `We're closed ${asked.startsWith('a ') ? 'on ' : ''}${asked}.`,
  too_soon: () => "I'm sorry, that's too short notice for us.",
  too_far: () => "I'm sorry, I can't book that far ahead.",
}

export const enBooking = {
  askService: (services: readonly string[], more: boolean, timed: boolean) => [
    timed ? 'What would you like to book?' : 'What would you like to book, and when?',
    `I can book ${listed(services.map(withArticle))}${more ? ', and more' : ''}.`,
  ],
  whichService: (services: readonly string[]) => `Which would you like: ${listed(services.map(withArticle))}?`,
  unknownService: (services: readonly string[], more: boolean) => [
    "I'm not sure we offer that.",
    `I can book ${listed(services.map(withArticle))}${more ? ', and more' : ''}.`,
    'Which would you like?',
  ],
  nextVisit: () => 'Shall we go on with the next one?',
  oneByOne: () => "I book one visit at a time, so let's begin with the first.",
  orAskFor: (names: readonly string[]) => `You can also ask for ${listed(names)}.`,
  thatIsWith: (names: readonly string[]) => `That's with ${listed(names)}.`,
  isWith: (names: readonly string[], agrees: boolean) => `${agrees ? 'Yes' : 'No'}, that's with ${listed(names)}.`,
  onlyWith: (name: string) => `For that there is only ${name}.`,
  weHave: (names: readonly string[], service: string | null) =>
    service === null ? `You can see ${listed(names)}.` : `For ${withArticle(service)} you can see ${listed(names)}.`,
  forService: (service: string) => `Sure, for ${withArticle(service)}.`,
  askWhen: () => 'What day and time would suit you?',
  askOtherTime: () => 'What other day or time would suit you better?',
  offer: (options: readonly Option[]) => `I have ${times(options)}.`,
  offerNext: (options: readonly Option[]) =>
    `The next ${options.length > 1 ? 'times' : 'time'} I have: ${times(options)}.`,
  offerNearest: (options: readonly Option[]) => `The nearest I have is ${times(options)}.`,
  nothingFor: (asked: string | null) =>
    asked === null
      ? "I'm sorry, I don't have anything open then."
      : `I'm sorry, I don't have anything open ${asked.startsWith('at ') ? '' : 'for '}${asked}.`,
  nothingEarlier: () => "I'm sorry, I don't have anything earlier.",
  nothingLater: () => "I'm sorry, I don't have anything later.",
  noSlots: (code: string, asked: string | null) =>
    CLOSED_REASONS[code]?.(asked) ??
    (asked === null
      ? "I'm sorry, I don't have anything open then."
      : `I'm sorry, I don't have anything open for ${asked}.`),
  whichOne: (options: readonly Option[]) => (options.length > 1 ? 'Which would you like?' : 'Would you like that one?'),
  whichAgain: (options: readonly Option[]) =>
    options.length > 1 ? `Which would you like: ${times(options)}?` : `Would you like ${times(options)}?`,
  noRush: () => 'No rush.',
  orAnotherDay: () => 'Or tell me another day.',
  isFree: (option: Option) => `${capital(slot(option))} is free.`,
  shallIBookIt: () => 'Shall I book it?',
  justTaken: () => "I'm sorry, that time was just taken.",
  askName: (whose: string | null) =>
    whose === null ? 'What name shall I put it under?' : `What is your ${whose}'s name?`,
  askNameAgain: (whose: string | null) =>
    whose === null ? "What's your name, please?" : `What is your ${whose}'s name, please?`,
  needName: () => 'I do need a name for the booking.',
  thatsRight: () => "That's right.",
  readBack: (service: string, option: Option, name: string, extra: readonly string[]) =>
    `So that's ${withArticle(service)}, ${slot(option)}, for ${[name, ...extra].join(', ')}.`,
  shallIBook: () => 'Shall I book that?',
  whatToChange: () => 'What shall I change: the time, the service, or the name?',
  booked: (service: string, option: { readonly say: string; readonly with: string | null }, name: string) =>
    `You're booked: ${withArticle(service)}, ${slot(option)}, under the name ${name}.`,
  requested: (service: string, option: { readonly say: string; readonly with: string | null }, name: string) => [
    `I've put in your request for ${withArticle(service)}, ${slot(option)}, under the name ${name}.`,
    'The team will get back to you to confirm it.',
  ],
  diaryTrouble: () => [
    "I'm sorry, I can't get to the diary just now.",
    'Shall I try again, or would you rather leave a message?',
  ],
  notBookedTrouble: () => [
    "I'm sorry, something went wrong and I couldn't book it.",
    'Shall I try again, or would you rather leave a message?',
  ],
  changeTrouble: () => [
    "I'm sorry, something went wrong and nothing was changed.",
    'Shall I try again, or would you rather leave a message?',
  ],
  dropped: () => ["No problem, I've dropped that."],
  noBookings: () => [
    "I can't find an upcoming appointment under your number.",
    'I can book a new one, or take a message for the team. Which would you like?',
  ],
  yourBooking: (booking: Listed) => `I see your ${booking.service}, ${slot(booking)}.`,
  youHave: (bookings: readonly Listed[]) =>
    `You have ${bookings.map((one) => `${withArticle(one.service)} ${slot(one)}`).join('; and ')}.`,
  whichBooking: () => 'Which one do you mean?',
  whenInstead: () => 'When would you like to come instead?',
  moveTo: (service: string, from: string, option: Option) =>
    `So I'd move your ${service} from ${from} to ${slot(option)}.`,
  shallIMove: () => 'Shall I do that?',
  movedTo: (service: string, say: string, from: string | null) =>
    from === null
      ? `Done: your ${service} booking is moved to ${say}.`
      : `Done: your ${service} booking is moved from ${from} to ${say}.`,
  shallICancel: () => 'Shall I cancel it?',
  shallICancelAll: (count: number) => (count === 2 ? 'Shall I cancel both?' : 'Shall I cancel all of them?'),
  otherNotCancelled: () => [
    "I'm sorry, something went wrong, and I couldn't cancel the rest.",
    'Shall I try again, or would you rather leave a message?',
  ],
  cancelledIt: (service: string, say: string) => `Your ${service} booking of ${say} is cancelled.`,
  findAnother: () => 'Would you like to find another time?',
  kept: () => "All right, I've left it as it is.",
  whichMoveOrCancel: () => 'Which of the two: shall I move it, or cancel it?',
  moveOrCancel: () => 'Would you like to move it to another time, or cancel it?',
}
