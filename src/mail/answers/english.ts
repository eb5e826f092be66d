import type { ToldRequest } from './told-request.ts'
import type { Told, Wording } from './wording.ts'

const STATES: Readonly<Record<ToldRequest['status'], string>> = {
  open: 'received, and not yet answered',
  received: 'received',
  awaiting_identity: 'waiting for the code that was sent',
  with_business: 'with the business',
  waiting: 'begins soon, and can still be taken back',
  working: 'being worked on',
  completed: 'done',
  refused: 'refused',
  withdrawn: 'taken back',
  expired: 'closed, because nobody answered',
}

const day = (atMs: number): string => new Date(atMs).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' })

const line = ({ id, status, dueAtMs }: ToldRequest): string =>
  `- ${id}: ${STATES[status]}; ${dueAtMs === null ? 'answered within the time that the law sets' : `to be answered by ${day(dueAtMs)} at the latest`}.`

const to = ({ business }: Told): string => (business === null ? '' : ` to ${business}`)

export const english: Wording = {
  hello: 'Hello,',
  goodbye:
    'This is an automatic answer. If you want to add something, answer it in plain text; what no program understands is read by a person.',
  subject: (reference) => (reference === null ? 'Your mail' : `Your mail [${reference}]`),
  say: {
    opted_out: ({ business, isAddressed, isCut }) =>
      `${isCut ? 'The first 20 phone numbers and e-mail addresses' : 'The phone numbers and e-mail addresses'} in your mail will not be contacted any more by ${isAddressed && business !== null ? business : 'any business that we work for and that has them on file'}. This holds from now on.${isCut ? ' Please write again for the others.' : ' You do not have to do anything else.'}`,
    requested: (told) =>
      `We have your request${to(told)}. Its reference is ${told.reference ?? 'in the subject'}, and it is answered within the time that the law sets.\n\nBefore anything is given out or changed we have to be sure who asks. If a phone number or address that you gave is on file, a code is sent there now: answer this mail with that code, or open the link that comes with it by mail. Until then we can tell nobody, you included, whether anything is on file.${told.business === null ? '\n\nIf you have not said which business this is about, please answer with its name.' : ''}`,
    confirmed: () =>
      'Thank you, the code is right, and your request goes on. A deletion begins 24 hours from now. Until then you can take it back: answer this mail with "I withdraw my request".',
    not_confirmed: () =>
      'This code could not be used. Codes hold for ten minutes, for one request and for the address that asked. Write to us again and a new one is sent, if there is somewhere to send it.',
    not_withdrawn: () =>
      'We found no request that this mail can take back, so none was stopped. If you want to take one back, please answer the mail in which we gave you its reference.',
    status: ({ requests }) =>
      requests.length === 0
        ? 'There is no request that we could tell this address about.'
        : `This is how your requests stand:\n${requests.map(line).join('\n')}`,
    alarm: () => 'Your mail goes to one of our people at once, and they will write to you themselves.',
    ticket: ({ reference }) =>
      `We have your message${reference === null ? '' : ` (${reference})`}. Somebody will answer it within two business days.`,
    ask_text: () =>
      'We could not read what you want: the mail was empty, a picture or encrypted. Please write it again in plain words.',
    ask_meaning: () =>
      'Your mail can be read in more than one way, so nothing has been done yet. Please answer in one sentence what you would like us to do.',
    waiting: ({ business }) => `Your mail has been passed on to ${business ?? 'the business it is for'}.`,
  },
}
