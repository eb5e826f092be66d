import { Count, Id, Time, Word, entry, maybe, oneOf } from './entry.ts'

const ENDPOINT_ID = 'we_01k5m3x8q2v7w9y0z1a2b3c4d5'

const integrationShape = {
  integration: Word,
  account_id: maybe(Id),
  number_id: maybe(Id),
  reason: maybe(Word),
  at: maybe(Time),
}

/** Why an endpoint stopped receiving. */
export const DISABLED_REASONS = ['by_request', 'gone', 'only_failures', 'handed_over'] as const
export type DisabledReason = (typeof DISABLED_REASONS)[number]

export const platformEvents = {
  'agent.published': entry(
    'A version of an agent went live.',
    { agent_id: Id, version: Count },
    { agent_id: 'agt_01k5m3x8q2v7w9y0z1a2b3c4d5', version: 3 },
  ),
  'policy.updated': entry(
    'The policy of the business has a new version. It is at `/privacy/POLICY/VERSION`, and what changed at `/privacy/POLICY/changes/VERSION`.',
    { policy_id: Id, version: maybe(Id), previous_version: maybe(Id), effective_at: maybe(Time) },
    {
      policy_id: 'misocare',
      version: '2026-04-08',
      previous_version: '2025-11-01',
      effective_at: '2026-04-08T00:00:00.000Z',
    },
  ),
  'integration.broken': entry('A connection to another system stopped working.', integrationShape, {
    integration: 'twilio',
    reason: 'credentials_refused',
  }),
  'integration.recovered': entry('A connection to another system works again.', integrationShape, {
    integration: 'twilio',
  }),
  'endpoint.disabled': entry(
    'A webhook endpoint no longer receives events. They are kept and can be replayed.',
    { endpoint_id: Id, reason: oneOf(DISABLED_REASONS), failing_since: maybe(Time) },
    { endpoint_id: ENDPOINT_ID, reason: 'only_failures', failing_since: '2026-03-02T15:04:05.000Z' },
  ),
  'endpoint.test': entry(
    'A test, sent because someone asked for one. It goes to that one endpoint.',
    { endpoint_id: Id },
    { endpoint_id: ENDPOINT_ID },
  ),
}
