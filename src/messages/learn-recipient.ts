import { suppressUnder, tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { nameOf, personNamed } from '../people/known-as.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import type { Recipient } from './message.ts'
import type { ThreadHandle } from './thread-handle.ts'

const NAME = 'learned'

/**
 * Keeps the id that a platform knows a number by, as it says when it takes a message: whoever hides their number later is
 * still the same person, and stays left alone where they asked for it.
 *
 * An id that leads to somebody else already is left as it is: two become one by what they write, not by this.
 */
export async function learnRecipient(handle: ThreadHandle, ctx: Ctx, recipient: Recipient | null): Promise<void> {
  const userId = recipient?.userId ?? null
  if (userId === null) return
  const name = await nameOf(ctx, 'bsuid', userId)
  const { token } = name
  const { kv } = handle.storage
  if (kv.get<string>(NAME) === token) return
  const { personId } = handle.pins
  if ((await personNamed(ctx, name, personId)) === personId) {
    const row = { token, tenantId: ctx.tenantId, personId, type: 'bsuid', createdAtMs: ctx.nowMs } as const
    await ctx.db.insert(personIdentities).values(row).onConflictDoNothing()
    // What they are left alone from, they are under this name, too: it may be all that is left of them one day.
    await suppressUnder(ctx, [...(await tokensOfPeople(ctx, [personId])), ...(name.former ?? [])], [token])
  }
  kv.put(NAME, token)
}
