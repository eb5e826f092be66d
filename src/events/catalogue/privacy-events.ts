import { Count, Id, Time, Word, entry, listOf, maybe, oneOf } from './entry.ts'

const GRANT_ID = 'sgr_01k5m3x8q2v7w9y0z1a2b3c4d5'
const INCIDENT_ID = 'inc_01k5m3x8q2v7w9y0z1a2b3c4d5'
const INCIDENT_KINDS = ['breach', 'loss', 'outage', 'misuse', 'near_miss'] as const

const EXPORT_ID = 'exp_01k5m3x8q2v7w9y0z1a2b3c4d5'
const PERSON_ID = 'per_01k5m3x8q2v7w9y0z1a2b3c4d5'

const exportShape = {
  export_id: Id,
  person_id: Id,
  request_id: maybe(Id),
  status: Word,
  /** Until when it is kept. */
  expires_at: maybe(Time),
}

const closureShape = { closure_id: Id, kind: oneOf(['closure', 'succession']), status: Word, effective_at: maybe(Time) }

const minorShape = {
  flag_id: Id,
  status: oneOf(['sealed', 'kept', 'deleted']),
  source: oneOf(['call', 'message', 'email', 'api']),
  person_id: maybe(Id),
  decide_by: maybe(Time),
}
const FLAG_ID = 'mnr_01k5m3x8q2v7w9y0z1a2b3c4d5'

export const privacyEvents = {
  'minor.flagged': entry(
    'Somebody said to be a child. What they said is sealed off, and deleted in seven days unless you decide before.',
    minorShape,
    { flag_id: FLAG_ID, status: 'sealed', source: 'call', decide_by: '2026-03-09T15:04:05.000Z' },
  ),
  'minor.settled': entry('What a child said was deleted, or can be read again.', minorShape, {
    flag_id: FLAG_ID,
    status: 'deleted',
    source: 'call',
  }),
  'account.closure_changed': entry(
    'The closing of your account, or its handing over to a successor, has come further or was called off.',
    closureShape,
    {
      closure_id: 'clo_01k5m3x8q2v7w9y0z1a2b3c4d5',
      kind: 'closure',
      status: 'announced',
      effective_at: '2026-03-16T15:04:05.000Z',
    },
  ),
  'export.ready': entry('What is kept about a person is put together and can be fetched.', exportShape, {
    export_id: EXPORT_ID,
    person_id: PERSON_ID,
    status: 'ready',
    expires_at: '2026-03-09T15:04:05.000Z',
  }),
  'export.failed': entry('What is kept about a person could not be put together. Ask for it anew.', exportShape, {
    export_id: EXPORT_ID,
    person_id: PERSON_ID,
    status: 'failed',
  }),
  'export.fetched': entry('A person fetched what is kept about them.', exportShape, {
    export_id: EXPORT_ID,
    person_id: PERSON_ID,
    status: 'fetched',
  }),
  'person.corrected': entry(
    'Something about a person was corrected. Correct your copies: read the person for the new values.',
    { person_id: Id, fields: listOf(Word, 20), request_id: maybe(Id), at: maybe(Time) },
    { person_id: PERSON_ID, fields: ['name'], at: '2026-03-02T15:04:05.000Z' },
  ),
  'person.restricted': entry(
    'What is kept about a person may be stored and not used, or may be used again. Tell them before it is.',
    { person_id: Id, status: oneOf(['restricted', 'lifted']), request_id: maybe(Id), at: maybe(Time) },
    { person_id: PERSON_ID, status: 'restricted', at: '2026-03-02T15:04:05.000Z' },
  ),
  'support.requested': entry(
    'The platform’s support asks to read content of yours. Nothing is open before you approve.',
    { grant_id: Id, scopes: listOf(Id, 20), minutes: Count },
    { grant_id: GRANT_ID, scopes: ['recordings:read'], minutes: 60 },
  ),
  'support.accessed': entry(
    'The platform’s support read something with your approval.',
    { grant_id: Id, scope: Id, at: Time },
    { grant_id: GRANT_ID, scope: 'recordings:read', at: '2026-03-02T15:04:05.000Z' },
  ),
  'incident.opened': entry(
    'Something went wrong with data, and yours may be touched. The times are those by which authorities and people must be told.',
    {
      incident_id: Id,
      kind: oneOf(INCIDENT_KINDS),
      severity: Word,
      discovered_at: Time,
      authority_by: Time,
      hipaa_by: Time,
    },
    {
      incident_id: INCIDENT_ID,
      kind: 'breach',
      severity: 'high',
      discovered_at: '2026-03-02T15:04:05.000Z',
      authority_by: '2026-03-05T15:04:05.000Z',
      hipaa_by: '2026-05-01T15:04:05.000Z',
    },
  ),
  'incident.closed': entry(
    'An incident that touched you is over.',
    { incident_id: Id, kind: oneOf(INCIDENT_KINDS), closed_at: Time },
    { incident_id: INCIDENT_ID, kind: 'breach', closed_at: '2026-03-09T15:04:05.000Z' },
  ),
  'legal.disclosed': entry(
    'A court or an authority was given something of yours, as the law demands.',
    { legal_process_id: Id, kind: Word, categories: listOf(Word, 60), person_id: maybe(Id), disclosed_at: Time },
    {
      legal_process_id: 'lgl_01k5m3x8q2v7w9y0z1a2b3c4d5',
      kind: 'court_order',
      categories: ['calls'],
      disclosed_at: '2026-03-02T15:04:05.000Z',
    },
  ),
  'privacy.mail.waiting': entry(
    'A mail about you or a person of yours needs somebody to read it: a child, legal process, a breach, or words that we could not read.',
    { mail_id: Id, labels: listOf(Word, 30), reason: Word, ticket_id: maybe(Id), received_at: maybe(Time) },
    {
      mail_id: 'mail_01k5m3x8q2v7w9y0z1a2b3c4d5',
      labels: ['child'],
      reason: 'child',
      received_at: '2026-03-02T15:04:05.000Z',
    },
  ),
}
