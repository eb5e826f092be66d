import { and, eq, gt } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { startChallenge } from '../privacy/challenge.ts'
import { findPerson } from '../privacy/find-person.ts'
import { openRequest } from '../privacy/open-request.ts'
import { optOut } from '../privacy/opt-out.ts'
import {
  ENDED_STATUSES,
  isAtLeast,
  type IdentityLevel,
  type RequestDetails,
  type RequestType,
} from '../privacy/request.ts'
import { oneOf } from '../records/expired.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { neededFor } from '../privacy/permits.ts'
import type { ReadMail } from './act-on-mail.ts'
import { mailCtx, PLATFORM_OWNER, type MailOwner, type MailWorld } from './mail-world.ts'
import type { Outcome } from './outcome.ts'
import type { MailPlan } from './plan.ts'
import type { Route } from './route-mail.ts'

/** Businesses at which one step ends being contacted. With more, the next step goes on after them. */
export const OPENED_PER_STEP = 10

interface Requested {
  readonly outcomes: readonly Outcome[]
  /** With those of the steps before, the one that an answer names first. */
  readonly requestIds: readonly string[]
}

interface Opening {
  readonly owner: MailOwner
  readonly types: readonly RequestType[]
  /** Whether the mail itself names the business. */
  readonly isNamed: boolean
}

/** What a mail makes us open that its earlier steps have not. */
export async function openingsLeft(
  world: MailWorld,
  mail: ReadMail,
  plan: MailPlan,
  route: Route,
): Promise<readonly Opening[]> {
  const before = await ownersOf(world, mail.soFar)
  return openingsFor(plan, route).filter(({ owner }) => !before.has(owner.tenantId))
}

/** Opens the requests that a mail makes, at the businesses they are for, and asks who it is where that has to be known. */
export async function openRequests(
  world: MailWorld,
  mail: ReadMail,
  plan: MailPlan,
  openings: readonly Opening[],
): Promise<Requested> {
  const opened: Opened[] = []
  for (const opening of openings) opened.push(await openOne(world, mail, plan, opening))
  const outcomes: Outcome[] = []
  if (plan.optOuts.length > 0) outcomes.push('opted_out')
  // One that is over has told them so itself.
  const isAllOver = mail.soFar.length === 0 && opened.every(({ isOver }) => isOver)
  if (plan.rights.length > 0) outcomes.push(isAllOver ? 'told' : 'requested')
  return { outcomes, requestIds: [...mail.soFar, ...opened.map(({ requestId }) => requestId)] }
}

/** Where the requests of earlier steps lie. */
async function ownersOf({ regions }: MailWorld, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const pages = await Promise.all(
    regions.map(({ db }) =>
      db.select({ tenantId: privacyRequests.tenantId }).from(privacyRequests).where(oneOf(privacyRequests.id, ids)),
    ),
  )
  return new Set(pages.flat().map(({ tenantId }) => tenantId))
}

interface Opened {
  readonly requestId: string
  readonly isOver: boolean
}

/**
 * Where to open what. Who knows them is used only where there is no doubt whose matter it is; an end to being contacted harms
 * nobody and is for all of them.
 */
function openingsFor({ optOuts, rights }: MailPlan, { named, knowing }: Route): readonly Opening[] {
  const all = [...optOuts, ...rights]
  if (all.length === 0) return []
  // The first is the one an answer names: the platform's own is there whoever it is.
  const owner = named ?? (knowing.length === 1 ? knowing[0] : undefined) ?? PLATFORM_OWNER
  const first = { owner, types: all, isNamed: owner === named }
  if (optOuts.length === 0) return [first]
  const others = knowing.filter(({ tenantId }) => tenantId !== owner.tenantId)
  return [first, ...others.map((each) => ({ owner: each, types: optOuts, isNamed: false }))]
}

async function openOne(world: MailWorld, mail: ReadMail, plan: MailPlan, opening: Opening): Promise<Opened> {
  const { owner, types, isNamed } = opening
  const ctx = mailCtx(world, owner)
  const { facts } = mail.reading
  const personId = await findPerson(ctx, { phones: facts.phones, emails: addressesIn(mail), whatsappIds: [] })
  const identityLevel = await levelOf(ctx, mail.reading, personId)
  const opened = await openRequest(ctx, {
    types,
    source: 'email',
    identityLevel,
    personId,
    named: isNamed,
    place: facts.place,
    details: detailsOf(mail, plan, types),
    dedupe: dedupeOf(mail, types),
    receivedAtMs: mail.receivedAtMs,
  })
  const { requestId, status } = opened
  const optOuts = types.filter((type) => plan.optOuts.includes(type))
  // What was merged into another is heeded as well: it may name another number.
  if (!opened.isNew && optOuts.length > 0)
    await optOut(ctx, { personId, source: 'email' }, detailsOf(mail, plan, types), optOuts)
  // Asked for whoever it is: whether anybody is reached is told to nobody.
  const isSure = types.every((type) => isAtLeast(identityLevel, neededFor(type)))
  if (!isSure && (opened.isNew || !(await wasAskedLately(ctx, requestId)))) await startChallenge(ctx, requestId)
  return { requestId, isOver: ENDED_STATUSES.includes(status) }
}

const addressesIn = ({ reading: { facts, from } }: ReadMail): readonly string[] => [
  ...new Set([...(from === null ? [] : [from.address]), ...facts.emails]),
]

function detailsOf(mail: ReadMail, plan: MailPlan, types: readonly RequestType[]): RequestDetails {
  const { facts, findings, from, language } = mail.reading
  const [name] = facts.names
  // An end to being contacted is told by the answer to this mail; there is nothing more to say about it later.
  const isOver = types.every((type) => plan.optOuts.includes(type))
  return {
    replyTo: plan.mayAnswer && !isOver ? (from?.address ?? null) : null,
    ...(language !== null && { language }),
    ...(name !== undefined && { name }),
    phones: facts.phones,
    emails: addressesIn(mail),
    quotes: findings.map(({ quote }) => quote),
    corrections: facts.corrections,
    mailId: mail.mailId,
    ...(plan.onBehalf !== null && { onBehalf: plan.onBehalf }),
  }
}

const ASKED_LATELY_MS = 10 * 60 * 1000

/** Whether a code is out that still counts: many mails at once send one. */
async function wasAskedLately({ db, nowMs }: Ctx, requestId: string): Promise<boolean> {
  const lately = and(
    eq(requestChallenges.requestId, requestId),
    gt(requestChallenges.createdAtMs, nowMs - ASKED_LATELY_MS),
  )
  return (await db.select({ id: requestChallenges.id }).from(requestChallenges).where(lately).limit(1)).length > 0
}

/** Mails of one sender about the same are one request, those that are who they say apart from those that may not be. */
function dedupeOf({ reading, mailId }: ReadMail, types: readonly RequestType[]): string {
  const sender = reading.from?.address ?? mailId
  return ['mail', reading.authentication.level === 'pass' ? 'sure' : 'unsure', sender, ...types.toSorted()].join('|')
}

/** L2 where the address itself is on file of whom the mail is about, and of nobody else. */
async function levelOf(ctx: Ctx, reading: ReadMail['reading'], personId: string | null): Promise<IdentityLevel> {
  if (reading.authentication.level !== 'pass' || reading.from === null) return 'L0'
  if (personId === null) return 'L1'
  const known = await findPerson(ctx, { phones: [], emails: [reading.from.address], whatsappIds: [] })
  return known === personId ? 'L2' : 'L1'
}
