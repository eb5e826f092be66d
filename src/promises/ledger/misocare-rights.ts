import { kept, type LedgerEntry } from '../promise.ts'

const STANDING = 'src/policies/standing.test.ts'
const VAULT = 'src/vault/vault.worker.test.ts'
const ACCESS = 'src/routes/api/access.worker.test.ts'

/** M-44 to M-60: safety, rights, changes. */
export const MISOCARE_RIGHTS: readonly LedgerEntry[] = [
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
      'src/routes/api/requests.worker.test.ts': ['deployed, plain http is refused with a valid key as without'],
      'src/vault/vault.worker.test.ts': [
        'it opens nowhere else: not in another row, column, table or tenant, nor for another person',
        'any flipped character keeps it closed',
      ],
      'src/vault/rotation.worker.test.ts': [
        'one root key replaces another while all is read without a failure, and the former one opens nothing afterwards',
      ],
      'src/records/tenant-sealed.test.ts': [
        'whatever is sealed is sealed for a person, or is among what a new root key seals anew',
      ],
    },
  ),
  kept(
    ['M-47', 'incidents', 'Businesses are told of an incident in the times the law sets'],
    ['src/incidents/open-incident.ts', 'src/incidents/watch-incidents.ts'],
    {
      'src/incidents/incidents.worker.test.ts': [
        'an incident is told to whom it touches, once; its clocks of 72 hours and 60 days raise the alarm until it is closed',
        'a business that could not be told is told by the sweep, and whoever was told is not told again',
      ],
      'src/incidents/escalation.test.ts': [
        'a clock of 72 hours is told of at 36 hours, at 57.6 and at its end, to the millisecond',
      ],
    },
  ),
  kept(
    ['M-48', 'rights', 'People can see what is held about them'],
    ['src/privacy/export/begin-export.ts', 'src/privacy/export/open-export.ts'],
    {
      'src/privacy/export/export.worker.test.ts': [
        'everything that is kept about a person is in their export, and nothing of whoever else was on the line',
        'of twenty who post the code of a link at once one gets the export, and opening the link spends nothing',
      ],
      'src/privacy/export/documents.test.ts': [
        'every category that is about a person is exported, or it is written why not',
      ],
    },
  ),
  kept(
    ['M-49', 'rights', 'People can have it corrected'],
    ['src/privacy/correct.ts', 'src/privacy/propagate-correction.ts'],
    {
      'src/privacy/rights.worker.test.ts': [
        'what is corrected is so wherever it was copied, what stood there is kept apart, and the business hears of it',
      ],
    },
  ),
  kept(
    ['M-50', 'erasure', 'People can have it deleted, and it stays deleted'],
    ['src/erasure/begin-erasure.ts', 'src/erasure/leave-lists.ts', 'src/erasure/verify-erasure.ts'],
    {
      'src/erasure/erasure.worker.test.ts': [
        'a person is erased by one request: the key at once, and soon everything, with a receipt that holds',
      ],
      'src/erasure/bad-days.worker.test.ts': [
        'wherever a store fails, before or after it has written, the next one finishes: nothing is left and it is told once',
        'a vendor that refuses for thirteen days is asked until it deletes, and one that never does is told of',
      ],
      'src/erasure/restored.worker.test.ts': [
        'of a copy that is restored nothing opens, and whoever checks is told what came back',
        'several who leave a list at once, in whatever order and wherever one breaks off, lose nobody else and leave no key',
      ],
    },
  ),
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
  kept(
    ['M-52', 'rights', 'Rights and times are those of where somebody lives; where that is unknown, the strictest'],
    ['src/privacy/regime.ts', 'src/privacy/deadlines.ts'],
    {
      'src/privacy/deadlines.test.ts': [
        'where nothing is known the shortest of all holds, and it is acknowledged as the strictest says',
        'whatever laws hold: the answer is due by the shortest of them, and never after what was extended',
      ],
      'src/privacy/regime.test.ts': [
        'a business in Europe answers to the GDPR wherever people are',
        'a health record is given out and amended by HIPAA, which knows no deletion',
      ],
    },
  ),
  kept(
    ['M-53', 'rights', 'A request is passed to the business it is for, acknowledged, and watched over'],
    ['src/mail/route-mail.ts', 'src/privacy/look-after.ts'],
    {
      'src/privacy/requests.worker.test.ts': [
        'the business is told at half, at four fifths and at the end of the time, once each, and again of a longer one',
      ],
      'src/mail/inbox.worker.test.ts': [
        'who did not say which business they mean is asked, and what they asked for goes there as old as it is',
      ],
      'src/routes/api/privacy-requests.worker.test.ts': [
        'what came to the platform is passed on to the business it is about, once, and is as old there',
      ],
    },
  ),
  kept(
    ['M-54', 'vendors', 'It can be told where the data of a person lies, and whom it went to'],
    ['src/privacy/locations.ts'],
    {
      'src/privacy/rights.worker.test.ts': [
        'where somebody’s data lies and whom it went to is told, category by category',
      ],
    },
  ),
  kept(
    ['M-55', 'vendors', 'Data stays in the region chosen, and goes elsewhere only under an agreement the law knows'],
    ['src/context.ts', 'src/egress/may-leave.ts', 'src/records/object-region.ts'],
    {
      'src/egress/may-leave.test.ts': ['data of the EU goes to a vendor elsewhere by the standard clauses only'],
      'test/call.worker.test.ts': ['a caller in a pinned region is kept in that region'],
      'src/records/object-region.test.ts': [
        'deployed, an object holds what belongs to its own jurisdiction and nothing else',
      ],
    },
  ),
  kept(
    ['M-56', 'governance', 'The service is for adults'],
    ['src/routes/api/policies.ts', 'src/policies/accept-policy.ts', 'src/minors/flag-minor.ts'],
    {
      'src/routes/api/policies.worker.test.ts':
        'nobody takes an account into use who says that they are under 18, and whoever accepts is on record as being of age',
      'src/minors/minors.worker.test.ts':
        'a child who calls is left to people, what they said is sealed off, and gone in seven days',
    },
  ),
  kept(
    ['M-57', 'erasure', 'What a child said is locked away and deleted'],
    ['src/minors/flag-minor.ts', 'src/minors/sealed-off.ts', 'src/sweeps/minors.ts'],
    {
      'src/minors/minors.worker.test.ts': [
        'a child who calls is left to people, what they said is sealed off, and gone in seven days',
        'somebody who speaks of a child is not taken for one',
      ],
    },
  ),
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
  kept(
    ['M-60', 'rights', 'Mail to the address in the policy is read and answered'],
    ['src/mail/process-mail.ts', 'src/tickets/open-ticket.ts'],
    {
      'src/mail/owed.worker.test.ts': [
        'a question becomes a ticket, is answered by mail in its thread, and is said to be late after two business days',
      ],
      'src/mail/inbox.worker.test.ts': [
        'what a mail server tries again is the same mail, the same request and the same answer',
        'wherever it breaks off, a mail comes to one request and one answer',
      ],
    },
  ),
]
