import type { RequestRow } from './change-request.ts'
import type { RequestType } from './request.ts'
import { english } from './words/english.ts'
import { spanish } from './words/spanish.ts'
import type { Asked, Words, Wording } from './words/wording.ts'

/** How somebody is told of a request: in Spanish where they wrote in Spanish, in English otherwise. `language`: ISO 639-1. */
export const wordingIn = (language: string | null | undefined): Wording => (language === 'es' ? spanish : english)

/** What is asked for, as it follows "asked for", or "pidió": `a copy of your data and no more calls`. */
export const rightsIn = (types: readonly RequestType[], language: string | null | undefined): string =>
  wordingIn(language).rights(types)

/** The outcome of a request that another, made of it, answers. */
export const FORWARDED = 'forwarded'

type Ended = Asked & Pick<RequestRow, 'status' | 'outcome'>

/** How it ended; null while it has not, and for one that is answered elsewhere. */
export function ending(request: Ended, business: string, wording: Wording): Words | null {
  if (request.outcome === FORWARDED) return null
  switch (request.status) {
    case 'completed':
      return wording.completed(request, business)
    case 'refused': {
      const reasons: Readonly<Record<string, string>> = wording.whyRefused
      return wording.refused(request, business, reasons[request.outcome ?? ''] ?? wording.whyRefused.other)
    }
    case 'withdrawn':
      return wording.withdrawn(request)
    case 'expired':
      return wording.expired(request)
    default:
      return null
  }
}

/** `2 March 2026`, in UTC. */
const dateOf = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(atMs)

/** To the person who looks after privacy in a business. It names nobody. */
export const reminder = (
  { id, types, dueAtMs, status }: Asked & Pick<RequestRow, 'status'>,
  percent: number,
): Words => ({
  subject: percent === 100 ? `A privacy request is overdue: ${id}` : `A privacy request is due on ${dateOf(dueAtMs)}`,
  text: [
    `A request (${types.join(', ')}) is to be answered by ${dateOf(dueAtMs)}. ${percent} % of the time has passed. It stands at "${status}".`,
    `Read it with GET /v1/privacy/requests/${id}.`,
  ].join('\n\n'),
})
