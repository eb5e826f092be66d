import { answerChallenge, startChallenge } from '../privacy/challenge.ts'
import { hasEnded, typesOf } from '../privacy/change-request.ts'
import { forwardRequest } from '../privacy/forward-request.ts'
import { isAtLeast, PLATFORM, type RequestType } from '../privacy/request.ts'
import { FORWARDED } from '../privacy/words.ts'
import { stopBusinessMail } from './business-mail.ts'
import { mailCtx, type MailWorld } from './mail-world.ts'
import { OPENED_PER_STEP, openingsLeft, openRequests } from './open-requests.ts'
import type { Outcome } from './outcome.ts'
import { planFor, type MailPlan } from './plan.ts'
import type { MailReading } from './reading/mail-reading.ts'
import { routeMail, type Route } from './route-mail.ts'
import { ownRequests, type OwnRequest } from './own-requests.ts'
import { callPeople } from './call-people.ts'
import { takeBack } from './take-back.ts'

/** A mail that was read, and what is known of it beside its words. */
export interface ReadMail {
  readonly mailId: string
  readonly inbox: string
  /** Whose address it came to. */
  readonly owner: { readonly tenantId: string; readonly region: 'global' | 'eu' | 'us' }
  readonly reading: MailReading
  /** Ids that its address names after a plus, besides those it names itself. */
  readonly thread: string | null
  readonly senderToken: string | null
  readonly receivedAtMs: number
  /** It was worked on before, by somebody who did not get to its end. */
  readonly isRetry: boolean
  /** The requests that earlier steps of it made, where it asks for more than one step can do. */
  readonly soFar: readonly string[]
}

/** What was done about a mail. */
export interface Acted {
  readonly outcomes: readonly Outcome[]
  readonly requestIds: readonly string[]
  readonly ticketId: string | null
  readonly needsPerson: boolean
  readonly mayAnswer: boolean
  /** Whether there is more of the same to do, in the next step. */
  readonly isPartial: boolean
}

/**
 * Does what a mail asks for, as far as it may at this level of certainty about who asks.
 *
 * Safe to repeat: a request, a suppression and a ticket of the same mail are the same the second time.
 */
export async function actOnMail(world: MailWorld, mail: ReadMail): Promise<Acted> {
  const plan = planFor(mail.reading)
  const { mayAnswer } = plan
  if (plan.closed !== null)
    return { outcomes: ['closed'], requestIds: [], ticketId: null, needsPerson: false, mayAnswer, isPartial: false }
  const addressed = mail.inbox === 'business' ? mail.owner : null
  const route = await routeMail(world, mail.reading, addressed)
  if (addressed === null && mail.reading.from !== null && plan.optOuts.length > 0)
    await stopBusinessMail(world, { address: mail.reading.from.address }, 'email')
  // Who takes a request back wants it nowhere.
  const passed = plan.about === 'withdraw' ? null : await passOn(world, mail, route)
  // What is said again with the name of the business is the request that went there.
  const asked = { ...plan, rights: plan.rights.filter((right) => passed?.types.includes(right) !== true) }
  const openings = await openingsLeft(world, mail, asked, route)
  const isPartial = openings.length > OPENED_PER_STEP
  if (isPartial) {
    const { requestIds } = await openRequests(world, mail, asked, openings.slice(0, OPENED_PER_STEP))
    return { outcomes: [], requestIds, ticketId: null, needsPerson: false, mayAnswer, isPartial }
  }
  const told = passed ?? (await tellOfRequests(world, mail, plan))
  const requested = await openRequests(world, mail, asked, openings)
  const called = await callPeople(world, mail, plan, {
    route,
    isHandled: told.outcomes.length + requested.outcomes.length > 0,
  })
  return {
    outcomes: [...new Set([...called.outcomes, ...told.outcomes, ...requested.outcomes])],
    requestIds: [...new Set([...told.requestIds, ...requested.requestIds])],
    ticketId: called.ticketId ?? told.ticketId ?? null,
    needsPerson: called.needsPerson || told.ticketId !== undefined,
    mayAnswer,
    isPartial,
  }
}

interface Told {
  readonly outcomes: readonly Outcome[]
  readonly requestIds: readonly string[]
  readonly ticketId?: string
}

interface PassedOn extends Told {
  /** What the request asks for. */
  readonly types: readonly RequestType[]
}

/**
 * A request to us of which the answer names the business goes there: as old as it is, with what was written at first. Null where
 * the mail is not such an answer.
 */
async function passOn(world: MailWorld, mail: ReadMail, { named }: Route): Promise<PassedOn | null> {
  const { senderToken, reading } = mail
  const ids = namedIn(mail)
  if (named === null || ids.length === 0 || senderToken === null || reading.from === null) return null
  const own = await ownRequests(world, { address: reading.from.address, senderToken, named: ids })
  const open = own.find(({ row, owner }) => owner.tenantId === PLATFORM && !isOverElsewhere(row))
  if (open === undefined) return null
  const business = mailCtx(world, named)
  const requestId = await forwardRequest(mailCtx(world, open.owner), open.row.id, business)
  if (requestId === null) return null
  await startChallenge(business, requestId)
  return { outcomes: ['requested'], requestIds: [requestId], types: typesOf(open.row) }
}

/** One that was passed on is so again: the same, after a crash. */
const isOverElsewhere = (row: OwnRequest['row']): boolean => hasEnded(row) && row.outcome !== FORWARDED

/** The requests that a mail names, in its address or its words. */
const namedIn = ({ reading, thread }: ReadMail): readonly string[] => [
  ...new Set([...reading.facts.requestIds, ...(thread?.startsWith('prq_') ? [thread] : [])]),
]

/** What is said about a request there is already: by the address that asked for it; taken back also by whom it is about. */
async function tellOfRequests(world: MailWorld, mail: ReadMail, plan: MailPlan): Promise<Told> {
  const { about } = plan
  const { reading, senderToken } = mail
  if (about === null || senderToken === null || reading.from === null) return { outcomes: [], requestIds: [] }
  const named = namedIn(mail)
  const requests = await ownRequests(world, { address: reading.from.address, senderToken, named })
  if (about === 'code') return confirm(world, requests, mail)
  const isSure = reading.authentication.level === 'pass'
  if (about === 'status') return { outcomes: ['status'], requestIds: isSure ? requests.map(idOf) : [] }
  // The id in our own address is as good as a signature: it went to nobody else.
  return takeBack(world, mail, isSure || named.length > 0 ? requests : [], named)
}

const idOf = ({ row }: OwnRequest): string => row.id

const CODES_MAX = 2

/** Tries what may be the code against the newest request that waits for one. */
async function confirm(world: MailWorld, requests: readonly OwnRequest[], mail: ReadMail): Promise<Told> {
  const newest = requests.find(({ row }) => row.status === 'awaiting_identity') ?? requests[0]
  if (newest === undefined) return { outcomes: ['not_confirmed'], requestIds: [] }
  const { row, owner } = newest
  // A try that broke off after the code was taken has raised it already.
  if (mail.isRetry && isAtLeast(row.identityLevel, 'L3')) return { outcomes: ['confirmed'], requestIds: [row.id] }
  for (const code of mail.reading.facts.codes.slice(0, CODES_MAX)) {
    const answered = await answerChallenge(mailCtx(world, owner), row.id, code)
    if (answered.ok) return { outcomes: ['confirmed'], requestIds: [row.id] }
  }
  return { outcomes: ['not_confirmed'], requestIds: [row.id] }
}
