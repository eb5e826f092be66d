import { kept, type LedgerEntry } from '../promise.ts'

const PAGES = 'src/routes/site/pages.worker.test.ts'
const MAY_LEAVE = 'src/egress/may-leave.test.ts'
const COMPANIES = 'the published keep times are those of the API, and the published companies those that may be reached'
const REGISTER = ['src/egress/register.ts', 'src/egress/may-leave.ts']
const NO_OTHER_FIELD = 'whatever is asked, no field leaves that the register does not list for that vendor and purpose'

/** C-47 to C-75: sharing, keeping, safety, rights. */
export const CARECALLER_SHARING: readonly LedgerEntry[] = [
  kept(
    ['C-47', 'disclosure', 'What an organisation was sent about a person can be told'],
    ['src/egress/disclose-events.ts', 'src/egress/disclose.ts'],
    {
      'test/egress.worker.test.ts': [
        'a business that was told of a person by events finds one row for the day, however many there were',
      ],
      'src/privacy/rights.worker.test.ts': [
        'where somebody’s data lies and whom it went to is told, category by category',
      ],
    },
  ),
  kept(
    ['C-48', 'vendors', 'Telephony providers are on the register'],
    ['src/egress/register.ts', 'src/egress/may-leave.ts'],
    {
      'test/egress.worker.test.ts': [
        'whom a call, a message and a recording really reach is what the register publishes, and nobody else',
      ],
      'test/leave.node.test.ts': ['a host that no setting and no vendor names is not asked at all'],
    },
  ),
  kept(
    ['C-49', 'vendors', 'Providers of AI and transcription are on the register, with what is agreed'],
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
  kept(['C-50', 'vendors', 'Hosting is on the register'], REGISTER, { [PAGES]: COMPANIES }),
  kept(
    ['C-51', 'vendors', 'Monitoring sees no health data: lines of the log hold ids and reasons'],
    ['src/kernel/log.ts'],
    {
      'test/masked-call.worker.test.ts':
        'a card number said in three pieces reaches no transcript, no model, no log and no row',
      'test/architecture.node.test.ts': 'only the log writes to the console',
    },
  ),
  kept(['C-52', 'vendors', 'No company for support gets anything'], REGISTER, {
    [MAY_LEAVE]: NO_OTHER_FIELD,
    'test/egress.node.test.ts': 'nothing leaves but through the gate: no source besides it reaches for the network',
  }),
  kept(['C-53', 'vendors', 'No company for security gets anything that is not on the register'], REGISTER, {
    [MAY_LEAVE]: NO_OTHER_FIELD,
    'test/leave.node.test.ts': 'a host that no setting and no vendor names is not asked at all',
  }),
  kept(
    ['C-54', 'disclosure', 'What authorities got is accounted for, for six years'],
    ['src/legal/disclose-process.ts', 'src/records/disclosures/category.ts'],
    {
      'src/legal/legal.worker.test.ts': [
        'nothing is handed over before two different people said yes, and then what was asked for and no more',
      ],
      'test/retention-table.node.test.ts': ['what is published is what the sweep goes by'],
    },
  ),
  kept(['C-55', 'disclosure', 'A successor gets an account only after notice'], ['src/tenants/closing/succession.ts'], {
    'src/sweeps/closures.worker.test.ts': [
      'nobody takes a business over before the notice is over, nor when it objected',
    ],
  }),
  kept(['C-56', 'disclosure', 'Personal information is not sold'], ['src/egress/purpose.ts'], {
    [MAY_LEAVE]: 'no purpose is a sale, and every vendor is told of in words',
  }),
  kept(
    ['C-57', 'disclosure', 'That somebody agreed to be texted is shared with nobody for marketing of their own'],
    ['src/consent/refuse-sharing.ts', 'src/egress/purpose.ts'],
    {
      'src/routes/api/consents.worker.test.ts':
        'a consent lifts no suppression, and nobody is given consents for the marketing of others',
      [MAY_LEAVE]: 'no purpose is a sale, and every vendor is told of in words',
    },
  ),
  kept(
    ['C-58', 'disclosure', 'It goes to those who deliver, with what that needs, and to the organisation'],
    REGISTER,
    { [MAY_LEAVE]: 'a listed vendor gets what it needs for what it is asked, and nothing beside' },
  ),
  kept(
    ['C-59', 'retention', 'Each kind of data has its time, which is published and kept'],
    ['src/records/category.ts', 'src/routes/site/retention-page.ts'],
    { [PAGES]: COMPANIES, 'test/retention-table.node.test.ts': 'what is published is what the sweep goes by' },
  ),
  kept(
    ['C-60', 'retention', 'Questions from the website go when nobody needs them any more'],
    ['src/records/tickets/category.ts'],
    {
      'src/mail/owed.worker.test.ts': [
        'a ticket goes two years after the last contact, and waits while its account is active',
      ],
    },
  ),
  kept(['C-61', 'retention', 'Accounts go after a time to wind down'], ['src/tenants/closing/wind-down.ts'], {
    'src/sweeps/closures.worker.test.ts': [
      'after the wind-down nothing of a business is left but what has to be, and its receipt can be checked',
      'a business that the operator closed winds down too, and one that is opened again is not erased',
    ],
  }),
  kept(
    ['C-62', 'retention', 'Service data is deleted in the end, or stripped of everything that identifies'],
    ['src/retention/deidentify.ts', 'src/retention/find-identifiers.ts'],
    {
      'src/sweeps/holds.worker.test.ts': [
        'what a business has de-identified is left as words, sizes and a year, and leads to nobody',
      ],
      'src/routes/api/retention.worker.test.ts': ['metadata may be de-identified at its end, content only deleted'],
      'src/retention/deidentify.test.ts': [
        'from 90 on there is one age',
        'of a ZIP code three digits are left, and none where few people live',
        'of a time only its year is left',
      ],
    },
  ),
  kept(
    ['C-63', 'consent', 'Wishes to be left alone are kept for as long as they are to be honoured'],
    ['src/records/suppressions/category.ts'],
    {
      'src/sweeps/holds.worker.test.ts': ['twenty years later whoever asked to be left alone still is'],
      'src/sweeps/retention.worker.test.ts': ['what is kept without end has an end that never comes'],
    },
  ),
  kept(
    ['C-64', 'retention', 'Recordings and transcripts are kept as the organisation sets, down to never'],
    ['src/records/retention/set-keep.ts', 'src/routes/api/retention.ts'],
    {
      'src/routes/api/retention.worker.test.ts': [
        'a keep time may be shortened, also to nothing, and is shown as chosen',
        'with one word no content is kept any more, and with another it is as by default',
      ],
      'test/zero-retention.worker.test.ts': [
        'where nothing is to be kept, nothing that was said on a call is stored, and the call is',
        'where nothing is to be kept, nothing that was written is stored, and that it was is',
      ],
    },
  ),
  kept(
    ['C-65', 'governance', 'Safeguards are listed, with who attests to the buildings'],
    ['src/promises/trust-document.ts', 'src/policies/texts/carecaller-2026-03-24.ts'],
    {
      'test/promise-results.node.test.ts': 'a kind of safeguard is as good as the worst promise that stands for it',
      'test/promises.node.test.ts': 'what proves a promise is a test of that name, in a file that is there',
    },
  ),
  kept(
    ['C-66', 'encryption', 'Nothing travels in the clear'],
    ['src/events/check-url.ts', 'src/egress/leave.ts', 'src/settings.ts'],
    {
      'src/events/check-url.test.ts': 'whatever is allowed is https on the usual port and carries no password',
      'test/leave.node.test.ts': 'deployed, nothing leaves in the clear',
      'src/settings.test.ts': 'a deployed gateway is never reached in the clear',
    },
  ),
  kept(['C-67', 'access', 'Access is by key and scope'], ['src/routes/api/auth.ts', 'src/routes/api/scopes.ts'], {
    'src/routes/api/access.worker.test.ts': [
      'no operation of a business answers a key that lacks its scope',
      'no key of a business opens what is the operator’s',
    ],
  }),
  kept(['C-68', 'vendors', 'Every company is looked at again in time'], ['src/egress/may-leave.ts'], {
    [MAY_LEAVE]:
      'a review that is late closes a vendor to businesses that come after it, to the millisecond, and to no older one',
  }),
  kept(
    ['C-69', 'incidents', 'Nobody promises absolute security; of incidents organisations are told in time'],
    ['src/incidents/tell-controllers.ts'],
    {
      'src/incidents/incidents.worker.test.ts': [
        'an incident is told to whom it touches, once; its clocks of 72 hours and 60 days raise the alarm until it is closed',
      ],
    },
  ),
  kept(
    ['C-70', 'rights', 'Requests about website and business data are taken by mail'],
    ['src/mail/open-requests.ts', 'src/mail/plan.ts'],
    {
      'src/mail/inbox.worker.test.ts': [
        'who did not say which business they mean is asked, and what they asked for goes there as old as it is',
      ],
      'src/routes/api/privacy-requests.worker.test.ts': [
        'what came to the platform is passed on to the business it is about, once, and is as old there',
      ],
    },
  ),
  kept(
    ['C-71', 'rights', 'Requests about service data reach the organisation, and no stranger learns who is known there'],
    ['src/mail/route-mail.ts', 'src/privacy/permits.ts'],
    {
      'src/mail/inbox.worker.test.ts': ['nobody can tell from an answer whether anybody is known'],
      'src/privacy/next-step.test.ts': [
        'whatever is asked: nothing is done at a level that does not permit it, nor to somebody unknown',
      ],
    },
  ),
  kept(
    ['C-72', 'rights', 'An organisation can fulfil every request by itself, by API'],
    ['src/routes/api/privacy-requests.ts'],
    {
      'src/routes/api/privacy-requests.worker.test.ts': [
        'a business fulfils requests end to end by API',
        'more time is taken once, a refusal says why, and what the business did itself it says is done',
      ],
    },
  ),
  kept(
    ['C-73', 'rights', 'People in California may ask by mail, and are answered in time'],
    ['src/privacy/deadlines.ts', 'src/mail/act-on-mail.ts'],
    {
      'src/privacy/requests.worker.test.ts': [
        'somebody in California has their data deleted by mail: acknowledged, found out, called off, asked again, done',
      ],
      'src/privacy/deadlines.test.ts': ['ten business days over Thanksgiving, Christmas and New Year'],
    },
  ),
  kept(
    ['C-74', 'truth', 'The policy may change, and every version stays readable'],
    ['src/policies/tell-policy.ts', 'src/routes/site/policy-answers.ts'],
    {
      'src/policies/tell-policy.worker.test.ts':
        'a business that was there before is told of a new version once, by event and by mail, and one that came since is not',
      'src/routes/site/pages.worker.test.ts':
        'the text at /privacy is the one whose hash the register tells, and carries its date',
    },
  ),
  kept(
    ['C-75', 'truth', 'The date at the top of the page is the one from which the newest version holds'],
    ['src/policies/standing.ts', 'src/routes/site/policy-page.ts'],
    {
      'src/policies/standing.test.ts': 'each policy says the day from which it holds, and versions follow each other',
      'src/routes/site/pages.worker.test.ts':
        'the text at /privacy is the one whose hash the register tells, and carries its date',
    },
  ),
]
