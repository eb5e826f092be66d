import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { changeRequest, doneOf, hasEnded, typesOf, type RequestRow } from './change-request.ts'
import { neededFor } from './permits.ts'
import { isAtLeast, type RequestType } from './request.ts'
import { tellEnding } from './tell-asker.ts'

/** What is seen to by which outcome. Whatever else was done, the business says that all of it is. */
const SEEN_TO: Readonly<Record<string, readonly RequestType[]>> = {
  exported: ['access', 'portability'],
  corrected: ['correct'],
  restricted: ['restrict'],
  objected: ['object'],
}

const SHARED_MAX = 50

/**
 * Notes that what a request asked for was done. `outcome`: a word, `exported`, `erased`, `answered`. Where more was asked than
 * that, the rest is gone on with; else the request ends, and whoever asked is told. Safe to repeat.
 */
export async function completeRequest(ctx: Ctx, requestId: string, outcome: string): Promise<void> {
  const row = await complete(ctx, requestId, outcome)
  if (outcome === 'erased' && row !== undefined && row.erasureId !== null)
    for (const other of await othersOf(ctx, row.id, row.erasureId)) await complete(ctx, other, outcome)
}

async function complete(ctx: Ctx, requestId: string, outcome: string): Promise<RequestRow | undefined> {
  const row = await changeRequest(ctx, requestId, (known) => {
    if (hasEnded(known)) return null
    const types = typesOf(known)
    const seenTo = [...doneOf(known), ...(SEEN_TO[outcome] ?? types)]
    const done = types.filter((type) => seenTo.includes(type))
    const isAll = done.length === types.length
    if (isAll) return { set: { done, status: 'completed', outcome: outcomeOf(known, outcome) } }
    // A sweep goes on with what is left: whoever did this part need not know the others.
    return { set: { done, status: 'received', nextLookAtMs: ctx.nowMs } }
  })
  if (row !== undefined) await tellEnding(ctx, row)
  return row
}

/** For whom it was not sure enough who asks, only the kinds of data were named. */
function outcomeOf({ identityLevel }: RequestRow, outcome: string): string {
  return outcome === 'exported' && !isAtLeast(identityLevel, neededFor('access')) ? 'categories_told' : outcome
}

/** Two requests to erase one person are one erasure. */
async function othersOf(ctx: Ctx, requestId: string, erasureId: string): Promise<readonly string[]> {
  const open = and(
    ownedBy(ctx, privacyRequests),
    eq(privacyRequests.erasureId, erasureId),
    ne(privacyRequests.id, requestId),
    isNull(privacyRequests.completedAtMs),
  )
  const rows = await ctx.db.select({ id: privacyRequests.id }).from(privacyRequests).where(open).limit(SHARED_MAX)
  return rows.map(({ id }) => id)
}
