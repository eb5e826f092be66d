import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { findPerson } from '../../privacy/find-person.ts'
import { plainLanguage } from '../../privacy/language-of.ts'
import { openRequest } from '../../privacy/open-request.ts'
import { REQUEST_TYPES, type RequestDetails } from '../../privacy/request.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people } from '../../records/people/table.ts'
import { refuseFuture, whoFields } from './contact-fields.ts'
import { Id, Instant, Name, oneWrong } from './shape.ts'

const Email = z.email('must be an e-mail address').max(254)

export const NewPrivacyRequest = z.strictObject({
  types: z.array(z.enum(REQUEST_TYPES)).min(1).max(REQUEST_TYPES.length),
  person_id: Id.optional().describe('Whom it is about, where you know. Else what they are known by.'),
  ...whoFields,
  name: Name.optional(),
  reply_to: Email.optional(),
  place: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .optional()
    .describe('Where they are, where they said so: a country or a state, `DE`, `US-CA`. It decides whose times hold.'),
  language: z
    .string()
    .regex(/^(en|es)(-[A-Za-z0-9]{2,8})*$/i, 'must be a language tag that we write in: en or es, as es-MX')
    .optional()
    .describe(
      'What whoever asked is told in. The person themselves is written to in what they prefer, where that is known; else in this, else in English.',
    ),
  on_behalf: z.enum(['agent', 'parent']).optional().describe('As what they ask for somebody else.'),
  corrections: z
    .record(z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a field'), z.string().max(500))
    .optional()
    .describe('For `correct`: what is to be put in place of what.'),
  received_at: Instant.optional().describe('When they asked; by default now. The time to answer runs from then on.'),
  verified: z
    .boolean()
    .default(false)
    .describe(
      'You know that it is them (you have seen their papers, they are signed in with you). Without that it waits.',
    ),
})

/** Takes in what somebody asked a business for in any way of its own. Gives the id of the request. */
export async function takeInRequest(ctx: Ctx, body: z.output<typeof NewPrivacyRequest>): Promise<string> {
  const { types, place = null, received_at: receivedAtMs = ctx.nowMs } = body
  refuseFuture('/received_at', receivedAtMs, ctx.nowMs)
  const { requestId } = await openRequest(ctx, {
    types,
    source: 'api',
    identityLevel: body.verified ? 'L4' : 'L0',
    personId: await personIn(ctx, body),
    place,
    details: detailsIn(body),
    dedupe: null,
    receivedAtMs: Math.min(receivedAtMs, ctx.nowMs),
  })
  return requestId
}

async function personIn(ctx: Ctx, body: z.output<typeof NewPrivacyRequest>): Promise<string | null> {
  const { person_id: personId, phone, email, whatsapp_user_id: userId } = body
  if (personId !== undefined) return knownPersonId(ctx, personId)
  const listed = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value])
  return findPerson(ctx, { phones: listed(phone), emails: listed(email), whatsappIds: listed(userId) })
}

/** @throws Refusal invalid for nobody of this business. */
export async function knownPersonId(ctx: Ctx, personId: string): Promise<string> {
  const mine = and(ownedBy(ctx, people), eq(people.id, personId))
  const row = await ctx.db.select({ id: people.id }).from(people).where(mine).get()
  if (row === undefined) throw oneWrong('/person_id', 'not_found', 'There is no such person.')
  return row.id
}

function detailsIn(body: z.output<typeof NewPrivacyRequest>): RequestDetails {
  const { name, phone, email, language, corrections, on_behalf: onBehalf, reply_to: replyTo = null } = body
  return {
    replyTo,
    ...(language !== undefined && { language: plainLanguage(language) }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phones: [phone] }),
    ...(email !== undefined && { emails: [email] }),
    ...(corrections !== undefined && { corrections }),
    ...(onBehalf !== undefined && { onBehalf }),
  }
}
