import { kept, notYet, type LedgerEntry } from '../promise.ts'

const PAGES = 'src/routes/site/pages.worker.test.ts'
const STANDING = 'src/policies/standing.test.ts'
const CALL = 'test/call.worker.test.ts'
const CONSENTS = 'src/routes/api/consents.worker.test.ts'
const VAULT = 'src/vault/vault.worker.test.ts'
const ACCESS = 'src/routes/api/access.worker.test.ts'
const REGISTER = 'src/egress/register.ts'
const MAY_LEAVE = 'src/egress/may-leave.test.ts'
const NOTHING_LEAVES = {
  'test/egress.node.test.ts': 'nothing leaves but through the gate: no source besides it reaches for the network',
}

/** M-23 to M-60: roles, conduct, sharing, keeping, rights. */
export const MISOCARE_CONDUCT: readonly LedgerEntry[] = [
  kept(
    [
      'M-23',
      'governance',
      'Data of businesses is handled as they instruct: by their document, their call or their campaign',
    ],
    ['src/consent/file-decisions.ts', 'src/agents/published.ts'],
    {
      'src/routes/api/contact-record.worker.test.ts':
        'years later it can be told of every contact who, whom, when, what for, by what consent and by which rules',
      'src/routes/api/agents.worker.test.ts':
        'has its resources made, speaks the name of the business, and answers nothing until it is published',
    },
  ),
  notYet(
    ['M-24', 'governance', 'The business is the controller, and says who speaks for it before it goes live'],
    'A business may leave its privacy contact open; that going live waits for one is being built.',
  ),
  kept(
    ['M-25', 'consent', 'Nobody is contacted without the consent the law asks for, or the signed word of the business'],
    ['src/consent/may-contact.ts', 'src/consent/attest.ts'],
    {
      [CONSENTS]: 'consent decides what may be sent, from the answer on, and so does that it is taken back',
      'src/routes/api/new-call.worker.test.ts': 'without consent nobody is called, and the rules that say so are named',
      'src/routes/api/contact-record.worker.test.ts': 'what the business signs counts until it is withdrawn',
    },
  ),
  kept(
    ['M-26', 'governance', 'Whoever uses the service has accepted the policy'],
    ['src/policies/accept-policy.ts', 'src/routes/api/auth.ts'],
    {
      'src/routes/api/policies.worker.test.ts':
        'the first key of a business opens nothing until the policy is accepted, and says how',
    },
  ),
  kept(
    ['M-27', 'consent', 'Recording is announced before it begins, and stops for whoever does not want it'],
    ['src/calls/opening.ts', 'src/calls/advance-recording.ts'],
    {
      [CALL]: 'the first answer says that this is an AI and records, before it records and before it connects',
      'test/call-races.worker.test.ts': [
        'nothing is kept of a recording while the caller can still object',
        'an objection that is heard when the recording has been kept takes it back',
      ],
    },
  ),
  kept(
    ['M-28', 'truth', 'The assistant says that it is a computer, and cannot be talked or set out of that'],
    ['src/calls/opening.ts', 'src/dialogue/speech-guard.ts'],
    {
      [CALL]: 'the first answer says that this is an AI and records, before it records and before it connects',
      'src/dialogue/converse.test.ts': 'it claims to be human, or a nurse: the disclosure cannot be talked away',
      'test/media.worker.test.ts': 'a model that claims to be a nurse is stopped, and says what it is',
    },
  ),
  kept(
    [
      'M-29',
      'disclosure',
      'What goes to others goes for a time: copies there are deleted, again and again until it succeeds',
    ],
    ['src/recordings/delete-at-carrier.ts', 'src/egress/leave.ts'],
    {
      'src/recordings/recordings.worker.test.ts': [
        'a deletion the carrier does not allow yet stays owed, and waits as long as it was asked to',
        'after the last day a deletion is given up loudly',
      ],
      'src/sweeps/sweeps.worker.test.ts':
        'what the carrier did not delete at once is deleted by the sweep, when it is due and not before',
    },
  ),
  kept(
    ['M-30', 'vendors', 'Telephony is Twilio, and who is not on the register is not asked'],
    [REGISTER, 'src/egress/leave.ts'],
    {
      [PAGES]: 'the published keep times are those of the API, and the published companies those that may be reached',
      'test/leave.node.test.ts': 'a host that no setting and no vendor names is not asked at all',
      ...NOTHING_LEAVES,
    },
  ),
  kept(
    ['M-31', 'vendors', 'Providers of AI are on the register, and get nothing of health care without an agreement'],
    [REGISTER, 'src/egress/may-leave.ts'],
    {
      [MAY_LEAVE]: 'nothing of health care goes to a vendor without a business associate agreement',
      'test/egress.node.test.ts': 'models that are reached by a binding are asked for at the gate too',
    },
  ),
  kept(
    ['M-32', 'truth', 'The policy names the companies that really carry the data'],
    [REGISTER, 'src/policies/texts/misocare-2026-04-08.ts'],
    {
      [STANDING]: 'the policies name the companies that really carry the data',
      [PAGES]: 'the published keep times are those of the API, and the published companies those that may be reached',
    },
  ),
  kept(
    ['M-33', 'vendors', 'Nothing about health is written on WhatsApp'],
    ['src/consent/rules/platforms.ts', 'src/messages/outbox-sending.ts'],
    {
      'src/routes/api/messages.worker.test.ts': 'an agent for health care writes nothing free on WhatsApp',
      'src/routes/api/channels.worker.test.ts':
        'an agent for health care answers on no WhatsApp line, however it comes there',
    },
  ),
  notYet(
    [
      'M-34',
      'disclosure',
      'Calendar and customer systems of a business get what it has us send, and that is written down',
    ],
    'No calendar or customer system can be connected yet.',
  ),
  kept(
    ['M-35', 'vendors', 'Who works for us works under a contract that is looked at again in time'],
    ['src/egress/may-leave.ts', 'src/egress/set-contract.ts'],
    {
      [MAY_LEAVE]:
        'a review that is late closes a vendor to businesses that come after it, to the millisecond, and to no older one',
    },
  ),
  kept(
    ['M-36', 'disclosure', 'No personal data is sold, and no page tells anybody else that it was read'],
    ['src/egress/purpose.ts', 'src/routes/site/page-answer.ts'],
    {
      [MAY_LEAVE]: 'no purpose is a sale, and every vendor is told of in words',
      [PAGES]: [
        'every page stands alone: it sets no cookie, has no script, loads nothing, and every link leads somewhere',
        'a browser that asks not to be tracked is answered, and programs find that it is heard',
      ],
      'test/e2e/site.e2e.test.ts': 'every page is read in a browser without asking anybody else for anything',
    },
  ),
  kept(
    ['M-37', 'disclosure', 'A provider gets the fields it needs for what it does, and no other'],
    ['src/egress/may-leave.ts', REGISTER],
    {
      [MAY_LEAVE]: [
        'a listed vendor gets what it needs for what it is asked, and nothing beside',
        'whatever is asked, no field leaves that the register does not list for that vendor and purpose',
      ],
    },
  ),
  kept(
    ['M-38', 'access', 'A business sees its own data and nobody else’s'],
    ['src/records/owned-by.ts', 'src/events/sign.ts'],
    {
      [ACCESS]: [
        'another business’s object is the same 404 as one that never was, for every operation on it',
        'every kind of object that can be asked for by id was tried',
      ],
      'src/events/sign.test.ts': 'the library receivers use accepts whatever we sign',
    },
  ),
  notYet(
    ['M-39', 'disclosure', 'What the law makes us hand over is checked by two people first, and told to the business'],
    'Being built.',
  ),
  kept(
    ['M-40', 'retention', 'Everything is kept for a time, and then deleted, with a signed list of how much'],
    ['src/sweeps/retention.ts', 'src/records/category.ts'],
    {
      'src/sweeps/retention.worker.test.ts': [
        'one day before its expiry a recording is there, at expiry it and its row are gone',
        'a manifest that was altered, taken out or put in is found, and where',
      ],
      'test/categories.worker.test.ts': 'what is about a person has an end, or a reason to have none',
    },
  ),
  notYet(
    ['M-41', 'retention', 'What the law or a dispute makes us keep is kept for that, until a day that is named'],
    'Being built.',
  ),
  notYet(['M-42', 'erasure', 'A business can have its account deleted, with a receipt'], 'Being built.'),
  kept(
    ['M-43', 'governance', 'The measures taken are listed, each with its test and how that went'],
    ['src/promises/trust-document.ts', 'src/routes/site/trust-page.ts'],
    {
      'test/promises.node.test.ts': [
        'every promise is there once, and says what keeps it or why it is not kept yet',
        'what proves a promise is a test of that name, in a file that is there',
      ],
      'test/promise-results.node.test.ts': 'a promise whose test is red or was not run is not told to be kept',
    },
  ),
  kept(
    ['M-44', 'encryption', 'Credentials can be written and never read back'],
    ['src/vault/vault.ts', 'src/tenants/carrier-account.ts'],
    {
      'src/routes/api/numbers.worker.test.ts':
        'a carrier account belongs to one business, is kept sealed and shown masked',
      [VAULT]: 'what is sealed for a business opens only for it, there',
    },
  ),
  kept(
    ['M-45', 'access', 'A key can do what it was made for and nothing else'],
    ['src/routes/api/scopes.ts', 'src/routes/api/auth.ts'],
    {
      [ACCESS]: [
        'no operation answers without a key, with a mistyped one, or with one that nobody made',
        'no operation of a business answers a key that lacks its scope',
        'one verb on one resource is enough for its operations and no others',
      ],
    },
  ),
  kept(
    ['M-46', 'encryption', 'Everything travels and lies encrypted, with a key of its own for each person'],
    ['src/vault/person-keys.ts', 'src/vault/seal.ts', 'src/routes/api/index.ts'],
    {
      'src/routes/api/requests.worker.test.ts': 'deployed, plain http is refused with a valid key as without',
      [VAULT]: [
        'it opens nowhere else: not in another row, column, table or tenant, nor for another person',
        'any flipped character keeps it closed',
      ],
      'src/settings.test.ts': 'a deployed gateway is never reached in the clear',
    },
  ),
  notYet(['M-47', 'incidents', 'Businesses are told of an incident in the times the law sets'], 'Being built.'),
  notYet(['M-48', 'rights', 'People can see what is held about them'], 'Being built.'),
  notYet(['M-49', 'rights', 'People can have it corrected'], 'Being built.'),
  notYet(['M-50', 'erasure', 'People can have it deleted, and it stays deleted'], 'Being built.'),
  kept(
    ['M-51', 'rights', 'Who objects is left alone at once, in the middle of a call too'],
    ['src/messages/stops.ts', 'src/consent/may-contact.ts'],
    {
      'test/media.worker.test.ts': [
        'an opt-out is written before it is spoken of, and ends the call',
        'an objection to being recorded is taken down, and answered',
      ],
      'src/messages/service-gate.worker.test.ts':
        'nobody who objects is written to, by the business or its agent, and what waits is not sent',
      'test/passed-by-rule.worker.test.ts':
        'a caller who will not be recorded is put through where the document says so, and the recording is stopped',
    },
  ),
  notYet(
    ['M-52', 'rights', 'Rights and times are those of where somebody lives; where that is unknown, the strictest'],
    'Being built.',
  ),
  notYet(
    ['M-53', 'rights', 'A request is passed to the business it is for, acknowledged, and watched over'],
    'Being built.',
  ),
  notYet(['M-54', 'vendors', 'It can be told where the data of a person lies'], 'Being built.'),
  kept(
    ['M-55', 'vendors', 'Data stays in the region chosen, and goes elsewhere only under an agreement the law knows'],
    ['src/context.ts', 'src/egress/may-leave.ts'],
    {
      [MAY_LEAVE]: 'data of the EU goes to a vendor elsewhere by the standard clauses only',
      [CALL]: 'a caller in a pinned region is kept in that region',
      'src/bookings/booking.worker.test.ts': 'a business pinned to the EU has its bookings there and nowhere else',
    },
  ),
  notYet(
    ['M-56', 'governance', 'The service is for adults'],
    'Being built: what is to happen when a child calls. Accounts are opened by the operator for businesses; there is no sign-up at which an age could be asked.',
  ),
  notYet(['M-57', 'erasure', 'What a child said is locked away and deleted'], 'Being built.'),
  kept(
    ['M-58', 'truth', 'Businesses are told of a new version, with what changed, before it takes effect'],
    ['src/policies/tell-policy.ts', 'src/policies/changes-between.ts'],
    {
      'src/policies/tell-policy.worker.test.ts':
        'a business that was there before is told of a new version once, by event and by mail, and one that came since is not',
      'src/policies/changes-between.test.ts': 'a reader sees what is said anew beside what is no longer said',
    },
  ),
  kept(
    ['M-59', 'governance', 'Going on after the day of a new version accepts it, and that is recorded'],
    ['src/policies/standing.ts', 'src/policies/accept-policy.ts'],
    {
      'src/routes/api/policies.worker.test.ts':
        'the first use after a new version took effect accepts it, once, whoever uses a key at the same time',
      [STANDING]: [
        'use after the day accepts what is newer, but for what asks anew',
        'a version holds from its day on, and not a moment before',
      ],
    },
  ),
  notYet(['M-60', 'rights', 'Mail to the address in the policy is read and answered'], 'Being built.'),
]
