import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oneOf } from '../records/expired.ts'
import { idempotencyKeys } from '../records/idempotency/table.ts'
import { subjectsIn } from '../vault/seal-for-all.ts'

/** Opened at a time. */
const PAGE = 200

/** What whoever repeats such a request is told. A problem document, as everything the API refuses. */
export const GONE = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: 'This request was made. Whom it was about has been erased since, or turned out to be somebody else.',
  }),
}

/**
 * Rewrites the kept answers that name one of `ids`: a request that is repeated is still not done twice, and what is answered says nothing
 * of them. Answers are kept for a day. What is sealed under keys of people says whose; each of the others has to be opened. Safe to repeat.
 */
export async function rewriteAnswers(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { db, vault, tenantId } = ctx
  const its = and(eq(idempotencyKeys.tenantId, tenantId), isNotNull(idempotencyKeys.sealedResponse))
  for (let after = '', more = true; more;) {
    const page = await db
      .select({ key: idempotencyKeys.key, sealed: idempotencyKeys.sealedResponse })
      .from(idempotencyKeys)
      .where(and(its, gt(idempotencyKeys.key, after)))
      .orderBy(asc(idempotencyKeys.key))
      .limit(PAGE)
    const told = await Promise.all(
      page.map(async ({ key, sealed }) => {
        const subjects = subjectsIn(sealed ?? '')
        const isOfPeople = subjects.length > 0 || sealed === null
        const text = isOfPeople ? subjects.join() : await vault.openForTenant(tenantId, placeOf(key), sealed)
        return text !== null && ids.some((id) => text.includes(id)) ? [key] : []
      }),
    )
    for (const key of told.flat()) {
      const sealedResponse = await vault.sealForTenant(tenantId, placeOf(key), JSON.stringify(GONE))
      await db
        .update(idempotencyKeys)
        .set({ sealedResponse, responseStatus: GONE.status })
        .where(and(its, oneOf(idempotencyKeys.key, [key])))
    }
    after = page.at(-1)?.key ?? ''
    more = page.length === PAGE
  }
}

const placeOf = (key: string): string => `idempotency_keys|${key}|sealed_response`
