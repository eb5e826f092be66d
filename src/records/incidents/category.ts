import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { incidents } from './table.ts'

export const incidentCategory: Category = {
  name: 'incidents',
  what: 'Something that went wrong with data: whom it touches and who was told when. Six years from its end on.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'directory',
  tables: [incidents],
  blobPrefixes: [],

  due: dueRows({
    table: incidents,
    id: incidents.id,
    tenantId: incidents.id,
    personId: null,
    expiresAtMs: incidents.expiresAtMs,
    sealed: false,
  }),
}
