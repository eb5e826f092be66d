import type { CategoryName } from '../records/category.ts'
import { categoryNamed } from '../records/index.ts'

/** Days for which a closed account is kept, so that it can be opened again. */
export const WIND_DOWN_DAYS = 90

/** A line of the table that the policies publish. */
export interface RetentionLine {
  readonly what: string
  /** Null: no end, or not ours to say. */
  readonly keepDays: number | null
  /** In words: `30 days`. */
  readonly keep: string
  readonly note: string
  /** The categories in which it is kept; none where nothing of the kind is. */
  readonly categories: readonly CategoryName[]
}

type Published = Omit<RetentionLine, 'keepDays'>

/** What people are told, in their order: promises.md, section 4. The days come from the categories themselves. */
const PUBLISHED: readonly Published[] = [
  {
    what: 'Website inquiries',
    keep: '24 months from the last contact',
    note: 'While an account is active the clock stands still.',
    categories: ['tickets'],
  },
  {
    what: 'Account data after the end of a contract',
    keep: `${WIND_DOWN_DAYS} days`,
    note: 'Then everything of the business is erased, with a signed receipt.',
    categories: [],
  },
  {
    what: 'Service logs and metadata',
    keep: '13 months',
    note: 'A business may choose less. Calls that advertise: five years (16 CFR 310.5), without what was said.',
    categories: ['calls', 'messages', 'threads', 'bookings', 'tasks', 'people'],
  },
  {
    what: 'Recordings, voicemail, transcripts and messages',
    keep: '30 days',
    note: 'A business may choose 0: then they are never stored. In health care it has to choose.',
    categories: ['recordings', 'transcripts', 'message_bodies', 'message_media'],
  },
  {
    what: 'IP addresses and device data',
    keep: 'not stored',
    note: 'They are used while a request is answered, and in no table, log or event.',
    categories: [],
  },
  {
    what: 'E-mail as it came in',
    keep: '30 days',
    note: 'Then only the request that came of it.',
    categories: ['mails'],
  },
  {
    what: 'Records of privacy requests',
    keep: '24 months',
    note: 'From their end on.',
    categories: ['privacy_requests'],
  },
  {
    what: 'Documents that health-care law asks for',
    keep: '6 years',
    note: '45 CFR 164.316(b)(2)(i): consents, disclosures, erasures, incidents, legal process, support access.',
    categories: ['consents', 'disclosures', 'erasures', 'incidents', 'legal_processes', 'support_grants', 'holds'],
  },
  {
    what: 'Records of calls and consents for advertising',
    keep: '5 years',
    note: '16 CFR 310.5. Why somebody might be contacted, by which rules.',
    categories: ['contact_decisions', 'campaigns'],
  },
  {
    what: 'Opt-outs',
    keep: 'no end',
    note: 'A keyed token of the number or address, so that it is honoured for good.',
    categories: ['suppressions', 'mail_stops'],
  },
  { what: 'Audit log', keep: '6 years', note: 'Chained and signed.', categories: ['audit'] },
  {
    what: 'Signed checkpoints of the audit log',
    keep: 'for ever',
    note: 'They name nobody.',
    categories: ['audit_checkpoints'],
  },
  {
    what: 'Backups',
    keep: 'none',
    note: 'Databases can be set back by at most 30 days. What was erased stays closed then: its key is gone.',
    categories: [],
  },
]

const WITHOUT_CATEGORY: Readonly<Record<string, number>> = {
  'Account data after the end of a contract': WIND_DOWN_DAYS,
}

/**
 * How long things are kept, as the policies publish it. Pure: the days are those the sweep goes by.
 *
 * @throws Error where categories of one line are kept differently: a bug, that a test finds.
 */
export function retentionTable(): readonly RetentionLine[] {
  return PUBLISHED.map((line) => {
    const days = new Set(line.categories.map((name) => categoryNamed(name).keepDays))
    if (days.size > 1) throw new Error(`${line.what}: kept for different times`)
    const [first = null] = days
    return { ...line, keepDays: line.categories.length > 0 ? first : (WITHOUT_CATEGORY[line.what] ?? null) }
  })
}
