import { capital, listed } from './en-lists.ts'

export const enForms = {
  askField: (label: string) => `${capital(label)}, please?`,
  orKeyIt: () => 'You can also key it in.',
  offerCallerId: () => 'Is the number you are calling from the best one to reach you?',
  askPhone: () => 'What number is best to reach you?',
  badField: (type: string) =>
    ({
      phone: "That doesn't sound like a whole phone number.",
      email: "That doesn't sound like an email address.",
      date: "I didn't catch a date.",
      dob: "I didn't catch a date of birth.",
      number: "I didn't catch a number.",
      boolean: 'Please say yes or no.',
      zip: "That doesn't sound like a zip code.",
      name: "I didn't catch a name.",
    })[type] ?? "I'm sorry, I didn't catch that.",
  fieldExample: (type: string) =>
    ({
      phone: 'You can say it digit by digit, with the area code.',
      dob: 'For example: March fifth, 1980.',
      date: 'For example: March fifth.',
      email: 'For example: ann at example dot com.',
      zip: 'Five digits, please.',
    })[type] ?? null,
  chooseFrom: (options: readonly string[]) => `You can choose ${listed(options)}.`,
  messageStart: () => "I'll take a message.",
  cannotButPassOn: () => "I can't arrange that myself, but I can pass it on to the team.",
  willPassOn: () => "I'll pass that on to the team.",
  willPassOnAfter: () => "I can't arrange that part myself, but once this is booked I can pass it on to the team.",
  sendBeforeYouGo: () => 'Before you go: shall I send your message to the team?',
  passOnToo: () => 'Shall I pass on to the team what else you asked for?',
  refillStart: () => 'I can send a refill request to the team.',
  letMeReadBack: (values: readonly string[]) => `Let me read that back: ${values.join('; ')}.`,
  fieldSaid: (label: string, value: string) => `${label.toLowerCase()}, ${value}`,
  spelled: (letters: string) => `spelled ${letters}`,
  isThatRight: (said: string) => `I have ${said}. Is that right?`,
  letterByLetter: (letters: string) => `Letter by letter: ${letters}.`,
  whatThen: () => "Sorry about that, let's try once more.",
  thisNumber: () => 'the number you are calling from',
  shallISendIt: () => 'Shall I send it?',
  whichPart: (labels: readonly string[]) =>
    `Which part shall I change: ${listed(labels.map((label) => label.toLowerCase()))}?`,
  messageTaken: () => 'Thank you, I have passed your message on to the team.',
  messageFailed: () => ["I'm sorry, I couldn't save your message just now.", 'Shall I try again?'],
  refillNotTaken: () => "I can't take a request for that one, so I've passed your message on to the team.",
  refillFailed: () => [
    "I'm sorry, I couldn't send your request just now.",
    'Shall I try again, or would you rather leave a message?',
  ],
}
