import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { answerChallenge, startChallenge } from '../../privacy/challenge.ts'
import { findRequest, hasEnded, type RequestRow } from '../../privacy/change-request.ts'
import { completeRequest } from '../../privacy/complete-request.ts'
import { extendRequest } from '../../privacy/extend-request.ts'
import { raiseIdentity } from '../../privacy/raise-identity.ts'
import { EXTENSION_REASONS, REFUSAL_REASONS } from '../../privacy/reasons.ts'
import { hasEndedAlready, refuseRequest, refuseUnderWay } from '../../privacy/refuse-request.ts'
import { REQUEST_STATUSES } from '../../privacy/request.ts'
import { withdrawRequest } from '../../privacy/withdraw-request.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { privacyRequests as table } from '../../records/privacy-requests/table.ts'
import { knownPersonId, NewPrivacyRequest, takeInRequest } from './new-privacy-request.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { ListedRequest, listedRequest, RequestObject, requestObject } from './privacy-request-object.ts'
import { grants } from './scopes.ts'
import { found, Id, Instant, oneWrong } from './shape.ts'

const RequestQuery = listQuery({
  status: z.enum(REQUEST_STATUSES).optional(),
  open: z.enum(['true', 'false']).optional().describe('`true`: those that have not ended.'),
  due_before: Instant.optional(),
  person_id: Id.optional(),
})

const Verification = z.strictObject({
  method: z
    .enum(['business', 'challenge', 'code'])
    .default('business')
    .describe(
      '`business`: you know that it is them. `challenge`: a code is sent to a channel that is known of them. `code`: they told you the code.',
    ),
  code: z.string().max(40).optional(),
  person_id: Id.optional().describe('With `business`: whom it is about, where that was not known.'),
})

function filter(ctx: Ctx, { status, open, due_before: before, person_id: personId }: z.output<typeof RequestQuery>) {
  return and(
    ownedBy(ctx, table),
    status && eq(table.status, status),
    open && (open === 'true' ? isNull(table.completedAtMs) : isNotNull(table.completedAtMs)),
    before === undefined ? undefined : lt(table.dueAtMs, before),
    personId === undefined ? undefined : eq(table.personId, personId),
  )
}

const rowOf = async (ctx: Ctx, id: string): Promise<RequestRow> => found(await findRequest(ctx, id), 'request')
const answer = async (ctx: Ctx, id: string) => requestObject(ctx, await rowOf(ctx, id))

async function verify(ctx: Ctx, id: string, body: z.output<typeof Verification>): Promise<void> {
  const { method, code, person_id: personId } = body
  if (method === 'challenge') return challenge(ctx, id)
  if (method === 'code') return takeCode(ctx, id, code ?? '')
  const about = personId === undefined ? undefined : await knownPersonId(ctx, personId)
  await raiseIdentity(ctx, id, 'L4', about)
}

/** @throws Refusal forbidden where what follows begins a deletion, and the key may begin none. */
function refuseWithoutErase(scopes: readonly string[], types: readonly string[]): void {
  if (types.includes('delete') && !grants(scopes, 'people:erase'))
    throw new Refusal('forbidden', 'This key lacks the scope people:erase, and with this a deletion begins.')
}

async function challenge(ctx: Ctx, id: string): Promise<void> {
  const sent = await startChallenge(ctx, id)
  if (sent.ok) return
  if (sent.error === 'too_many') throw new Refusal('rate_limited', 'Too many codes were sent within a day.')
  throw new Refusal('conflict', 'No channel is known of them that a code could be sent to.')
}

const WHY_NOT = {
  wrong: 'This is not the code.',
  spent: 'This code was used, or its time is over.',
  too_many: 'It was guessed at too often. Have a new one sent.',
} as const

async function takeCode(ctx: Ctx, id: string, code: string): Promise<void> {
  const answered = await answerChallenge(ctx, id, code)
  if (!answered.ok) throw oneWrong('/code', answered.error, WHY_NOT[answered.error])
}

