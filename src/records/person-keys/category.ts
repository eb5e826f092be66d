import type { Category } from '../category.ts'

export const personKeyCategory: Category = {
  name: 'person_keys',
  what: 'The key of one person, wrapped by the key of the business; destroyed with the last thing it seals.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [],
  // Swept by whichever category lets go of a person's last row: see sealed-for.ts.
  blobPrefixes: ['keys/'],
  erase: { does: 'delete', rows: [] },
}
