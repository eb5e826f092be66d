import { and, eq, inArray, like, notLike, or, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../context.ts'
import { NOT_DELETABLE } from '../../erasure/owe-vendors.ts'
import { channels } from '../../records/channels/table.ts'
import { numbers } from '../../records/numbers/table.ts'

const LET_GO = 'closed:'
/** Of what went by these nothing can be deleted. */
const MUTE = (['whatsapp', 'twilio'] as const).filter((provider) => provider in NOT_DELETABLE)

/** What stands for the claim on a line that its business has let go of. */
export const letGoClaim = (tenantId: string, claim: string): string => `${LET_GO}${tenantId}:${claim}`

type Statement = BatchItem<'sqlite'>

/**
 * Lets go of every line of a business: it claims none of them, and none is answered. Of those that were live the row stays where its
 * platform can delete what went by it: until that is done it says in which account to ask.
 */
export function letGoLines(directory: Db, tenantId: string): readonly Statement[] {
  const isMute = inArray(channels.provider, MUTE)
  return [numbers, channels].flatMap((table): Statement[] => {
    const isHeld = and(eq(table.tenantId, tenantId), notLike(table.claim, `${LET_GO}%`))
    const claim = sql`${letGoClaim(tenantId, '')} || ${table.claim}`
    const isOver = or(eq(table.livemode, false), table === channels ? isMute : undefined)
    return [
      directory.delete(table).where(and(isHeld, isOver)),
      directory.update(table).set({ claim, livemode: false, agentId: null }).where(isHeld),
    ]
  })
}

/** Forgets the lines that a business had let go of: opened again it claims them anew. */
export const forgetLines = (directory: Db, tenantId: string): readonly Statement[] =>
  [numbers, channels].map((table) =>
    directory.delete(table).where(and(eq(table.tenantId, tenantId), like(table.claim, `${LET_GO}%`))),
  )