/** Privacy rights that people use: taken in, looked into and answered. */
export const privacyRequests = resource('privacy')
  .post(
    '/',
    {
      summary: 'Take in a privacy request',
      description:
        'What somebody asked you for, in whatever way. An end to being contacted holds at once. What gives data away or deletes it is done as soon as it is verified who asks; what you ask for yourself is done at once with `verified`. For a deletion that takes a key that may erase people (`people:erase`).',
      scope: 'write',
      body: NewPrivacyRequest,
      response: RequestObject,
      status: 201,
      example: { types: ['access'], phone: '+1 212 555 0142', name: 'Ann Lee', place: 'US-CA' },
    },
    async ({ ctx, body, c }) => {
      if (body.verified) refuseWithoutErase(c.get('key').scopes, body.types)
      return answer(ctx, await takeInRequest(ctx, body))
    },
  )
  .get(
    '/',
    {
      summary: 'List privacy requests',
      description: 'Without what whoever asked wrote: get one request to read it.',
      scope: 'read',
      query: RequestQuery,
      response: listOf(ListedRequest),
    },
    ({ ctx, query }) => listPage({ db: ctx.db, table, where: filter(ctx, query), query }, listedRequest),
  )
  .get(
    '/:id',
    { summary: 'Get a privacy request', scope: 'read', reveals: 'content', response: RequestObject },
    ({ ctx, params }) => answer(ctx, params.id),
  )
  .post(
    '/:id/verify',
    {
      summary: 'Say who asks, or find out',
      description:
        'With it the request is gone on with by itself: data is put together, or its deletion begins. A code has eight digits, ten minutes and five guesses. Where a deletion was asked for, a key that may erase people (`people:erase`) is needed, but to have a code sent.',
      scope: 'write',
      body: Verification,
      response: RequestObject,
      example: { method: 'business' },
    },
    async ({ ctx, params, body, c }) => {
      const row = await rowOf(ctx, params.id)
      if (hasEnded(row)) throw hasEndedAlready()
      // To have a code sent begins nothing.
      if (body.method !== 'challenge') refuseWithoutErase(c.get('key').scopes, row.types)
      await verify(ctx, params.id, body)
      return answer(ctx, params.id)
    },
  )
  .post(
    '/:id/complete',
    {
      summary: 'Say that it is done',
      description:
        'Of what you did yourself. Whoever asked by mail is told. What an outcome does not cover of the request stays open; `answered` covers all.',
      scope: 'write',
      body: z.strictObject({
        outcome: z.enum(['answered', 'exported', 'erased', 'corrected', 'restricted', 'objected']).default('answered'),
      }),
      response: RequestObject,
      example: { outcome: 'answered' },
    },
    async ({ ctx, params, body }) => {
      const row = await rowOf(ctx, params.id)
      if (hasEnded(row) && row.status !== 'completed') throw hasEndedAlready()
      refuseUnderWay(row)
      await completeRequest(ctx, row.id, body.outcome)
      return answer(ctx, row.id)
    },
  )
  .post(
    '/:id/refuse',
    {
      summary: 'Refuse it, with a reason',
      description: 'Whoever asked by mail is told the reason, and that they may complain.',
      scope: 'write',
      body: z.strictObject({ reason: z.enum(REFUSAL_REASONS) }),
      response: RequestObject,
      example: { reason: 'not_verified' },
    },
    async ({ ctx, params, body }) => {
      found(await refuseRequest(ctx, params.id, body.reason), 'request')
      return answer(ctx, params.id)
    },
  )
  .post(
    '/:id/extend',
    {
      summary: 'Take more time',
      description:
        'Once, and while the first time is not over: three months from receipt by the GDPR, 90 days by the CCPA, 60 by HIPAA (90 for a correction). Whoever asked by mail is told, and why.',
      scope: 'write',
      body: z.strictObject({
        reason: z.enum(EXTENSION_REASONS),
      }),
      response: RequestObject,
      example: { reason: 'complex' },
    },
    async ({ ctx, params, body }) => {
      found(await extendRequest(ctx, params.id, body.reason), 'request')
      return answer(ctx, params.id)
    },
  )
  .post(
    '/:id/withdraw',
    {
      summary: 'Note that they took it back',
      description:
        'A deletion that has not begun is called off with it, unless another open request asks for it as well: see that you withdraw all of them. One that has begun is 409 `conflict`.',
      scope: 'write',
      response: RequestObject,
    },
    async ({ ctx, params }) => {
      await rowOf(ctx, params.id)
      if (!(await withdrawRequest(ctx, params.id)))
        throw new Refusal('conflict', 'It has ended, or what was begun cannot be called off any more.')
      return answer(ctx, params.id)
    },
  )
