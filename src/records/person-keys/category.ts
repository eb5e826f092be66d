import type { Category } from '../category.ts'

export const personKeyCategory: Category = {
  name: 'person_keys',
  what: 'The key of one person, wrapped by the key of the business; destroyed with the last thing it seals. That an id was erased stays, and how far keys were replaced.',
  basis: 'contract',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [],
  // A stone below `erased/` stays: no key is ever made for that id again, whatever copy of the rest is brought back.
  // Swept by whichever category lets go of a person's last row: see sealed-for.ts.
  blobPrefixes: ['keys/', 'erased/'],
  erase: { does: 'delete', rows: [] },
}
