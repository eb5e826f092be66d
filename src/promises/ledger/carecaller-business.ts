import { kept, notYet, type LedgerEntry } from '../promise.ts'

const PAGES = 'src/routes/site/pages.worker.test.ts'
const STANDING = 'src/policies/standing.test.ts'
const REQUESTS = 'src/routes/api/requests.worker.test.ts'
const KEYS = 'src/routes/api/keys.worker.test.ts'
const STANDS_ALONE =
  'every page stands alone: it sets no cookie, has no script, loads nothing, and every link leads somewhere'
const NO_COOKIES = 'the cookie register says what is set: nothing, on pages, forms and the API'

/** C-1 to C-25: who is responsible, and what is collected for ourselves. */
export const CARECALLER_BUSINESS: readonly LedgerEntry[] = [
  kept(
    ['C-1', 'truth', 'The policy carries its date'],
    ['src/policies/policy-versions.ts', 'src/policies/texts/carecaller-2026-03-24.ts'],
    {
      [STANDING]: [
        'each policy says the day from which it holds, and versions follow each other',
        'a policy changes by a new version and never by a byte of an old one',
      ],
    },
  ),
  kept(
    ['C-2', 'vendors', 'Health care is served under an agreement on health data, and guarded'],
    ['src/consent/rules/health.ts', 'src/egress/may-leave.ts', 'src/tenants/go-live.ts'],
    {
      'test/egress.worker.test.ts': [
        'health care goes live with agreements only, a region is kept, and who is refused is in the chain',
        'not a word of a health-care business reaches a model without an agreement: the caller is answered all the same',
      ],
      'src/routes/api/channels.worker.test.ts': [
        'an agent for health care answers on no WhatsApp line, however it comes there',
      ],
    },
  ),
  kept(
    ['C-3', 'truth', 'The website’s data and the platform’s are apart, and nobody is matched between them'],
    ['src/tickets/open-ticket.ts', 'src/mail/address-tokens.ts'],
    {
      [PAGES]: 'what somebody asked on the site is never looked up among the people of a business',
      'src/vault/vault.worker.test.ts': 'a number has another token at every business',
    },
  ),
  kept(['C-4', 'truth', 'The assistant is no nurse and no doctor, and says so'], ['src/dialogue/speech-guard.ts'], {
    'test/media.worker.test.ts': 'a model that claims to be a nurse is stopped, and says what it is',
    'src/dialogue/converse.test.ts': 'it claims to be human, or a nurse: the disclosure cannot be talked away',
  }),
  kept(
    ['C-5', 'consent', 'Organisations have the consent of whom they contact, or nobody is contacted'],
    ['src/consent/may-contact.ts'],
    {
      'src/routes/api/new-call.worker.test.ts': 'without consent nobody is called, and the rules that say so are named',
      'src/routes/api/messages.worker.test.ts': 'advertising is refused while nobody’s consent is on record',
    },
  ),
  kept(
    ['C-6', 'access', 'A partner sees what the organisation opened to it, until that is taken back'],
    ['src/routes/api/keys.ts', 'src/routes/api/scopes.ts'],
    {
      [KEYS]: [
        'a key cannot make one that can do more than itself',
        'a revoked key is dead with the next request',
        'an expired key is refused, and no key can be made that has expired already',
      ],
    },
  ),
  kept(
    ['C-7', 'governance', 'The platform contacts nobody on its own account'],
    ['src/outreach/dial/call-somebody.ts', 'src/consent/file-decisions.ts'],
    {
      'src/routes/api/contact-record.worker.test.ts':
        'years later it can be told of every contact who, whom, when, what for, by what consent and by which rules',
      'src/routes/api/new-call.worker.test.ts':
        'a business without a number calls nobody, and an agent that was never published talks to nobody',
    },
  ),
  kept(['C-8', 'rights', 'An organisation reads and changes what is known of it'], ['src/routes/api/account.ts'], {
    'src/routes/api/calls.worker.test.ts': 'a business reads and changes itself, but not where it lives',
  }),
  notYet(
    ['C-9', 'access', 'Signing in is safe'],
    'There is no sign-in: there are no accounts of single people, only keys of the API, which are kept as hashes, opened by scope and die at once when revoked. Missing are people of a business with a passkey or a link by mail, a second factor, sessions that can be ended, and a limit on guesses: all of it belongs to the console, which comes later.',
  ),
  kept(
    ['C-10', 'governance', 'A request for a demonstration is kept, acknowledged and answered'],
    ['src/routes/site/take-form.ts', 'src/tickets/open-ticket.ts'],
    {
      [PAGES]: [
        'a form is kept once however often it is sent, sealed, and acknowledged once',
        'what a program fills in that fills in everything is thanked and forgotten',
        'forms from one network are limited, whoever in it sends them',
      ],
    },
  ),
  kept(
    ['C-11', 'governance', 'What comes through the contact form is kept, and does no harm where it is read'],
    ['src/routes/site/public-forms.ts', 'src/routes/site/form-page.ts'],
    {
      [PAGES]: [
        'markup in a form stays text on the page that gives it back, and wrong fields are named',
        'a form is kept once however often it is sent, sealed, and acknowledged once',
      ],
    },
  ),
  kept(
    ['C-12', 'governance', 'A request for help becomes a ticket'],
    ['src/mail/plan.ts', 'src/tickets/open-ticket.ts'],
    {
      'src/mail/plan.test.ts': ['business mail goes to its desk'],
      'src/mail/owed.worker.test.ts': [
        'a question becomes a ticket, is answered by mail in its thread, and is said to be late after two business days',
      ],
    },
  ),
  kept(['C-13', 'consent', 'Who answers "unsubscribe" gets no more sales mail'], ['src/mail/business-mail.ts'], {
    'src/mail/owed.worker.test.ts': ['who wants no business mail gets none, by a word, by a click, and for good'],
  }),
  kept(['C-14', 'retention', 'IP addresses of visitors are not kept'], ['src/routes/site/form-limit.ts'], {
    'src/routes/site/form-limit.test.ts': 'an address is cut to its network before anything is made of it',
  }),
  kept(['C-15', 'truth', 'Nothing is found out about a visitor’s device'], ['src/routes/site/page-answer.ts'], {
    [PAGES]: STANDS_ALONE,
  }),
  kept(
    ['C-16', 'retention', 'Use is logged without content, and for a time'],
    ['src/records/counters/table.ts', 'src/kernel/log.ts'],
    {
      'src/events/emit.worker.test.ts': 'counts of one hour add up and those of the next begin anew',
      'test/categories.worker.test.ts': 'what has a keep time is swept, and what a business may shorten has a clock',
    },
  ),
  kept(
    ['C-17', 'truth', 'The cookies that are set are those of the register: none'],
    ['src/routes/site/cookies-page.ts'],
    { [PAGES]: NO_COOKIES },
  ),
  kept(['C-18', 'governance', 'An inquiry is answered in time, or somebody is told'], ['src/tickets/ticket-due.ts'], {
    'src/mail/owed.worker.test.ts': [
      'a question becomes a ticket, is answered by mail in its thread, and is said to be late after two business days',
    ],
  }),
  kept(
    ['C-19', 'governance', 'Accounts are managed with keys whose doings are written down'],
    ['src/audit/append.ts'],
    {
      'src/audit/audit.worker.test.ts':
        'however many append at once, in either mode, there is one order, no gap and a chain that holds',
    },
  ),
  kept(
    ['C-20', 'access', 'Support looks at content only when the organisation let it'],
    ['src/tenants/support-grants.ts'],
    {
      'src/audit/oversight.worker.test.ts': [
        'support reads nothing of a business without its approval, and with it what was approved, for so long, and visibly',
      ],
    },
  ),
  kept(
    ['C-21', 'truth', 'The website is made better without following anybody through it'],
    ['src/routes/site/page-answer.ts'],
    { [PAGES]: [STANDS_ALONE, NO_COOKIES] },
  ),
  kept(
    ['C-22', 'consent', 'Business mail ends with one click'],
    ['src/routes/site/mail-preferences.ts', 'src/mail/business-mail.ts'],
    {
      'src/routes/site/pages.worker.test.ts': [
        'business mail ends with one click of a mail program, and not by a scanner that opens the link',
      ],
      'src/mail/owed.worker.test.ts': ['who wants no business mail gets none, by a word, by a click, and for good'],
    },
  ),
  kept(
    ['C-23', 'incidents', 'The website and the API bear abuse'],
    ['src/routes/site/form-limit.ts', 'src/routes/api/rate-limit.ts'],
    {
      [PAGES]: 'forms from one network are limited, whoever in it sends them',
      [REQUESTS]: 'a key that asks too often is told when to come back, and another key is not held up',
    },
  ),
  kept(['C-24', 'truth', 'Each cookie has a purpose that is told'], ['src/routes/site/cookies-page.ts'], {
    [PAGES]: NO_COOKIES,
  }),
  kept(['C-25', 'truth', 'Everything works with cookies blocked'], ['src/routes/site/take-form.ts'], {
    'test/e2e/site.e2e.test.ts': 'a form is sent by keyboard, without a script and with cookies blocked',
    [PAGES]: 'a form is kept once however often it is sent, sealed, and acknowledged once',
  }),
]
