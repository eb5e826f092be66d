import type { Ctx } from '../context.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { readFacts } from './read-facts.ts'

/** Two who change something at once are done after a few; more than this and somebody changes it all the time. */
const TELLINGS_MAX = 5

/**
 * Has a person's thread know what the records say. What somebody else changed meanwhile is told, too: when this has returned,
 * the thread knows nothing older than what stood when it was called.
 */
export async function tellThread(ctx: Ctx, personId: string): Promise<void> {
  const { tenantId, region, livemode } = ctx
  let facts = await readFacts(ctx, personId)
  for (let telling = 0; telling < TELLINGS_MAX; telling += 1) {
    await ctx.objects.thread(personId).learnFacts({ tenantId, region, livemode, personId }, facts)
    const now = await readFacts(ctx, personId)
    if (canonicalJson(now) === canonicalJson(facts)) return
    facts = now
  }
}
