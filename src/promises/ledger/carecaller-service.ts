import { kept, type LedgerEntry } from '../promise.ts'

const CALL = 'test/call.worker.test.ts'
const CONSENTS = 'src/routes/api/consents.worker.test.ts'
const RECORDINGS = 'src/recordings/recordings.worker.test.ts'
const PEOPLE = 'src/routes/api/people.worker.test.ts'
const CONTACT_RECORD = 'src/routes/api/contact-record.worker.test.ts'

/** C-26 to C-46: what is handled for organisations, and what for. */
export const CARECALLER_SERVICE: readonly LedgerEntry[] = [
  kept(
    ['C-26', 'encryption', 'Telephone numbers are looked up by a keyed hash and lie sealed'],
    ['src/vault/vault.ts', 'src/people/resolve.ts'],
    {
      [PEOPLE]: [
        'a person is found again by their number in any spelling, and known better',
        'a list shows no name and no whole number, and neither does the database',
      ],
    },
  ),
  kept(['C-27', 'truth', 'Nobody needs an e-mail address'], ['src/routes/api/people.ts'], {
    [PEOPLE]: 'a person needs at least one thing to be known by, and nothing unknown',
    [CONSENTS]: 'somebody known by a user id or an address alone agrees, too',
  }),
  kept(
    ['C-28', 'consent', 'How somebody wants to be reached is known and holds'],
    ['src/consent/wishes.ts', 'src/consent/preference.ts'],
    { [CONTACT_RECORD]: 'what somebody wishes for holds from the answer on, and is told back as it was said' },
  ),
  kept(
    ['C-29', 'consent', 'A wish to be left alone outlives everything else that is known'],
    ['src/consent/suppress.ts', 'src/records/suppressions/category.ts'],
    {
      'src/erasure/erasure.worker.test.ts': [
        'a stop outlives the person, in whatever spelling their number is brought back',
      ],
      'src/consent/pepper-rotation.worker.test.ts': [
        'whoever was suppressed stays so, in any spelling, under any later pepper, forgotten and made known again',
      ],
      'src/routes/api/people.worker.test.ts': [
        'a suppression keeps neither the number nor a sentence that may name somebody',
      ],
    },
  ),
  kept(['C-30', 'encryption', 'The log of messages has no words in it; those lie sealed'], ['src/messages/filing.ts'], {
    'src/messages/filing.worker.test.ts':
      'a message leaves its row, its sealed words, its event and its count, and its person',
  }),
  kept(
    ['C-31', 'retention', 'When a call was and how it ended is kept apart from what was said'],
    ['src/records/calls/category.ts'],
    {
      'src/routes/api/calls.worker.test.ts': [
        'a call is shown whole, with the caller’s number; a list masks it',
        'a call without a transcript says why there is none',
      ],
    },
  ),
  kept(
    ['C-32', 'encryption', 'Voicemail is sealed, and what we leave on a machine tells nothing'],
    ['src/calls/voicemail/advance-voicemail.ts', 'src/calls/outbound-talk/outbound-plan.ts'],
    {
      'test/voicemail.worker.test.ts':
        'a voicemail is asked for, taken in sealed, deleted at the carrier, told of once and left to somebody',
      'src/calls/outbound-talk/outbound-plan.test.ts': 'cannot be published where it gives something away',
    },
  ),
  kept(
    ['C-33', 'encryption', 'Recordings and transcripts are sealed with the person’s own key'],
    ['src/recordings/keep-recording.ts', 'src/calls/transcript.ts'],
    {
      [RECORDINGS]: [
        'without the person’s key there is no recording any more, and another person’s opens nothing',
        'a recording is sealed, proven and only then deleted at the carrier',
      ],
      [CALL]: 'nothing that was said lies in the clear, neither in the object nor in the database',
    },
  ),
  kept(['C-34', 'governance', 'How far a task has come is one of a few words'], ['src/records/tasks/table.ts'], {
    'src/tasks/tasks.worker.test.ts': [
      'of two who settle a task at once one decides, and it is told of once',
      'nothing a caller said is readable in the database or in an event',
    ],
  }),
  kept(
    ['C-35', 'encryption', 'Appointments and refills are handled as health data'],
    ['src/bookings/details.ts', 'src/outreach/campaign/words.ts'],
    {
      'src/outreach/campaign/words.test.ts': 'a reminder says when, and never what for',
      'src/outreach/campaign/answers.worker.test.ts':
        'a yes to a refill is a task for people, once, and approves nothing',
      'src/bookings/booking.worker.test.ts': 'a booking tells its event no name and no number, and keeps them sealed',
    },
  ),
  kept(
    ['C-36', 'access', 'Requests for help lie sealed, and are read by who answers them and by nobody else'],
    ['src/tickets/ticket-details.ts', 'src/routes/api/tickets.ts'],
    {
      'src/mail/owed.worker.test.ts': [
        'a mail is read by its business and by nobody else, and the platform’s by the operator',
        'neither address nor words of a mail lie anywhere in the clear',
      ],
    },
  ),
  kept(
    ['C-37', 'consent', 'What was agreed to is kept in its words, with when, how and by whom'],
    ['src/consent/record-consent.ts', 'src/consent/consent-evidence.ts'],
    {
      [CONSENTS]: 'a consent is kept word for word, once, with its hashes, its event and its place in the chain',
      [CONTACT_RECORD]: 'a decision says what the business was bound by then, whatever it is bound by later',
    },
  ),
  kept(
    ['C-38', 'governance', 'Service data is used for the organisation it is of'],
    ['src/records/owned-by.ts', 'src/consent/file-decisions.ts'],
    {
      'src/routes/api/access.worker.test.ts':
        'another business’s object is the same 404 as one that never was, for every operation on it',
      [CONTACT_RECORD]:
        'years later it can be told of every contact who, whom, when, what for, by what consent and by which rules',
    },
  ),
  kept(
    ['C-39', 'governance', 'What is to be delivered is delivered once'],
    ['src/messages/advance-outbox.ts', 'src/routes/api/idempotency.ts'],
    {
      'src/messages/outbox.worker.test.ts': [
        'wanted twice with one key is one message',
        'whatever a platform answers, and however often, the order is kept and nothing that it took is sent again',
      ],
      'src/routes/api/idempotency.worker.test.ts':
        'of twenty copies that arrive together one is done; the others wait or get its answer',
    },
  ),
  kept(['C-40', 'access', 'What comes in reaches whom it is for'], ['src/messages/intake.ts', 'src/calls/line.ts'], {
    'src/messages/intake.worker.test.ts': 'one delivery may be of several businesses and numbers: each gets its own',
    'src/messages/platform-of.worker.test.ts':
      'a line speaks for the business that holds it, and for nobody who held it before',
  }),
  kept(
    ['C-41', 'governance', 'The log of what was done cannot be changed without that being found'],
    ['src/audit/append.ts', 'src/audit/verify.ts', 'src/audit/checkpoint.ts'],
    {
      'src/audit/audit.worker.test.ts': [
        'an entry that was altered in any column, taken out or cut off is found, at its place',
      ],
      'src/audit/oversight.worker.test.ts': [
        'a chain that was written anew with every hash right, or cut off, no longer meets what was signed',
      ],
    },
  ),
  kept(
    ['C-42', 'consent', 'A wish counts everywhere, wherever it was said'],
    ['src/messages/stops.ts', 'src/consent/suppress-under.ts', 'src/privacy/opt-out.ts'],
    {
      'src/messages/stopped.worker.test.ts': [
        'put on a number holds for everything its person is known by, on every channel',
        'is left alone from the moment it came in, before anybody has taken it up',
      ],
      'test/media.worker.test.ts': ['an opt-out is written before it is spoken of, and ends the call'],
      'src/mail/inbox.worker.test.ts': [
        'an end to being contacted holds at once, whoever asks, at every business that knows them',
      ],
    },
  ),
  kept(
    ['C-43', 'encryption', 'Faults are found without reading what people said'],
    ['src/kernel/log.ts', 'src/calls/tell-of-troubles.ts'],
    {
      'test/masked-call.worker.test.ts':
        'a card number said in three pieces reaches no transcript, no model, no log and no row',
      'src/routes/api/field-errors.test.ts': 'no error repeats what was sent',
    },
  ),
  kept(
    ['C-44', 'access', 'Support looks at service data only when the organisation let it'],
    ['src/tenants/support-grants.ts'],
    {
      'src/audit/oversight.worker.test.ts': [
        'support reads nothing of a business without its approval, and with it what was approved, for so long, and visibly',
      ],
    },
  ),
  kept(
    ['C-45', 'incidents', 'Abuse of the platform is bounded'],
    ['src/calls/guards/decide.ts', 'src/routes/api/rate-limit.ts'],
    {
      'test/toll-fraud.worker.test.ts':
        'a premium-rate number is refused at publishing, at its place, and taken where the document allows it',
      'test/admission.worker.test.ts': [
        'when the minutes of the day are used up the caller is put through to the business itself',
        'a blocked caller hears one sentence and is hung up on, until they are unblocked',
      ],
    },
  ),
  kept(
    ['C-46', 'retention', 'What law and contracts ask to be kept, held or told is done'],
    ['src/retention/statutory-minimums.ts', 'src/retention/place-hold.ts'],
    {
      'src/sweeps/holds.worker.test.ts': [
        'a call that advertised is kept for five years, whatever the business chose, and no other',
        'a hold on everything, on one kind of data, of another business, and one that is over',
      ],
    },
  ),
]
