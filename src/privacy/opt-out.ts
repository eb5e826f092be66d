import type { IdentityGiven } from '../consent/identity-of.ts'
import { suppress, type Suppression } from '../consent/suppress.ts'
import type { Ctx } from '../context.ts'
import { plainEmail } from '../people/profile.ts'
import type { RequestRow } from './change-request.ts'
import type { RequestDetails, RequestType } from './request.ts'

/** From what each leaves somebody alone. For good: it is not said on a channel that a word there could take it back. */
const SCOPES: Readonly<Partial<Record<RequestType, NonNullable<Suppression['stop']>['scope']>>> = {
  optout_all: 'all',
  optout_marketing: 'marketing',
  optout_voice: 'voice',
  optout_sms: 'sms',
  optout_whatsapp: 'whatsapp',
}

const SOURCES: Readonly<Record<RequestRow['source'], Suppression['source']>> = {
  email: 'email',
  site: 'email',
  api: 'api',
  call: 'voice',
  message: 'sms',
}

/** Numbers and addresses of one request that are left alone. */
const IDENTITIES_MAX = 20

/**
 * Ends contact with whoever a request is of, as far as it asks: under every number and address that they gave, the one they wrote
 * from, and whatever else the person is known by. Holds when it has returned. Safe to repeat.
 *
 * @returns whether the person it is about was not left alone so before: what is said of a number that they do not have is not of them.
 */
export async function optOut(
  ctx: Ctx,
  row: Pick<RequestRow, 'personId' | 'source'>,
  details: RequestDetails,
  types: readonly RequestType[],
): Promise<boolean> {
  const identities = identitiesIn(details)
  const scopes = new Set(types.flatMap((type) => SCOPES[type] ?? []))
  const { personId } = row
  const told = { reason: row.source === 'email' ? 'asked_by_mail' : 'asked', source: SOURCES[row.source] }
  let isNew = false
  for (const scope of scopes) {
    const stop = { scope, endsBy: 'nothing' } as const
    if (personId !== null && (await suppress(ctx, { personId, ...told, stop })).created) isNew = true
    for (const phone of identities) await suppress(ctx, { phone, ...told, stop })
  }
  return isNew
}

function identitiesIn({ phones = [], emails = [], replyTo }: RequestDetails): readonly IdentityGiven[] {
  const addresses = new Set([...emails, ...(replyTo === null ? [] : [replyTo])].map(plainEmail))
  return [...phones.map((phone) => ({ phone })), ...[...addresses].map((email) => ({ email }))].slice(0, IDENTITIES_MAX)
}
