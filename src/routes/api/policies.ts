import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { tenantFacts } from '../../consent/outreach-settings.ts'
import type { Ctx } from '../../context.ts'
import { acceptPolicy, type AcceptanceRow } from '../../policies/accept-policy.ts'
import { lineOf, POLICY_LINES, SERVICES } from '../../policies/policy-line.ts'
import type { PolicyVersion } from '../../policies/policy-versions.ts'
import { acceptanceState, standingVersion } from '../../policies/standing.ts'
import { policyAcceptances } from '../../records/policy-acceptances/table.ts'
import type { ApiContext } from './api-env.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage, wholeList } from './page.ts'
import { oneWrong, time, Time, timeOrNull } from './shape.ts'

const PolicyObject = z
  .object({
    object: z.literal('policy'),
    policy: z.enum(POLICY_LINES).describe('The service it is of: the one you use.'),
    name: z.string(),
    version: z.string(),
    sha256: z.string().describe('Of the text, in UTF-8.'),
    url: z.string().describe('Where the text is.'),
    in_force_at: Time,
    accepted_at: Time.nullable().describe(
      'When you accepted a version. Null: you have to, before you do anything else.',
    ),
    accepted_version: z.string().nullable().describe('The next use of a key accepts what is newer.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'Policy' })

const AcceptanceObject = z
  .object({
    object: z.literal('policy_acceptance'),
    id: z.string(),
    policy: z.string(),
    version: z.string(),
    sha256: z.string().describe('Of the text that was accepted.'),
    how: z.enum(['explicit', 'use']).describe('`use`: by the first use of a key after it came into force.'),
    accepted_by: z.string().describe('The key.'),
    accepted_at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'PolicyAcceptance' })

const acceptanceObject = (row: AcceptanceRow) => ({
  object: 'policy_acceptance' as const,
  id: row.id,
  policy: row.policy,
  version: row.version,
  sha256: row.textSha256,
  how: row.how,
  accepted_by: row.acceptedBy,
  accepted_at: time(row.acceptedAtMs),
  livemode: row.livemode,
})

/** The policy of the business that asks, and how it stands to it. */
async function policyOf(ctx: Ctx, c: ApiContext) {
  const standing = standingFor(ctx, c)
  const { policyVersion, policyAcceptedAtMs, createdAtMs } = await tenantFacts(ctx)
  const counts = acceptanceState(policyVersion, standing.line, ctx.nowMs) !== 'needed'
  return {
    object: 'policy' as const,
    policy: standing.line,
    name: SERVICES[standing.line].name,
    version: standing.version,
    sha256: standing.sha256,
    url: `${(c.env.PUBLIC_URL ?? '').replace(/\/$/, '')}/privacy/${standing.line}/${standing.version}`,
    in_force_at: time(standing.effectiveAtMs),
    accepted_at: timeOrNull(counts ? (policyAcceptedAtMs ?? createdAtMs) : null),
    accepted_version: policyVersion,
    livemode: ctx.livemode,
  }
}

const standingFor = (ctx: Ctx, c: ApiContext): PolicyVersion =>
  standingVersion(lineOf(c.get('key').vertical), ctx.nowMs)

export const policies = resource('policies')
  .get(
    '/',
    {
      summary: 'Read which policy stands',
      description: 'The version of it that holds now, and whether you accepted it. This works before you did.',
      scope: 'read',
      response: listOf(PolicyObject),
    },
    async ({ ctx, c }) => wholeList([await policyOf(ctx, c)]),
  )
  .get(
    '/acceptances',
    {
      summary: 'List what you accepted',
      description: 'Each version once, with the hash of its text, the key and the time.',
      scope: 'read',
      query: ListQuery,
      response: listOf(AcceptanceObject),
    },
    ({ ctx, query }) => {
      const where = eq(policyAcceptances.tenantId, ctx.tenantId)
      return listPage({ db: ctx.db, table: policyAcceptances, where, query }, acceptanceObject)
    },
  )
  .post(
    '/acceptances',
    {
      summary: 'Accept the policy',
      description:
        'With a live key. The first thing to do with the first key: until then every other operation answers `policy_not_accepted`.',
      scope: 'write',
      body: z.strictObject({
        policy: z.enum(POLICY_LINES).optional().describe('By default the one of the service you use.'),
        version: z
          .string()
          .min(1)
          .max(40)
          .optional()
          .describe('The version that you read, as `GET /v1/policies` gives it. Left out: the one that stands.'),
        of_age: z
          .literal(true)
          .default(true)
          .describe(
            'That you, who accept, and all whom you give a key are 18 or older: whoever accepts says so, and it is noted in the audit chain. `false` is refused.',
          ),
      }),
      response: PolicyObject,
      status: 201,
      example: { version: '2026-04-08', of_age: true },
    },
    async ({ ctx, body, c }) => {
      refuseTestKey(ctx)
      const standing = standingFor(ctx, c)
      if (body.policy !== undefined && body.policy !== standing.line)
        throw oneWrong('/policy', 'not_yours', `Your policy is ${standing.line}.`)
      if (body.version !== undefined && body.version !== standing.version)
        throw oneWrong('/version', 'not_in_force', `The version that stands is ${standing.version}.`)
      await acceptPolicy(ctx, standing, 'explicit')
      return policyOf(ctx, c)
    },
  )
