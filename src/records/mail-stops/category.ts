import type { Category } from '../category.ts'
import { mailStops } from './table.ts'

export const mailStopCategory: Category = {
  name: 'mail_stops',
  what: 'That an address wants no business mail from the platform, by a keyed hash. For ever: it is what honours the wish.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'directory',
  tables: [mailStops],
  blobPrefixes: [],
  erase: { does: 'keep', rows: [], why: 'Forgetting that an address wants no business mail would undo it.' },
}
