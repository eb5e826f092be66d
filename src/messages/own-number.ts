import { and, eq, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { readPhone } from '../kernel/read-phone.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'

const LINES_MAX = 100

/** Whether a number is one of the business's own, live or in test: written to it would be answered by itself. */
export async function isOwnNumber({ directory, tenantId }: Ctx, phone: string | null): Promise<boolean> {
  if (phone === null) return false
  const [own, shown] = await directory.batch([
    directory
      .select({ id: numbers.id })
      .from(numbers)
      .where(and(eq(numbers.tenantId, tenantId), eq(numbers.phoneNumber, phone)))
      .limit(1),
    directory
      .select({ number: channels.displayNumber })
      .from(channels)
      .where(and(eq(channels.tenantId, tenantId), isNotNull(channels.displayNumber)))
      .limit(LINES_MAX),
  ])
  return own.length > 0 || shown.some(({ number }) => number !== null && readPhone(number) === phone)
}
