import { and, eq, lt, sql } from 'drizzle-orm'
import * as z from 'zod'
import { deidentifiedRows as table } from '../../records/deidentified/table.ts'
import { categories } from '../../records/index.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { GROUP_MIN, shownGroups } from '../../retention/small-groups.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { oneWrong } from './shape.ts'

const GROUPS_MAX = 1_000
/** The longest that anything de-identified was kept before: a year's rows are complete when it is over for so long. */
const COMPLETE_AFTER_DAYS = 395
const DAY_MS = 86_400_000

const outlined = categories.flatMap(({ name, outline }) => (outline ? [{ name, outline }] : []))

const Figure = z
  .object({
    object: z.literal('deidentified_figure'),
    category: z.string(),
    year: z.int(),
    value: z.string().nullable().describe('Of the field asked for.'),
    count: z.int(),
    livemode: z.boolean(),
  })
  .meta({ id: 'DeidentifiedFigure' })

/** Fields by which what was de-identified may be counted: words only. */
const wordsOf = (category: string): readonly string[] =>
  Object.entries(outlined.find(({ name }) => name === category)?.outline.fields ?? {}).flatMap(([name, trace]) =>
    trace.as === 'word' ? [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] : [],
  )

/** The last year that no sweep adds to any more: before and after one person went, the figures are the same. */
const lastWholeYear = (nowMs: number): number => new Date(nowMs - COMPLETE_AFTER_DAYS * DAY_MS).getUTCFullYear() - 1

export const deidentified = resource('retention').get(
  '/deidentified',
  {
    summary: 'Figures of what was de-identified',
    description: `By year and one field. Groups of fewer than ${GROUP_MIN}, and what would let one be worked out, are left out, and so are years that are not over for 13 months.`,
    scope: 'read',
    query: z.strictObject({
      category: z.enum(outlined.map(({ name }) => name)),
      by: z.string().max(64),
    }),
    response: listOf(Figure),
  },
  async ({ ctx, query }) => {
    const { category, by } = query
    const fields = wordsOf(category)
    if (!fields.includes(by)) throw oneWrong('by', 'unknown', `Choose one of ${fields.join(', ')}.`)
    const value = sql<string | null>`${table.fields} ->> ${`$.${by}`}`
    const isTheirs = and(ownedBy(ctx, table), eq(table.category, category))
    const groups = await ctx.db
      .select({ year: table.year, value, count: sql<number>`count(*)` })
      .from(table)
      .where(and(isTheirs, lt(table.year, lastWholeYear(ctx.nowMs) + 1)))
      .groupBy(table.year, value)
      .orderBy(table.year, value)
      .limit(GROUPS_MAX)
    const shown = [...Map.groupBy(groups, ({ year }) => year).values()].flatMap(shownGroups)
    return wholeList(
      shown.map((group) => ({
        object: 'deidentified_figure' as const,
        category,
        ...group,
        livemode: ctx.livemode,
      })),
    )
  },
)
