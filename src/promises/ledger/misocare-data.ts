import { kept, notYet, type LedgerEntry } from '../promise.ts'

const PAGES = 'src/routes/site/pages.worker.test.ts'
const STANDING = 'src/policies/standing.test.ts'
const CALL = 'test/call.worker.test.ts'

/** M-1 to M-22: what is collected, and what for. */
export const MISOCARE_DATA: readonly LedgerEntry[] = [
  kept(
    ['M-1', 'truth', 'The policy carries its date, and changes by a new version only'],
    ['src/policies/policy-versions.ts', 'src/routes/site/policy-answers.ts'],
    {
      [STANDING]: ['a policy changes by a new version and never by a byte of an old one'],
      [PAGES]: ['the text at /privacy is the one whose hash the register tells, and carries its date'],
    },
  ),
  kept(
    ['M-2', 'truth', 'What is collected, why and for how long is known of every column there is'],
    ['src/records/data-map.ts', 'src/routes/api/privacy-inventory.ts'],
    {
      'test/categories.worker.test.ts': [
        'the data map tells of every column there is',
        'every category is listed once, under its own name',
      ],
      'src/routes/api/privacy-inventory.worker.test.ts': [
        'the inventory has every column of every table, with its category, reason, keep time and protection',
      ],
    },
  ),
  kept(
    ['M-3', 'truth', 'Calls, messages and bookings of a person belong together'],
    ['src/routes/api/person-timeline.ts', 'src/people/merge.ts'],
    {
      'src/routes/api/person-timeline.worker.test.ts':
        'calls, messages and tasks of a person are one list, newest first, and of nobody else',
      'test/written-thread.worker.test.ts': 'what was booked on the phone is moved in writing',
    },
  ),
  kept(
    ['M-4', 'truth', 'What is held for businesses and what is held for ourselves are apart'],
    ['src/tickets/open-ticket.ts', 'src/mail/address-tokens.ts'],
    {
      'src/routes/site/pages.worker.test.ts': [
        'what somebody asked on the site is never looked up among the people of a business',
      ],
      'src/mail/owed.worker.test.ts': ['rows say whose address they were for by a token that no business shares'],
      'src/events/emit.worker.test.ts': [
        'what the catalogue does not name does not leave, and what looks like a number is refused',
      ],
    },
  ),
  kept(['M-5', 'rights', 'A business reads and changes what is known of it'], ['src/routes/api/account.ts'], {
    'src/routes/api/calls.worker.test.ts': 'a business reads and changes itself, but not where it lives',
  }),
  kept(
    ['M-6', 'access', 'A number or channel belongs to one business, and what comes there goes to it alone'],
    ['src/routes/api/numbers.ts', 'src/routes/api/channels.ts', 'src/tenants/claim-number.ts'],
    {
      'src/routes/api/numbers.worker.test.ts': [
        'a number is claimed in any spelling, and by one business only',
        'of businesses that claim a number at once one gets it',
      ],
      'src/routes/api/channels.worker.test.ts':
        'what is written to a number goes to whoever claimed it, whatever account of that name was there before',
    },
  ),
  notYet(
    ['M-7', 'access', 'Access to a calendar or customer system is kept sealed and can be taken back'],
    'No calendar or customer system can be connected: bookings are kept by the gateway itself, and a business’s own programs use a key of the API. Missing are a kind of provider for such systems, the sign-in there (OAuth) with its tokens sealed as those of carriers are and shown as a mask, and an end of it that the provider is told of.',
  ),
  kept(['M-8', 'truth', 'How an assistant is set up is kept in versions'], ['src/routes/api/agent-versions.ts'], {
    'src/routes/api/agents.worker.test.ts': [
      'freezes the draft as a version, and calls it the same until it changes',
      'of an old version goes by way of the draft, under a new number',
    ],
  }),
  kept(
    ['M-9', 'truth', 'A name is known only where it was given, and nobody is looked up elsewhere'],
    ['src/people/resolve.ts', 'src/egress/register.ts'],
    {
      'src/routes/api/people.worker.test.ts': 'a person needs at least one thing to be known by, and nothing unknown',
      'test/leave.node.test.ts': 'a host that no setting and no vendor names is not asked at all',
    },
  ),
  kept(
    ['M-10', 'encryption', 'Recordings are sealed, proven, and then deleted at the carrier'],
    ['src/recordings/keep-recording.ts', 'src/vault/chunks.ts'],
    {
      'src/recordings/recordings.worker.test.ts': [
        'a recording is sealed, proven and only then deleted at the carrier',
        'what was altered, cut or exchanged is never given out as audio',
      ],
      'test/call-races.worker.test.ts': 'nothing is kept of a recording while the caller can still object',
    },
  ),
  kept(
    ['M-11', 'encryption', 'What was said and written is sealed, and is in no log'],
    ['src/vault/seal.ts', 'src/kernel/log.ts'],
    {
      [CALL]: 'nothing that was said lies in the clear, neither in the object nor in the database',
      'test/written-thread.worker.test.ts': 'nothing of a conversation lies open in its thread',
      'test/masked-call.worker.test.ts':
        'a card number said in three pieces reaches no transcript, no model, no log and no row',
    },
  ),
  kept(
    ['M-12', 'encryption', 'Of an appointment the slot is kept, and who it is for is sealed and can go alone'],
    ['src/bookings/commit.ts', 'src/erasure/rows-of.ts'],
    {
      'src/bookings/booking.worker.test.ts': ['a booking tells its event no name and no number, and keeps them sealed'],
      'src/erasure/categories.test.ts': ['what stays says why, and loses its person unless it is kept as it is'],
    },
  ),
  kept(
    ['M-13', 'retention', 'When a call was and how it ended outlives what was said on it'],
    ['src/records/calls/category.ts', 'src/records/transcripts/category.ts', 'src/retention/retention-table.ts'],
    {
      'test/retention-table.node.test.ts': ['what is published is what the sweep goes by'],
      'test/zero-retention.worker.test.ts': [
        'where nothing is to be kept, nothing that was said on a call is stored, and the call is',
      ],
    },
  ),
  kept(
    ['M-14', 'truth', 'Use is counted for each business and never for each person'],
    ['src/records/counters/table.ts', 'src/events/emit.ts'],
    {
      'src/events/emit.worker.test.ts': 'counts of one hour add up and those of the next begin anew',
      'src/routes/api/analytics.worker.test.ts':
        'usage adds up days, and knows nothing of other businesses or of the other mode',
    },
  ),
  kept(
    ['M-15', 'retention', 'IP addresses of visitors are not kept: forms are counted by a keyed hash of the network'],
    ['src/routes/site/form-limit.ts'],
    {
      'src/routes/site/form-limit.test.ts': 'an address is cut to its network before anything is made of it',
      [PAGES]: 'forms from one network are limited, whoever in it sends them',
    },
  ),
  kept(
    ['M-16', 'governance', 'Who looks at what people said says what for, and that is written down'],
    ['src/audit/view-purpose.ts', 'src/audit/note-view.ts'],
    {
      'src/audit/oversight.worker.test.ts': [
        'whoever reads content is noted once an hour for each object and purpose, and what is read for nothing known is not shown',
      ],
      'src/audit/chain.test.ts': [
        'content is read for the business’s own service unless another purpose is named, and for none that nobody knows',
      ],
    },
  ),
  kept(
    ['M-17', 'governance', 'Calls, messages and bookings are carried for a purpose that is written down'],
    ['src/consent/decision-of.ts'],
    {
      'src/routes/api/contact-record.worker.test.ts':
        'years later it can be told of every contact who, whom, when, what for, by what consent and by which rules',
    },
  ),
  kept(
    ['M-18', 'retention', 'A summary is made of the transcript, and kept no longer and no opener than it'],
    ['src/calls/summarise.ts'],
    {
      'test/summary-call.worker.test.ts': [
        'a business that stores no personal data keeps a transcript and a summary without any',
        'a business that stores metadata only keeps neither transcript nor summary',
      ],
    },
  ),
  notYet(
    [
      'M-19',
      'consent',
      'What people say makes the assistant better only where the business wants that, and never so that anybody is known',
    ],
    'The gateway uses nothing for that. A business can make a test of its own agent out of one of its calls (npm run eval, --from-call), with its own key and what is personal in it replaced. Missing are a switch for each business that is off until it is set, a store of de-identified talks behind the scanner that de-identified rows pass, and that whoever objected is left out of both.',
  ),
  kept(
    ['M-20', 'access', 'Support looks at content only when the business let it, and is seen doing it'],
    ['src/tenants/support-grants.ts'],
    {
      'src/audit/oversight.worker.test.ts': [
        'support reads nothing of a business without its approval, and with it what was approved, for so long, and visibly',
      ],
    },
  ),
  kept(
    ['M-21', 'incidents', 'Abuse is bounded: requests, calls, forms and spoken tricks'],
    ['src/routes/api/rate-limit.ts', 'src/calls/guards/decide.ts'],
    {
      'src/routes/api/requests.worker.test.ts':
        'a key that asks too often is told when to come back, and another key is not held up',
      'test/admission.worker.test.ts':
        'one number may ring so often within the hour, and others are answered all the same',
      'test/steered.worker.test.ts':
        'a caller who gives the agent other orders is told of by the turn, without a word they said',
    },
  ),
  kept(
    ['M-22', 'truth', 'Sums of what was stripped of its people are shown only where nobody can be found in them'],
    ['src/retention/small-groups.ts'],
    {
      'src/retention/small-groups.test.ts': [
        'nine are withheld, ten are shown',
        'one that is withheld cannot be worked out from a total: another is withheld with it',
      ],
      'src/routes/api/retention.worker.test.ts': [
        'nine who were de-identified are no figure, ten are, and only of years that are long over',
      ],
    },
  ),
]
