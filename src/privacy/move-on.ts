import { and, desc, eq } from 'drizzle-orm'
import { objectTo } from '../consent/change-wishes.ts'
import type { Ctx } from '../context.ts'
import { beginErasure } from '../erasure/begin-erasure.ts'
import { readProfile } from '../people/profile.ts'
import { ownedBy } from '../records/owned-by.ts'
import { people } from '../records/people/table.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { businessOf, type Business } from './business.ts'
import { CALLED_OFF, changeRequest, doneOf, findRequest, typesOf, type RequestRow } from './change-request.ts'
import { confirmStop } from './confirm-stop.ts'
import { beginExport } from './export/begin-export.ts'
import { handoverOf } from './export/handover-of.ts'
import { correctPerson } from './correct.ts'
import { restrictPerson } from './restrict.ts'
import { areSameName } from './same-name.ts'
import { nextStep, type Standing, type Step } from './next-step.ts'
import { optOut } from './opt-out.ts'
import { openDetails } from './request-details.ts'
import { permits } from './permits.ts'
import type { RequestDetails, RequestType } from './request.ts'
import { tellEnding } from './tell-asker.ts'
import { tellOfDeletion } from './tell-of-deletion.ts'

/** What was asked by somebody can be called off so long before it cannot be undone. */
export const ERASURE_HOLD_MS = 24 * 60 * 60 * 1000

/** More steps than there are rights. */
const STEPS_MAX = 15

/** A request with all that decides what is done about it. */
interface Opened {
  readonly row: RequestRow
  readonly details: RequestDetails
  readonly business: Business
}

/**
 * Does about a request what may be done by now: acts where it is sure enough who asks, else notes for whom it waits. Safe to
 * repeat, and repeated by a sweep where it was lost on the way.
 *
 * @returns the request as it stands then; undefined where there is none.
 */
export async function moveOn(ctx: Ctx, requestId: string): Promise<RequestRow | undefined> {
  const business = await businessOf(ctx)
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const row = await findRequest(ctx, requestId)
    if (row === undefined) return undefined
    const opened = { row, details: await openDetails(ctx, row), business }
    const step = nextStep(await standingOf(ctx, opened))
    if (step === null) return row
    const settled = await take(ctx, opened, step)
    if (settled !== null) return settled
  }
  throw new Error('a privacy request that never comes to rest')
}

async function standingOf(ctx: Ctx, { row, details, business }: Opened): Promise<Standing> {
  const { status, identityLevel: level, personId } = row
  const { name } = personId === null ? {} : await readProfile(ctx, personId)
  const corrected = Object.keys(details.corrections ?? {})
  return {
    status,
    level,
    types: typesOf(row),
    done: doneOf(row),
    isPersonKnown: personId !== null && (await isThere(ctx, personId)),
    isOnBehalf: details.onBehalf !== undefined,
    isHealthCare: business.vertical === 'healthcare',
    isOutOfReach: await isOutOfReach(ctx, row),
    isDoubtful: name !== undefined && details.name !== undefined && !areSameName(name, details.name),
    isCalledOff: row.outcome === CALLED_OFF,
    putTogether: await putTogether(ctx, row),
    isPlainCorrection: corrected.length > 0 && corrected.every((field) => PLAIN_FIELDS.includes(field)),
  }
}

const COPIES: readonly RequestType[] = ['access', 'portability']

/** What is under way is gone on with as if it were begun anew. */
async function putTogether(ctx: Ctx, row: RequestRow): Promise<Standing['putTogether']> {
  if (!typesOf(row).some((type) => COPIES.includes(type))) return null
  const { scope, state } = await handoverOf(ctx, row.id)
  return state === 'given' || state === 'undelivered' ? scope : null
}

/** What leads to nobody. A number or an address is never changed on say-so: it would be the next one that is trusted. */
const PLAIN_FIELDS: readonly string[] = ['name']

const plainFields = ({ corrections = {} }: RequestDetails): { readonly name?: string } =>
  corrections['name'] === undefined ? {} : { name: corrections['name'] }

/** Whoever was erased or let go of meanwhile is nobody that anything can be done about. */
async function isThere(ctx: Ctx, personId: string): Promise<boolean> {
  const theirs = and(ownedBy(ctx, people), eq(people.id, personId))
  return (await ctx.db.select({ id: people.id }).from(people).where(theirs).limit(1)).length > 0
}

/** Whether the last code could not be sent anywhere. */
async function isOutOfReach({ db }: Ctx, { id }: RequestRow): Promise<boolean> {
  const last = await db
    .select({
      sentAtMs: requestChallenges.sentAtMs,
      endsAtMs: requestChallenges.endsAtMs,
      createdAtMs: requestChallenges.createdAtMs,
    })
    .from(requestChallenges)
    .where(eq(requestChallenges.requestId, id))
    .orderBy(desc(requestChallenges.createdAtMs), desc(requestChallenges.id))
    .limit(1)
    .get()
  return last !== undefined && last.sentAtMs === null && last.endsAtMs <= last.createdAtMs
}

