import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { readProfile } from '../people/profile.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { destroyPersonKey } from '../vault/person-keys.ts'
import { askerTokenOf } from './asker-token.ts'
import { businessOf } from './business.ts'
import { REQUEST_KEEP_DAYS } from './change-request.ts'
import { deadlinesOf, type Deadlines } from './deadlines.ts'
import { moveOn } from './move-on.ts'
import { OPT_OUTS } from './next-step.ts'
import { optOut } from './opt-out.ts'
import { lawsFor, whenceOfAll, type Situation } from './regime.ts'
import { sealDetails } from './request-details.ts'
import type { NewRequest, RequestStatus } from './request.ts'

/** A request as whoever handed it in is told of it. */
export interface OpenedRequest {
  readonly requestId: string
  /** False where it was merged into one that is open. */
  readonly isNew: boolean
  readonly status: RequestStatus
}

/** What was to be done at once and was lost on the way is done after this. */
const LOOK_SOON_MS = 60_000

/** An end to being contacted that is said again so soon is the same. */
const SAME_STOP_MS = 24 * 60 * 60 * 1000

/**
 * Takes in that somebody used a privacy right, and does at once what may be done for them: an end to being contacted holds when
 * this has returned, whoever they are.
 *
 * Many mails of one asker and one matter are one request while it is open; what such a mail says for itself is not added, but
 * the numbers and addresses that it gives are left alone as well.
 */
export async function openRequest(ctx: Ctx, asked: NewRequest): Promise<OpenedRequest> {
  const dedupeToken = asked.dedupe === null ? null : await dedupeTokenOf(ctx, asked, asked.dedupe)
  const known = dedupeToken === null ? null : await mergedInto(ctx, asked, dedupeToken)
  if (known !== null) return known
  const row = await newRow(ctx, asked, dedupeToken)
  try {
    await insert(ctx, row)
  } catch (error) {
    await destroyPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.id)
    const other = dedupeToken !== null && isUniqueViolation(error) ? await mergedInto(ctx, asked, dedupeToken) : null
    if (other === null) throw error
    return other
  }
  await sealAuditQuietly(ctx)
  const moved = await moveOn(ctx, row.id)
  await wakeQuietly(ctx)
  return { requestId: row.id, isNew: true, status: moved?.status ?? row.status }
}

/** How sure it is who asks is part of it: what a stranger wrote in somebody's name is not what that somebody asks for. */
function dedupeTokenOf({ vault, tenantId, livemode }: Ctx, asked: NewRequest, dedupe: string): Promise<string> {
  const { types, identityLevel, personId } = asked
  const matter = [tenantId, livemode, identityLevel, personId, types.toSorted(), dedupe]
  return vault.mac('privacy-dedupe', JSON.stringify(matter))
}

async function mergedInto(ctx: Ctx, asked: NewRequest, dedupeToken: string): Promise<OpenedRequest | null> {
  const { tenantId, nowMs } = ctx
  const optOuts = asked.types.filter((type) => OPT_OUTS.includes(type))
  const isOpen = isNull(privacyRequests.completedAtMs)
  const isJustDone = and(
    eq(privacyRequests.status, 'completed'),
    gt(privacyRequests.completedAtMs, nowMs - SAME_STOP_MS),
  )
  const same = and(eq(privacyRequests.tenantId, tenantId), eq(privacyRequests.dedupeToken, dedupeToken))
  const [merged] = await ctx.db
    .update(privacyRequests)
    .set({ mergedCount: sql`${privacyRequests.mergedCount} + 1` })
    .where(and(same, optOuts.length === asked.types.length ? or(isOpen, isJustDone) : isOpen))
    .returning({ id: privacyRequests.id, status: privacyRequests.status })
  if (merged === undefined) return null
  if (optOuts.length > 0) await optOut(ctx, asked, asked.details, optOuts)
  return { requestId: merged.id, isNew: false, status: merged.status }
}

type NewRow = typeof privacyRequests.$inferInsert & { readonly status: RequestStatus }

async function newRow(ctx: Ctx, asked: NewRequest, dedupeToken: string | null): Promise<NewRow> {
  const { tenantId, livemode, region, nowMs } = ctx
  const { types, source, identityLevel, personId, details, receivedAtMs } = asked
  const { vertical } = await businessOf(ctx)
  const { named = false } = asked
  const known = deadlinesIn(asked, { types, region, vertical, whence: whenceOfAll(await placesOf(ctx, asked)) })
  const told = deadlinesIn(asked, {
    types,
    ...(named ? { region, vertical } : OF_ANY),
    whence: whenceOfAll(given(asked)),
  })
  const id = newId('prq', nowMs)
  // Whoever asked by mail or on a page is answered there; in a talk they were.
  const isAnsweredLater = details.replyTo !== null && (source === 'email' || source === 'site')
  return {
    id,
    tenantId,
    livemode,
    types: [...new Set(types)],
    done: [],
    status: 'received',
    source,
    identityLevel,
    personId,
    sealedDetails: await sealDetails(ctx, id, details),
    dedupeToken,
    named,
    askerToken: details.replyTo === null ? null : await askerTokenOf(ctx, details.replyTo),
    receivedAtMs,
    ...known,
    acknowledgeByMs: earlier(known.acknowledgeByMs, told.acknowledgeByMs),
    // What they are told is kept.
    dueAtMs: Math.min(known.dueAtMs, told.dueAtMs),
    toldDueAtMs: told.dueAtMs,
    acknowledgedAtMs: isAnsweredLater ? null : nowMs,
    nextLookAtMs: nowMs + LOOK_SOON_MS,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    expiresAtMs: expiryOf(known.dueAtMs, REQUEST_KEEP_DAYS),
  }
}

/** Of a business that they did not name they are not told whether it is in Europe, or a clinic. */
const OF_ANY = { region: 'global', vertical: 'general' } as const

const deadlinesIn = ({ types, receivedAtMs }: NewRequest, situation: Situation): Deadlines =>
  deadlinesOf(lawsFor(situation), { types, receivedAtMs, zones: situation.whence.zones })

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other)

/** Where they may be by what they named, and by the numbers they gave. */
const given = ({ place, details }: NewRequest): readonly string[] => [
  ...(place === null ? [] : [place]),
  ...(details.phones ?? []),
]

/** The same, and by the number that is known of them. */
async function placesOf(ctx: Ctx, asked: NewRequest): Promise<readonly string[]> {
  const { phone } = asked.personId === null ? {} : await readProfile(ctx, asked.personId)
  return [...given(asked), ...(phone === undefined ? [] : [phone])]
}

async function insert(ctx: Ctx, row: NewRow): Promise<void> {
  const told = {
    request_id: row.id,
    types: row.types,
    status: row.status,
    received_at: new Date(row.receivedAtMs).toISOString(),
    due_at: new Date(row.dueAtMs).toISOString(),
  }
  const entry = { action: 'privacy_request.opened', subject: row.id, detailHash: await detailHashOf(row) } as const
  await ctx.db.batch([
    ctx.db.insert(privacyRequests).values(row),
    emit(ctx, 'privacy.request.created', told),
    appendAudit(ctx, [entry]),
  ])
}
