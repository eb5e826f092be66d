import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { doneOf, typesOf, type RequestRow } from '../../privacy/change-request.ts'
import { openDetails } from '../../privacy/request-details.ts'
import { IDENTITY_LEVELS, REGIMES, REQUEST_STATUSES, REQUEST_TYPES } from '../../privacy/request.ts'
import { time, Time, timeOrNull } from './shape.ts'

const Types = z.array(z.enum(REQUEST_TYPES))

export const ListedRequest = z
  .object({
    object: z.literal('privacy_request'),
    id: z.string(),
    types: Types,
    done: Types.describe('Which of them are seen to.'),
    status: z
      .enum(REQUEST_STATUSES)
      .describe(
        '`awaiting_identity`: a code was sent to a channel that is known. `with_business`: it needs you. `waiting`: a deletion that can still be called off.',
      ),
    source: z.enum(['email', 'api', 'call', 'message', 'site']),
    regime: z.enum(REGIMES).describe('Whose times hold; `none`: it is not known, and the shortest of all do.'),
    identity_level: z.enum(IDENTITY_LEVELS).describe('How sure it is who asks.'),
    person_id: z.string().nullable(),
    merged_count: z.int().describe('Further mails of the same.'),
    received_at: Time,
    acknowledge_by: Time.nullable(),
    acknowledged_at: Time.nullable(),
    due_at: Time,
    extended_at: Time.nullable(),
    escalated_percent: z.int(),
    completed_at: Time.nullable().describe('When it ended, however it did.'),
    outcome: z.string().nullable(),
    erasure_id: z.string().nullable(),
    livemode: z.boolean(),
  })
  .meta({ id: 'ListedPrivacyRequest' })

export const RequestObject = z
  .object({
    ...ListedRequest.shape,
    details: z
      .object({
        reply_to: z.string().nullable(),
        language: z.string().nullable().describe('What they are told in, where they or you said so.'),
        name: z.string().nullable(),
        phones: z.array(z.string()),
        emails: z.array(z.string()),
        quotes: z.array(z.string()).describe('Word for word what makes it this request.'),
        corrections: z.record(z.string(), z.string()),
        on_behalf: z.string().nullable().describe('As what they ask for somebody else: `agent`, `parent`.'),
      })
      .describe('What whoever asked gave. It says nothing about who they are.'),
  })
  .meta({ id: 'PrivacyRequest' })

export const listedRequest = (row: RequestRow) => ({
  object: 'privacy_request' as const,
  id: row.id,
  types: typesOf(row),
  done: doneOf(row),
  status: row.status,
  source: row.source,
  regime: row.regime,
  identity_level: row.identityLevel,
  person_id: row.personId,
  merged_count: row.mergedCount,
  received_at: time(row.receivedAtMs),
  acknowledge_by: timeOrNull(row.acknowledgeByMs),
  acknowledged_at: timeOrNull(row.acknowledgedAtMs),
  due_at: time(row.dueAtMs),
  extended_at: timeOrNull(row.extendedAtMs),
  escalated_percent: row.escalatedPercent,
  completed_at: timeOrNull(row.completedAtMs),
  outcome: row.outcome,
  erasure_id: row.erasureId,
  livemode: row.livemode,
})

export async function requestObject(ctx: Ctx, row: RequestRow) {
  const details = await openDetails(ctx, row)
  return {
    ...listedRequest(row),
    details: {
      reply_to: details.replyTo,
      language: details.language ?? null,
      name: details.name ?? null,
      phones: details.phones ?? [],
      emails: details.emails ?? [],
      quotes: details.quotes ?? [],
      corrections: details.corrections ?? {},
      on_behalf: details.onBehalf ?? null,
    },
  }
}