/** The request where it rests now; null where there is more to do. */
async function take(ctx: Ctx, opened: Opened, step: Step): Promise<RequestRow | null> {
  const { row } = opened
  switch (step.do) {
    case 'wait':
      return waitFor(ctx, opened, step.status)
    case 'opt_out':
      await endContact(ctx, opened, step.types)
      return null
    case 'object':
      await objectTo(ctx, personOf(row), true)
      await seenTo(ctx, row.id, ['object'])
      return null
    case 'restrict':
      await restrictPerson(ctx, personOf(row), { restricted: true, reason: 'requested', requestId: row.id })
      await seenTo(ctx, row.id, ['restrict'])
      return null
    case 'correct':
      await correctPerson(ctx, personOf(row), { fields: plainFields(opened.details), requestId: row.id })
      await seenTo(ctx, row.id, ['correct'])
      return null
    case 'export':
      await beginExport(ctx, { personId: personOf(row), requestId: row.id, scope: step.scope })
      return underWay(ctx, row, { status: 'working' })
    case 'erase':
      return erase(ctx, opened)
    case 'complete':
      return complete(ctx, row)
  }
}

function personOf({ personId }: RequestRow): string {
  if (personId === null) throw new Error('a step about nobody')
  return personId
}

/** An objection ends advertising at once, however little is known of who objects: that is no more than an opt-out. */
async function waitFor(
  ctx: Ctx,
  { row, details }: Opened,
  status: 'received' | 'awaiting_identity' | 'with_business',
): Promise<RequestRow> {
  const objects = typesOf(row).includes('object') && !doneOf(row).includes('object')
  if (objects && permits(row.identityLevel, 'optout_marketing') && row.status !== status)
    await optOut(ctx, row, details, ['optout_marketing'])
  const changed = await changeRequest(ctx, row.id, (known) => (known.status === status ? null : { set: { status } }))
  return changed ?? row
}

async function endContact(ctx: Ctx, { row, details, business }: Opened, types: readonly RequestType[]): Promise<void> {
  const isNew = await optOut(ctx, row, details, types)
  const changed = await seenTo(ctx, row.id, types)
  // Where more is asked, the code that is sent for that is the one text that follows a stop.
  const isAll = changed !== undefined && typesOf(changed).every((type) => doneOf(changed).includes(type))
  if (isAll && isNew) await confirmStop(ctx, changed, business)
}

const seenTo = (ctx: Ctx, requestId: string, types: readonly RequestType[]): Promise<RequestRow | undefined> =>
  changeRequest(ctx, requestId, (row) => {
    const done = [...new Set([...doneOf(row), ...types])]
    return done.length === row.done.length ? null : { set: { done } }
  })

async function underWay(
  ctx: Ctx,
  row: RequestRow,
  set: Pick<RequestRow, 'status'> & Partial<RequestRow>,
): Promise<RequestRow> {
  const { status, erasureId = row.erasureId } = set
  const changed = await changeRequest(ctx, row.id, (known) =>
    known.status === status && known.erasureId === erasureId ? null : { set: { status, erasureId } },
  )
  return changed ?? row
}

/** What a business asks for by itself needs no time to be called off in; what was given out with it is fetched in that time. */
async function erase(ctx: Ctx, { row, business }: Opened): Promise<RequestRow> {
  const personId = personOf(row)
  const isAtOnce = row.source === 'api' && !typesOf(row).some((type) => COPIES.includes(type))
  const startsAtMs = isAtOnce ? ctx.nowMs : ctx.nowMs + ERASURE_HOLD_MS
  const wanted = { personId, reason: 'requested_by_person', requestId: row.id, startsAtMs }
  const { erasureId, status } = await beginErasure(ctx, wanted)
  // Before it is noted that it waits: lost in between, they are told when it is gone on with.
  if (status === 'waiting') await tellOfDeletion(ctx, { row, personId, erasureId, business, startsAtMs })
  return underWay(ctx, row, { status: status === 'waiting' ? 'waiting' : 'working', erasureId })
}

async function complete(ctx: Ctx, row: RequestRow): Promise<RequestRow> {
  const outcome = OUTCOMES[typesOf(row).at(-1) ?? 'access'] ?? 'opted_out'
  const ended = await changeRequest(ctx, row.id, (known) =>
    known.completedAtMs === null ? { set: { status: 'completed', outcome } } : null,
  )
  if (ended !== undefined) await tellEnding(ctx, ended)
  return ended ?? row
}

const OUTCOMES: Readonly<Partial<Record<RequestType, string>>> = {
  access: 'exported',
  portability: 'exported',
  delete: 'erased',
  correct: 'corrected',
  restrict: 'restricted',
  object: 'objected',
}
