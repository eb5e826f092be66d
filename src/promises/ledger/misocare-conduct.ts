import { kept, notYet, type LedgerEntry } from '../promise.ts'

const PAGES = 'src/routes/site/pages.worker.test.ts'
const CALL = 'test/call.worker.test.ts'
const CONSENTS = 'src/routes/api/consents.worker.test.ts'
const ACCESS = 'src/routes/api/access.worker.test.ts'
const REGISTER = 'src/egress/register.ts'
const MAY_LEAVE = 'src/egress/may-leave.test.ts'
const NOTHING_LEAVES = {
  'test/egress.node.test.ts': 'nothing leaves but through the gate: no source besides it reaches for the network',
}

/** M-23 to M-43: roles, conduct, sharing, keeping. */
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
  kept(
    ['M-24', 'governance', 'The business is the controller, and says who speaks for it before it goes live'],
    ['src/tenants/go-live.ts'],
    {
      'src/routes/api/numbers.worker.test.ts': [
        'a business goes live only with a privacy contact, and in health care with keep times of its own choosing',
      ],
    },
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
    ['src/egress/register.ts', 'src/egress/may-leave.ts'],
    {
      'src/egress/may-leave.test.ts': [
        'nothing of health care goes to a vendor without a business associate agreement',
      ],
      'test/egress.worker.test.ts': [
        'not a word of a health-care business reaches a model without an agreement: the caller is answered all the same',
      ],
    },
  ),
  kept(
    ['M-32', 'truth', 'The policy names the companies that really carry the data'],
    ['src/egress/register.ts', 'src/policies/texts/misocare-2026-04-08.ts'],
    {
      'src/policies/standing.test.ts': ['the policies name the companies that really carry the data'],
      'test/egress.worker.test.ts': [
        'whom a call, a message and a recording really reach is what the register publishes, and nobody else',
      ],
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
    'No calendar or customer system can be connected by name. What a business’s own programs get goes to the webhook endpoints it has chosen, without words or numbers, and is written down as told to the business. Missing are the connections of M-7, and each of them as a recipient of its own in what is written down.',
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
  kept(
    ['M-39', 'disclosure', 'What the law makes us hand over is checked by two people first, and told to the business'],
    ['src/legal/decide-process.ts', 'src/legal/disclose-process.ts'],
    {
      'src/legal/legal.worker.test.ts': [
        'nothing is handed over before two different people said yes, and then what was asked for and no more',
        'while a court forbids it the business hears nothing, and hears it when the time is over',
        'what was refused is not handed over, whoever approved it before',
      ],
    },
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
  kept(
    ['M-41', 'retention', 'What the law or a dispute makes us keep is kept for that, until a day that is named'],
    ['src/retention/holds-on.ts', 'src/retention/statutory-minimums.ts'],
    {
      'src/sweeps/holds.worker.test.ts': [
        'a hold placed one second before a sweep holds, and what it held goes with the sweep after its release',
        'a call that advertised is kept for five years, whatever the business chose, and no other',
      ],
      'src/routes/api/holds.worker.test.ts': [
        'a hold has an end, a reason, a person who is there, and is no matter of a test',
      ],
      'src/erasure/bad-days.worker.test.ts': [
        'what is held stays whole, what is not goes, and within a day of its end everything does',
      ],
    },
  ),
  kept(
    ['M-42', 'erasure', 'A business can have its account deleted, with a receipt'],
    ['src/tenants/closing/ask-closure.ts', 'src/tenants/closing/erase-business.ts'],
    {
      'src/sweeps/closures.worker.test.ts': [
        'an account is closed only with its name, by a live key, and when another key agrees',
        'for fourteen days it can be called off, and until then what was set up can be exported',
        'after the wind-down nothing of a business is left but what has to be, and its receipt can be checked',
      ],
    },
  ),
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
]
