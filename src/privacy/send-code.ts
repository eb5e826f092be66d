import { and, eq, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { businessOf, type Business } from './business.ts'
import type { RequestRow } from './change-request.ts'
import { mayConfirmStop } from './confirm-stop.ts'
import { knownEmailOf, textKnown } from './known-channels.ts'

export const CODE_CHANNELS = ['sms', 'whatsapp', 'email'] as const
export type CodeChannel = (typeof CODE_CHANNELS)[number]

interface Code {
  readonly challengeId: string
  readonly code: string
}

/**
 * Sends a code to the first channel that is known of the person, one that was not tried for this request before the others.
 *
 * A number whose owner has put an end to messages gets none: anybody can claim to be them, and the carrier would not let it
 * through. Only where the same request asked for that end is the code the one text that may follow it (rules ). Then
 * the address that is known of them serves, or the business, who can see them in person.
 *
 * @returns the channel; null where no known one leads to them.
 */
export async function sendCode(ctx: Ctx, row: RequestRow, code: Code): Promise<CodeChannel | null> {
  const { personId } = row
  if (personId === null) return null
  const business = await businessOf(ctx)
  const isConfirmation = await mayConfirmStop(ctx, row)
  for (const channel of await untriedFirst(ctx, row.id)) {
    const isSent =
      channel === 'email'
        ? await mailCode(ctx, row, { ...code, personId, business })
        : await textKnown(ctx, { personId, business }, channel, {
            text: textOf(business, code.code, isConfirmation),
            key: `challenge:${code.challengeId}`,
            isConfirmation,
          })
    if (isSent) return channel
  }
  return null
}

async function untriedFirst({ db }: Ctx, requestId: string): Promise<readonly CodeChannel[]> {
  const sent = await db
    .select({ channel: requestChallenges.channel })
    .from(requestChallenges)
    .where(and(eq(requestChallenges.requestId, requestId), isNotNull(requestChallenges.sentAtMs)))
  const tried = sent.map(({ channel }) => channel)
  return CODE_CHANNELS.toSorted((one, other) => Number(tried.includes(one)) - Number(tried.includes(other)))
}

const textOf = ({ name }: Business, code: string, isStopped: boolean): string =>
  `${name}: ${code} is your code for a privacy request made in your name. It is good for 10 minutes. If you did not ask, tell nobody.${
    isStopped ? ' You will get no other messages.' : ''
  }`

interface MailedCode extends Code {
  readonly personId: string
  readonly business: Business
}

async function mailCode(
  ctx: Ctx,
  { id }: RequestRow,
  { personId, business, challengeId, code }: MailedCode,
): Promise<boolean> {
  const to = await knownEmailOf(ctx, personId)
  if (to === null) return false
  const status = await oweMail(ctx, {
    kind: 'challenge',
    onceKey: `challenge:${challengeId}`,
    to,
    subject: `Your privacy request ${id}`,
    text: `Somebody made a privacy request to ${business.name} in your name. If that was you, answer this mail with the code ${code} within 10 minutes. If not, do nothing.`,
    from: 'privacy',
    requestId: id,
  })
  return status !== 'capped'
}
