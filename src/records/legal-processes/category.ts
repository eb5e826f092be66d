import { sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { legalProcesses } from './table.ts'

export const legalProcessCategory: Category = {
  name: 'legal_processes',
  what: 'What a court or an authority asked for, who approved it and what was handed over. Six years from its end on.',
  basis: 'legal_obligation',
  keepDays: 2190,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [legalProcesses],
  blobPrefixes: [],
  erase: {
    does: 'keep',
    rows: [
      {
        table: legalProcesses,
        tenantId: legalProcesses.tenantId,
        names: [legalProcesses.personId],
        amongFew: true,
        // The receipt is the business's, and must not tell of what a court forbids to tell.
        only: sql`(${legalProcesses.gagged} = 0 OR ${legalProcesses.controllerToldAtMs} IS NOT NULL)`,
      },
    ],
    why: 'What a court or an authority asked for and was given.',
  },

  due: dueRows({
    table: legalProcesses,
    id: legalProcesses.id,
    tenantId: legalProcesses.tenantId,
    personId: legalProcesses.personId,
    expiresAtMs: legalProcesses.expiresAtMs,
    sealed: false,
  }),
}
