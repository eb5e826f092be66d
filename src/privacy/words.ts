import type { RequestRow } from './change-request.ts'
import type { RequestType } from './request.ts'

/** A mail, or a text, without whom it is to. */
export interface Words {
  readonly subject: string
  readonly text: string
}

const RIGHTS: Readonly<Record<RequestType, string>> = {
  access: 'a copy of your data',
  delete: 'to have your data deleted',
  correct: 'to have your data corrected',
  object: 'that your data is not used',
  restrict: 'that your data is only kept',
  portability: 'your data in a form you can take along',
  optout_all: 'not to be contacted any more',
  optout_marketing: 'to get no advertising',
  optout_voice: 'not to be called',
  optout_sms: 'not to be texted',
  optout_whatsapp: 'not to be written to on WhatsApp',
}

const asked = (types: readonly RequestType[]): string => types.map((type) => RIGHTS[type]).join(', and ')

/** `2 March 2026`. In UTC: nobody is told an hour. */
export const dateOf = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(atMs)

const about = (requestId: string, ...paragraphs: readonly string[]): Words => ({
  subject: `Your privacy request ${requestId}`,
  text: [...paragraphs, `The number of your request is ${requestId}.`].join('\n\n'),
})

/** As a sentence begins with it. */
const sentence = (business: string): string => `${business.slice(0, 1).toUpperCase()}${business.slice(1)}`

type Asked = Pick<RequestRow, 'id' | 'status' | 'outcome' | 'dueAtMs'> & { readonly types: readonly RequestType[] }

/** That a request was received, and by when it is answered. The same whether anything is known of whoever asks or not. */
export const acknowledgement = ({ id, types, dueAtMs }: Asked, business: string): Words =>
  about(
    id,
    `We have received your request to ${business}: you ask for ${asked(types)}.`,
    `It is looked at by ${business}, and you have an answer by ${dateOf(dueAtMs)} at the latest. You need not do anything now; if something is needed from you, you will be asked.`,
  )

/** That it takes longer, and why. */
export const extension = ({ id, dueAtMs }: Asked, business: string, reason: string): Words =>
  about(
    id,
    `${sentence(business)} needs more time to answer your request. The reason: ${reason}.`,
    `You have an answer by ${dateOf(dueAtMs)} at the latest.`,
  )

/** That data is going to be deleted, to every channel that is known. */
export const deletionNotice = ({ id }: Asked, business: string, startsAtMs: number): Words =>
  about(
    id,
    `${business} was asked to delete what it keeps about you. That will be done after ${new Date(startsAtMs).toUTCString()} and cannot be undone.`,
    'If you did not ask for this, or have changed your mind, answer this mail before then and write that you withdraw the request.',
  )

/** To whom a request is about, who has called off what somebody asked for in their name. */
export const calledOff = (requestId: string): Words =>
  about(requestId, 'The request has been taken back, as you wrote. Nothing more is done about it.')

export const deletionText = (business: string): string =>
  `${business}: somebody asked us to delete what we keep about you. It is done in 24 hours and cannot be undone. If that was not you, tell us before then: write or call us.`

const ENDS: Readonly<Partial<Record<Asked['status'], (asked: Asked, business: string) => string>>> = {
  completed: ({ types }, business) =>
    `${sentence(business)} has done what you asked for (${asked(types)}). What must be kept by law, such as that you are not to be contacted, is kept for that alone.`,
  refused: ({ outcome }, business) =>
    `${sentence(business)} cannot do what you asked for. ${WHY_REFUSED[outcome ?? ''] ?? 'Ask them for the reason.'} You may complain to your data protection authority, or ask ${business} to look at it again.`,
  withdrawn: () => 'You took your request back. Nothing more is done about it.',
  expired: () =>
    'We could not find out whether it was you who asked, so nothing was done. You can ask again at any time.',
}

/** Why a business may refuse, as words that are kept, and what whoever asked is told. */
export const WHY_REFUSED: Readonly<Record<string, string>> = {
  not_verified: 'It could not be found out whether it was you who asked.',
  not_found: 'With what you gave, nothing could be found that could be said to be yours.',
  required_by_law: 'A law demands that it is kept as it is.',
  legal_claim: 'It is needed for a legal claim.',
  repeated: 'The same was asked and answered a short time ago.',
  rights_of_others: 'It would take away from the rights of others.',
  not_the_controller: 'They do not decide about this data.',
  other: 'Ask them for the reason.',
}

/** The outcome of a request that another, made of it, answers. */
export const FORWARDED = 'forwarded'

/** How it ended; null while it has not, and for one that is answered elsewhere. */
export function ending(request: Asked, business: string): Words | null {
  const say = request.outcome === FORWARDED ? undefined : ENDS[request.status]
  return say === undefined ? null : about(request.id, say(request, business))
}

/** To the person who looks after privacy in a business. It names nobody. */
export const reminder = ({ id, types, dueAtMs, status }: Asked, percent: number): Words => ({
  subject: percent === 100 ? `A privacy request is overdue: ${id}` : `A privacy request is due on ${dateOf(dueAtMs)}`,
  text: [
    `A request (${types.join(', ')}) is to be answered by ${dateOf(dueAtMs)}. ${percent} % of the time has passed. It stands at "${status}".`,
    `Read it with GET /v1/privacy/requests/${id}.`,
  ].join('\n\n'),
})
