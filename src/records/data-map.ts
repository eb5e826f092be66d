import { getTableColumns, getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Category } from './category.ts'

/** What lives in Durable Objects: only what is going on. Everything that lasts is a category. */
const OBJECTS = [
  ['LiveCall', 'A call in progress and what was said on it so far.', 'The call is over and its rows are written.'],
  ['Diary', 'Times held for a caller who is still deciding.', 'The hold runs out after minutes, or becomes a booking.'],
  ['Identity', 'Which person a number points to, by its keyed hash.', 'The person is swept, or erased.'],
  ['Intake', 'What came in for a line and is not dealt out yet, sealed.', 'It is dealt out, or two days have passed.'],
  [
    'Thread',
    'What is on its way between a business and a person, sealed; how far the last messages came; what they put a stop to.',
    'It is filed, answered and sent; how far it came after 35 days. A stop stays.',
  ],
  ['Endpoint', 'Ids of events to deliver, and how attempts went.', 'The event expires.'],
] as const

const BASIS = {
  contract: 'contract with the business',
  consent: 'consent',
  legitimate_interest: 'legitimate interest',
  legal_obligation: 'legal obligation',
} as const

const SUBJECT = { person: 'a person', business: 'the business', nobody: 'nobody' } as const

const daysOf = (days: number | null): string => (days === null ? 'no fixed end' : days === 1 ? '1 day' : `${days} days`)

const keepOf = ({ keepDays }: Category): string => daysOf(keepDays)

const endOf = ({ outline }: Category): string => (outline ? ' *or de-identified*' : '')

function boundsOf({ bounds }: Category): string {
  if (bounds === 'fixed') return 'nothing'
  const from = bounds.minDays === 0 ? '0 (never stored)' : String(bounds.minDays)
  return `${from} to ${bounds.maxDays} days`
}

/** The names of a table's columns as the database has them. */
export const columnNamesOf = (table: SQLiteTable): string[] =>
  Object.values(getTableColumns(table)).map(({ name }) => toSnakeCase(name))

function section(category: Category): string {
  const prefixes = category.blobPrefixes.map((prefix) => `R2 \`${prefix}\``)
  const tables = category.tables.map((table) => {
    const columns = columnNamesOf(table).map((name) => (name.startsWith('sealed_') ? `**${name}**` : name))
    return `- \`${getTableName(table)}\`: ${columns.join(', ')}`
  })
  return [
    `### ${category.name}`,
    '',
    category.what,
    '',
    `About ${SUBJECT[category.subject]} · basis: ${BASIS[category.basis]} · kept: ${keepOf(category)} · a business may choose: ${boundsOf(category)}${endOf(category)} · lies in the ${category.where === 'region' ? 'region of the business' : 'directory'}.`,
    '',
    ...tables,
    ...prefixes.map((prefix) => `- ${prefix}`),
    '',
  ].join('\n')
}

/** `docs/data-map.md`: everything that is kept, why, and until when. Made from the categories, so it cannot fall behind. */
export function dataMap(categories: readonly Category[]): string {
  const rows = categories.map(
    (category) =>
      `| [${category.name}](#${category.name}) | ${SUBJECT[category.subject]} | ${keepOf(category)} | ${boundsOf(category)}${endOf(category)} |`,
  )
  return `# Data map

Made by \`npm run docs:generate\` from \`src/records/*/category.ts\` and \`table.ts\`. Do not edit.

Everything that is kept belongs to a category with a basis and a keep time. The sweep (\`src/sweeps/retention.ts\`) deletes what
has expired, objects before rows, and signs a manifest of what went. Columns in **bold** are sealed with the key of the person
or of the business. What is marked *or de-identified* leaves words, sizes and the year, where a business chooses so. A hold keeps
what it names, whatever its keep time. No bucket has a lifecycle rule: it would know no hold.

| category | about | kept | a business may choose |
|---|---|---|---|
${rows.join('\n')}

## Categories

${categories.map(section).join('\n')}
## Durable Objects

They hold what is going on, and forget it when it is over.

| object | holds | until |
|---|---|---|
${OBJECTS.map((row) => `| ${row.join(' | ')} |`).join('\n')}

Durable Objects and D1 can be restored to any point of the last 30 days. What was sealed stays closed then: the key of a person
lies in R2, which keeps no history.
`
}
