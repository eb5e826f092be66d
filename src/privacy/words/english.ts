import { KEEP_WORDS } from '../deletion-answer.ts'
import type { RequestType } from '../request.ts'
import { capitalised, type Words, type Wording } from './wording.ts'

const RIGHTS: Readonly<Record<RequestType, string>> = {
  access: 'a copy of your data',
  delete: 'the deletion of your data',
  correct: 'the correction of your data',
  object: 'an end to the use of your data',
  restrict: 'a limit on the use of your data',
  portability: 'your data in a form you can take along',
  optout_all: 'no more contact',
  optout_marketing: 'no more advertising',
  optout_voice: 'no more calls',
  optout_sms: 'no more texts',
  optout_whatsapp: 'no more messages on WhatsApp',
}

const rights = (types: readonly RequestType[]): string =>
  new Intl.ListFormat('en').format(types.map((type) => RIGHTS[type]))

/** `2 March 2026`. In UTC: nobody is told an hour. */
const day = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(atMs)

const about = (requestId: string, ...paragraphs: readonly string[]): Words => ({
  subject: `Your privacy request ${requestId}`,
  text: [...paragraphs, `The number of your request is ${requestId}.`].join('\n\n'),
})

export const english: Wording = {
  unnamed: 'the business',
  rights,
  extensionReasons: {
    complex: 'it is complex',
    many_requests: 'many requests came in',
    records_elsewhere: 'what is kept lies with others who have to be asked',
  },
  whyRefused: {
    not_verified: 'It could not be found out whether it was you who asked.',
    not_found: 'With what you gave, nothing could be found that could be said to be yours.',
    required_by_law: 'A law demands that it is kept as it is.',
    legal_claim: 'It is needed for a legal claim.',
    repeated: 'The same was asked and answered a short time ago.',
    rights_of_others: 'It would take away from the rights of others.',
    not_the_controller: 'They do not decide about this data.',
    other: 'Ask them for the reason.',
  },
  acknowledgement: ({ id, types, dueAtMs }, business) =>
    about(
      id,
      `We have received your request to ${business}: you ask for ${rights(types)}.`,
      `It is looked at by ${business}, and you have an answer by ${day(dueAtMs)} at the latest. You need not do anything now; if something is needed from you, you will be asked.`,
    ),
  extension: ({ id, dueAtMs }, business, reason) =>
    about(
      id,
      `${capitalised(business)} needs more time to answer your request. The reason: ${english.extensionReasons[reason]}.`,
      `You have an answer by ${day(dueAtMs)} at the latest.`,
    ),
  completed: ({ id, types }, business) =>
    about(
      id,
      `${capitalised(business)} has done what you asked for (${rights(types)}). What must be kept by law, such as that you are not to be contacted, is kept for that alone.`,
    ),
  refused: ({ id }, business, why) =>
    about(
      id,
      `${capitalised(business)} cannot do what you asked for. ${why} You may complain to your data protection authority, or ask ${business} to look at it again.`,
    ),
  withdrawn: ({ id }) => about(id, 'The request was taken back. Nothing more is done about it.'),
  expired: ({ id }) =>
    about(
      id,
      'We could not find out whether it was you who asked, so nothing was done. You can ask again at any time.',
    ),
  deletionNotice: (requestId, business, startsAtMs) =>
    about(
      requestId,
      `${business} was asked to delete what it keeps about you. That will be done after ${new Date(startsAtMs).toUTCString()} and cannot be undone.`,
      'If you did not ask for this, or have changed your mind, answer this mail before then and write that you withdraw the request.',
    ),
  deletionText: (business) =>
    `${business}: somebody asked us to delete what we keep about you. It will be done 24 hours from now and cannot be undone. If that was not you, answer this message before then: ${KEEP_WORDS.en}`,
  deletionKept: (business) => `${business}: thank you. Nothing is deleted: what we keep about you stays as it is.`,
  deletionHeld: (business) =>
    `${business}: thank you. Nothing is deleted for now. Somebody who works here reads your message first and then asks you what is to be done.`,
  calledOff: (requestId) =>
    about(requestId, 'The request has been taken back, as you wrote. Nothing more is done about it.'),
  codeMail: ({ id, types, business, code }) => ({
    subject: `Your privacy request ${id}`,
    text: `Somebody asked ${business} in your name for ${rights(types)}. If that was you, say so on the page below within a day, or answer this mail with the code ${code} within 10 minutes. If it was not you, do nothing: then nothing is given out and nothing is deleted.`,
  }),
  codeText: ({ types, business, code }, isStopped) =>
    `${business}: ${code} is your code. Somebody asked us in your name for ${rights(types)}. It is good for 10 minutes. If that was not you, tell it to nobody.${isStopped ? ' You will get no other messages.' : ''}`,
  stopped: (business) =>
    `As asked by mail, you will get no more messages or calls from ${business}. If you did not ask for that, let us know.`,
  exportReady: (business, link, endsAtMs) => ({
    subject: `The data that ${business} keeps about you`,
    text: `What ${business} keeps about you is ready. It can be fetched once, until ${new Date(endsAtMs).toUTCString()}:

${link}

The page asks for a code, which we sent to you another way. If you did not ask for this, answer this mail.`,
  }),
  exportCode: (business, code) => ({
    subject: `A code from ${business}`,
    text: `${business}: ${code} opens the copy of your data that you asked for. Enter it on the page of the link. If you did not ask, tell nobody.`,
  }),
}
