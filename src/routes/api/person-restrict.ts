import * as z from 'zod'
import { restrictPerson } from '../../privacy/restrict.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { Id, Time, timeOrNull } from './shape.ts'

const RestrictionObject = z
  .object({
    object: z.literal('restriction'),
    person_id: z.string(),
    restricted: z.boolean(),
    reason: z.string().nullable(),
    since: Time.nullable(),
    livemode: z.boolean(),
  })
  .meta({ id: 'Restriction' })

/** That what is kept of a person is not to be used. Mounted beside the people themselves. */
export const personRestrict = resource('people').post(
  '/:id/restrict',
  {
    summary: 'Restrict what is kept of a person',
    description:
      'While it stands everything is stored and nothing is used: nobody contacts them, no model deals with them, and when ' +
      'they call they are passed on to a person. A call they are in is told at once. Before you lift it, tell them (GDPR art. 18(3)).',
    scope: 'write',
    body: z.strictObject({
      restricted: z.boolean().default(true).describe('`false`: it may be used again.'),
      reason: z.string().trim().min(1).max(500).describe('For whoever looks at it later; sealed.'),
      request_id: Id.optional().describe('The privacy request that this answers.'),
    }),
    response: RestrictionObject,
    example: { reason: 'They say that their address is wrong.' },
  },
  async ({ ctx, params, body }) => {
    const personId = await personIdNow(ctx, params.id)
    const { restricted, reason, request_id: requestId = null } = body
    const { isRestricted, restriction } = await restrictPerson(ctx, personId, { restricted, reason, requestId })
    return {
      object: 'restriction' as const,
      person_id: personId,
      restricted: isRestricted,
      reason: restriction?.reason ?? null,
      since: timeOrNull(restriction?.sinceMs ?? null),
      livemode: ctx.livemode,
    }
  },
)
