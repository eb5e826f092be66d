import { getTableName } from 'drizzle-orm'
import * as z from 'zod'
import { columnNamesOf } from '../../records/data-map.ts'
import { categories } from '../../records/index.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'

const PROTECTIONS = ['sealed', 'keyed_hash', 'plain'] as const

const InventoryColumn = z
  .object({
    object: z.literal('inventory_column'),
    table: z.string(),
    column: z.string(),
    category: z.string(),
    purpose: z.string().describe('What a row is, and so what it is kept for.'),
    basis: z.string(),
    subject: z.enum(['person', 'business', 'nobody']),
    keep_days: z.int().nullable().describe('By default; what you chose is in `/v1/retention`.'),
    end_action: z.string(),
    protection: z
      .enum(PROTECTIONS)
      .describe(
        '`sealed`: with the key of the person or of the business. `keyed_hash`: it can be compared and not read.',
      ),
    livemode: z.boolean(),
  })
  .meta({ id: 'InventoryColumn' })

/** How what is in a column is protected: the names of columns say so, as they do in the data map. */
function protectionOf(column: string): (typeof PROTECTIONS)[number] {
  if (column.startsWith('sealed_') || column.endsWith('_sealed')) return 'sealed'
  return /(?:^|_)(?:token|hash|hmac)$/.test(column) ? 'keyed_hash' : 'plain'
}

/** Every column there is: made of the tables themselves, so that none can be forgotten. */
const inventory = categories.flatMap((category) =>
  category.tables.flatMap((table) =>
    columnNamesOf(table).map((column) => ({
      object: 'inventory_column' as const,
      table: getTableName(table),
      column,
      category: category.name,
      purpose: category.what,
      basis: category.basis,
      subject: category.subject,
      keep_days: category.keepDays,
      end_action: category.endAction,
      protection: protectionOf(column),
    })),
  ),
)

export const privacyInventory = resource('privacy').get(
  '/',
  {
    summary: 'Read what is kept, column by column',
    description: 'Every column of every table, with what it is kept for, for how long, and how it is protected.',
    scope: 'read',
    response: listOf(InventoryColumn),
  },
  ({ ctx }) => wholeList(inventory.map((column) => ({ ...column, livemode: ctx.livemode }))),
)
