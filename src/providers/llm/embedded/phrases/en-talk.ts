import { listed, withArticle } from './en-lists.ts'

/** What the caller may ask for here, so that nothing is promised that is switched off. */
export interface Abilities {
  readonly book: boolean
  readonly refill: boolean
  readonly message: boolean
}

function abilities({ book, refill, message }: Abilities): string {
  const can = [
    ...(book ? ['book, move or cancel an appointment'] : []),
    ...(refill ? ['take a refill request'] : []),
    'answer questions',
    ...(message ? ['take a message'] : []),
  ]
  return listed(can)
}

export const enTalk = {
  howCanIHelp: () => ['How can I help you?'],
  hello: (busy: boolean) => [busy ? "Hello, I'm here." : 'Hello!'],
  whatICanDo: (can: Abilities) => [`I can ${abilities(can)}.`, 'What would you like to do?'],
  stillThere: () => 'Are you still there?',
  hearingNothing: () => "I can't hear you.",
  silentGoodbye: () => ["I can't hear anyone, so I'll hang up now.", 'Please call again any time. Goodbye.'],
  takeYourTime: () => ['Take your time.'],
  goodbye: (business: string) => [`Thank you for calling ${business}.`, 'Goodbye!'],
  callNow: () => ['Please do that right away.', "You don't need to stay on this call."],
  nothingBooked: () => "All right, I haven't booked anything.",
  anythingElse: () => 'Is there anything else I can help you with?',
  welcome: () => "You're welcome.",
  fine: () => 'All right.',
  sure: () => 'Sure.',
  yesWeDo: () => 'Yes, we do.',
  noProblem: () => 'No problem.',
  thanks: () => 'Thank you.',
  sorry: () => "I'm sorry about that.",
  sorryToHear: () => "I'm sorry to hear that.",
  notMyField: () => "I'm afraid that's not something I can help with.",
  iUnderstand: () => 'I understand.',
  imWell: () => "I'm doing well, thank you.",
  iAmAnAi: (business: string, canTransfer: boolean) => [
    `I'm an AI assistant answering for ${business}, not a person.`,
    ...(canTransfer ? ['If you would rather talk to someone, just say so.'] : []),
  ],
  cannotSeeCalls: () => "I'm sorry, I can't see who called you, or why.",
  thisIs: (business: string) => [`This is the AI assistant of ${business}.`],
  isRecorded: () => 'Yes, this call is recorded.',
  notRecorded: () => "No, this call isn't recorded.",
  notLicensed: (business: string) => [`No, I'm an AI assistant for ${business}, not a member of the medical staff.`],
  notTheirs: () => ["I can't tell you anything about other callers."],
  noCards: () => ["Please don't give me card details; I can't take them on this line."],
  noAdvice: (canBook: boolean) => [
    "I can't give medical advice.",
    canBook
      ? 'I can book you a visit so that someone can look at it, or take a message for the team.'
      : 'I can take a message for the team.',
  ],
  englishOnly: () => [
    "I'm sorry, I only understand English.",
    'Would you like me to take a message, or have someone call you back?',
  ],
  didNotCatch: (misses: number): string =>
    misses > 1 ? "I'm sorry, I still didn't get that." : "I'm sorry, I didn't catch that.",
  forExample: (can: Abilities) => [
    `You can say, for example, ${listed([
      ...(can.book ? ['"I would like to book an appointment"'] : []),
      ...(can.refill ? ['"I need a refill"'] : []),
      '"what are your hours"',
      ...(can.message ? ['"I want to leave a message"'] : []),
    ])}.`,
  ],
  havingTrouble: (canMessage: boolean) => [
    "I'm sorry, I'm having trouble understanding you.",
    canMessage
      ? 'Would you like someone to call you back, or shall I take a message?'
      : 'Would you like someone to call you back?',
  ],
  callBackOrMessage: () => 'Would you like someone to call you back, or shall I take a message?',
  keyMeansNothing: () => "That key doesn't do anything here.",
  unknownAnswer: (canMessage: boolean) => [
    "I'm sorry, I don't have an answer to that.",
    ...(canMessage ? ['Shall I take a message so that someone can get back to you?'] : []),
  ],
  notOffered: (services: readonly string[]) => [
    `I'm not sure we offer that: what I can book is ${listed(services.map(withArticle))}.`,
  ],
  noPrice: (canMessage: boolean) => [
    "I'm sorry, I don't have a price for that.",
    ...(canMessage ? ['Shall I take a message so that someone can tell you?'] : []),
  ],
  noHours: () => "I'm sorry, I can't look up our hours just now.",
  takesAbout: (service: string, minutes: number) =>
    `${withArticle(service)[0]?.toUpperCase() ?? ''}${withArticle(service).slice(1)} takes about ${minutes} minutes.`,
  weOffer: (services: readonly string[], more: boolean) =>
    `We offer ${listed(services, 'and')}${more ? ', and more' : ''}.`,
  connecting: () => ["I'll connect you now."],
  willCallBack: () => ["I've asked someone to call you back."],
  nobodyThere: (canMessage: boolean) => [
    "I'm sorry, I can't reach anyone right now.",
    ...(canMessage ? ['Shall I take a message?'] : ['Please call again a little later.']),
  ],
  cantDoThat: (canMessage: boolean) => [
    "I'm sorry, I can't do that on this line.",
    ...(canMessage ? ['Shall I take a message for the team?'] : []),
  ],
  goOnWithBooking: (service: string | null) =>
    `Shall we go on with ${service === null ? 'the booking' : `booking ${withArticle(service)}`}?`,
  goOnWith: (what: 'move' | 'cancel' | 'message' | 'refill') =>
    ({
      move: 'Shall we go on with moving your appointment?',
      cancel: 'Shall we go on with cancelling your appointment?',
      message: 'Shall we go on with your message?',
      refill: 'Shall we go on with your refill request?',
    })[what],
}
