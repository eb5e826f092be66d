import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { tasks } from './table.ts'

export const taskCategory: Category = {
  name: 'tasks',
  what: 'Something the business must do for a caller, with what the caller said about it sealed.',
  basis: 'contract',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [tasks],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [{ table: tasks, tenantId: tasks.tenantId, names: [tasks.personId, tasks.keySubject] }],
  },
  clock: { table: tasks, tenantId: tasks.tenantId, fromAtMs: tasks.createdAtMs, expiresAtMs: tasks.expiresAtMs },

  outline: {
    yearOf: 'createdAtMs',
    fields: {
      kind: { as: 'word', words: tasks.kind.enumValues },
      status: { as: 'word', words: tasks.status.enumValues },
      priority: { as: 'word', words: tasks.priority.enumValues },
      personId: { as: 'token' },
    },
  },

  due: dueRows({
    table: tasks,
    id: tasks.id,
    tenantId: tasks.tenantId,
    personId: tasks.personId,
    expiresAtMs: tasks.expiresAtMs,
    sealed: true,
    subject: tasks.keySubject,
  }),
}
