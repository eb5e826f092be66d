import { en } from './en.ts'

/** English for calls that the business makes: they were called, and not from that number. */
export const enCalled: typeof en = {
  ...en,
  goodbye: (business) => [`Thank you for your time, from all of us at ${business}.`, 'Goodbye!'],
  silentGoodbye: () => ["I can't hear anyone, so I'll hang up now.", 'You can call us at any time. Goodbye.'],
  iAmAnAi: (business, canTransfer) => [
    `I'm an AI assistant calling for ${business}, not a person.`,
    ...(canTransfer ? ['If you would rather talk to someone, just say so.'] : []),
  ],
  nobodyThere: (canMessage) => [
    "I'm sorry, I can't reach anyone right now.",
    ...(canMessage ? ['Shall I take a message?'] : ['Please call us a little later.']),
  ],
  offerCallerId: () => 'Is the number I called you on the best one to reach you?',
  thisNumber: () => 'the number I called you on',
}
