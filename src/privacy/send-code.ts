import { and, eq, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { businessOf } from './business.ts'
import { typesOf, type RequestRow } from './change-request.ts'
import { confirmTokenOf } from './confirm-link.ts'
import { mayConfirmStop } from './confirm-stop.ts'
import { knownEmailOf, textKnown } from './known-channels.ts'
import { languageOf } from './language-of.ts'
import { openDetails } from './request-details.ts'
import { wordingIn } from './words.ts'
import type { Words } from './words/wording.ts'

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
  const wording = wordingIn(await languageOf(ctx, personId, (await openDetails(ctx, row)).language))
  const asked = { id: row.id, types: typesOf(row), business: business.name, code: code.code }
  for (const channel of await untriedFirst(ctx, row.id)) {
    const isSent =
      channel === 'email'
        ? await mailCode(ctx, row, { challengeId: code.challengeId, personId, words: wording.codeMail(asked) })
        : await textKnown(ctx, { personId, business }, channel, {
            text: wording.codeText(asked, isConfirmation),
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

interface MailedCode extends Pick<Code, 'challengeId'> {
  readonly personId: string
  readonly words: Words
}

async function mailCode(ctx: Ctx, { id }: RequestRow, { personId, challengeId, words }: MailedCode): Promise<boolean> {
  const to = await knownEmailOf(ctx, personId)
  if (to === null) return false
  const status = await oweMail(ctx, {
    kind: 'challenge',
    onceKey: `challenge:${challengeId}`,
    to,
    ...words,
    confirm: await confirmTokenOf(ctx.vault, challengeId),
    from: 'privacy',
    requestId: id,
  })
  return status !== 'capped'
}
