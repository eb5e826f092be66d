import { and, between, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { messages } from '../records/messages/table.ts'
import { findPersonKeys } from '../vault/person-keys.ts'
import { isVeiled, namesOfPlatformId, openPlatformId, rangeOf } from './platform-id.ts'

/** Rows whose platform calls them by this id, however it is kept. */
export async function isCalled(ctx: Ctx, platformId: string): Promise<SQL | undefined> {
  const names = await namesOfPlatformId(ctx, platformId)
  return or(
    inArray(messages.providerMessageId, [...names]),
    ...names.map((name) => between(messages.providerMessageId, ...rangeOf(name))),
  )
}

/** Whom messages of ours went to, by what their platform calls them. */
export async function sentUnder(
  ctx: Ctx,
  provider: string,
  platformIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = await Promise.all(
    platformIds.map(async (id) =>
      (await namesOfPlatformId(ctx, id)).flatMap((name) => [
        { id, from: name, to: name },
        { id, from: rangeOf(name)[0], to: rangeOf(name)[1] },
      ]),
    ),
  )
  const told = (name: string) => sql.raw(`asked.value ->> '$.${name}'`)
  const rows = await ctx.db
    .select({ id: sql<string>`${told('id')}`, personId: messages.personId })
    .from(sql`json_each(${JSON.stringify(asked.flat())}) AS asked`)
    .innerJoin(
      messages,
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.provider, provider),
        sql`${messages.providerMessageId} BETWEEN ${told('from')} AND ${told('to')}`,
      ),
    )
    .where(eq(messages.direction, 'outbound'))
  return new Map(rows.map(({ id, personId }) => [id, personId]))
}

interface Shown {
  readonly person_id: string
  readonly provider_message_id: string | null
}

/**
 * Messages as they are shown, with the ids as their platforms say them: null where the person's key is gone. So many keys are read
 * as the page is of people: none where their platform's ids say nothing of anybody.
 */
export async function withPlatformIds<One extends Shown>(ctx: Ctx, shown: readonly One[]): Promise<readonly One[]> {
  const veiled = shown.filter((one) => isVeiled(one.provider_message_id ?? ''))
  const people = veiled.map((one) => one.person_id)
  const keys = await findPersonKeys(ctx.vault, ctx.blobs, ctx.tenantId, people)
  return Promise.all(
    shown.map(async (one) => {
      const { person_id: personId, provider_message_id: kept } = one
      if (kept === null || !isVeiled(kept)) return one
      return { ...one, provider_message_id: await openPlatformId(ctx.tenantId, keys.get(personId) ?? null, kept) }
    }),
  )
}
