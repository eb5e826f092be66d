import type { Category } from '../category.ts'
import { auditCheckpoints } from './table.ts'

export const auditCheckpointCategory: Category = {
  name: 'audit_checkpoints',
  what: 'How far the chain of what was decided had come, signed, in the database and as objects. For ever.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [auditCheckpoints],
  blobPrefixes: ['checkpoints/'],
}
