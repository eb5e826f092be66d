import { sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { requestChallenges } from './challenges-table.ts'
import { privacyRequests } from './table.ts'

/** The one that asked for it is answered first: its words go when it has ended and whoever asked was told. */
const isAnswered = sql`${privacyRequests.completedAtMs} IS NOT NULL AND ${privacyRequests.toldAtMs} IS NOT NULL`

export const privacyRequestCategory: Category = {
  name: 'privacy_requests',
  what: 'A privacy right that somebody used, and how it was answered. Kept 24 months from its end on.',
  basis: 'legal_obligation',
  keepDays: 730,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [privacyRequests, requestChallenges],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: privacyRequests,
        tenantId: privacyRequests.tenantId,
        names: [privacyRequests.personId],
        only: isAnswered,
        ownKey: privacyRequests.id,
        leaves: { personId: null, sealedDetails: null, dedupeToken: null, askerToken: null },
      },
    ],
    why: 'That a right was used, and how it was answered, for 24 months (11 CCR 7101). Without the person and their words.',
  },

  due: dueRows({
    table: privacyRequests,
    id: privacyRequests.id,
    tenantId: privacyRequests.tenantId,
    personId: privacyRequests.personId,
    expiresAtMs: privacyRequests.expiresAtMs,
    sealed: true,
    subject: privacyRequests.id,
  }),
}
