import * as z from 'zod'
import { changeOutreach } from '../../consent/change-outreach.ts'
import { outreachOf } from '../../consent/outreach-settings.ts'
import { POLICY_IN_FORCE_AT_MS, POLICY_VERSION } from '../../consent/policies.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { oneWrong, time, Time, timeOrNull } from './shape.ts'

const PolicyObject = z
  .object({
    object: z.literal('policy'),
    version: z.string(),
    in_force_at: Time,
    accepted_at: Time.nullable().describe('When you accepted it. Null: you have to, before you reach out again.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'Policy' })

const policy = (livemode: boolean, acceptedAtMs: number | null) => ({
  object: 'policy' as const,
  version: POLICY_VERSION,
  in_force_at: time(POLICY_IN_FORCE_AT_MS),
  accepted_at: timeOrNull(acceptedAtMs),
  livemode,
})

export const policies = resource('policies')
  .get(
    '/',
    {
      summary: 'Read which policies stand',
      description:
        'The terms, the privacy policy and the acceptable-use policy together, and whether you accepted them.',
      scope: 'read',
      response: listOf(PolicyObject),
    },
    async ({ ctx }) => {
      const { policyVersion, policyAcceptedAtMs } = await outreachOf(ctx)
      return wholeList([policy(ctx.livemode, policyVersion === POLICY_VERSION ? policyAcceptedAtMs : null)])
    },
  )
  .post(
    '/acceptances',
    {
      summary: 'Accept the policies',
      description: 'With a live key. An account is opened with them accepted; a new version is accepted anew.',
      scope: 'write',
      body: z.strictObject({ version: z.string().min(1).max(40) }),
      response: PolicyObject,
      status: 201,
      example: { version: POLICY_VERSION },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      if (body.version !== POLICY_VERSION)
        throw oneWrong('/version', 'not_in_force', `The version that stands is ${POLICY_VERSION}.`)
      const accepted = { policyVersion: POLICY_VERSION, policyAcceptedAtMs: ctx.nowMs }
      const { policyAcceptedAtMs } = await changeOutreach(ctx, accepted, 'policy.accepted')
      return policy(ctx.livemode, policyAcceptedAtMs)
    },
  )
