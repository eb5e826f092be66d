import { listed } from './en-lists.ts'
import { en } from './en.ts'

/** English for messages: nobody hears, rings or stays on a line. */
export const enWriting: typeof en = {
  ...en,
  goodbye: (business) => [`Thank you for writing to ${business}.`, 'Goodbye!'],
  isRecorded: () => 'What we write to each other here is kept for the team.',
  notRecorded: () => 'What we write to each other here is kept for the team.',
  noCards: () => ["Please don't send me card details; I can't take them here."],
  englishOnly: () => [
    "I'm sorry, I can only write in English.",
    'Would you like me to take a message, or have someone call you back?',
  ],
  didNotCatch: (misses) =>
    misses > 1 ? "I'm sorry, I still didn't understand that." : "I'm sorry, I didn't understand that.",
  forExample: (can) => [
    `You can write, for example, ${listed([
      ...(can.book ? ['"I would like to book an appointment"'] : []),
      ...(can.refill ? ['"I need a refill"'] : []),
      '"what are your hours"',
      ...(can.message ? ['"I want to leave a message"'] : []),
    ])}.`,
  ],
  nobodyThere: (canMessage) => [
    "I'm sorry, I can't reach anyone right now.",
    ...(canMessage ? ['Shall I take a message?'] : ['Please write again a little later.']),
  ],
  cantDoThat: (canMessage) => [
    "I'm sorry, I can't do that here.",
    ...(canMessage ? ['Shall I take a message for the team?'] : []),
  ],
  offerCallerId: () => 'Is the number you are writing from the best one to reach you?',
  thisNumber: () => 'the number you are writing from',
  letMeReadBack: (values) => `Let me check that: ${values.join('; ')}.`,
  badField: (type) => LOOKS_WRONG[type] ?? "I'm sorry, I didn't understand that.",
  fieldExample: (type) => EXAMPLES[type] ?? null,
}

const LOOKS_WRONG: Readonly<Record<string, string>> = {
  phone: "That doesn't look like a whole phone number.",
  email: "That doesn't look like an email address.",
  date: "I don't see a date in that.",
  dob: "I don't see a date of birth in that.",
  number: "I don't see a number in that.",
  boolean: 'Please answer yes or no.',
  zip: "That doesn't look like a zip code.",
  name: "I don't see a name in that.",
}

const EXAMPLES: Readonly<Record<string, string>> = {
  phone: 'With the area code, please.',
  dob: 'For example: March 5, 1980.',
  date: 'For example: March 5.',
  email: 'For example: ann@example.com.',
  zip: 'Five digits, please.',
}
