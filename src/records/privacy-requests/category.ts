import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { requestChallenges } from './challenges-table.ts'
import { privacyRequests } from './table.ts'

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

  due: dueRows({
    table: privacyRequests,
    id: privacyRequests.id,
    tenantId: privacyRequests.tenantId,
    personId: privacyRequests.id,
    expiresAtMs: privacyRequests.expiresAtMs,
    sealed: true,
  }),
}
