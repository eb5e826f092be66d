import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { CATEGORY_NAMES, type Category } from '../../records/category.ts'
import { categories, categoryNamed } from '../../records/index.ts'
import { setKeepDays } from '../../records/retention/set-keep.ts'
import { retentionSettings } from '../../records/retention/table.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'

const KeepTime = z
  .object({
    object: z.literal('retention'),
    category: z.string(),
    what: z.string(),
    basis: z.enum(['contract', 'consent', 'legitimate_interest', 'legal_obligation']),
    subject: z.enum(['person', 'business', 'nobody']),
    keep_days: z
      .int()
      .nullable()
      .describe('Null: as long as you are a customer, or for ever where `what` says so. 0: never stored.'),
    default_keep_days: z.int().nullable(),
    bounds: z
      .object({ min_days: z.int(), max_days: z.int() })
      .nullable()
      .describe('What you may choose; null when it is fixed.'),
    end_action: z.literal('delete'),
    livemode: z.boolean(),
  })
  .meta({ id: 'Retention' })

const keepTime = (ctx: Ctx, category: Category, chosen: number | undefined) => ({
  object: 'retention' as const,
  category: category.name,
  what: category.what,
  basis: category.basis,
  subject: category.subject,
  keep_days: chosen ?? category.keepDays,
  default_keep_days: category.keepDays,
  bounds: category.bounds === 'fixed' ? null : { min_days: category.bounds.minDays, max_days: category.bounds.maxDays },
  end_action: category.endAction,
  livemode: ctx.livemode,
})

async function chosenDays(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ category: retentionSettings.category, keepDays: retentionSettings.keepDays })
    .from(retentionSettings)
    .where(eq(retentionSettings.tenantId, ctx.tenantId))
    .limit(CATEGORY_NAMES.length)
  return new Map(rows.map(({ category, keepDays }) => [category, keepDays]))
}

export const retention = resource('retention')
  .get(
    '/',
    {
      summary: 'How long each kind of data is kept',
      description: 'Everything that is kept belongs to one of these categories.',
      scope: 'read',
      response: listOf(KeepTime),
    },
    async ({ ctx }) => {
      const chosen = await chosenDays(ctx)
      return wholeList(categories.map((category) => keepTime(ctx, category, chosen.get(category.name))))
    },
  )
  .patch(
    '/:category',
    {
      summary: 'Choose how long a kind of data is kept',
      description:
        'Within its bounds, with a live key. What is there already goes by the new time too when that is sooner.',
      scope: 'write',
      params: z.object({ category: z.enum(CATEGORY_NAMES) }),
      body: z.strictObject({ keep_days: z.int() }),
      response: KeepTime,
      example: { keep_days: 7 },
    },
    async ({ ctx, params, body }) => {
      refuseTestKey(ctx)
      const category = categoryNamed(params.category)
      await setKeepDays(ctx, category, body.keep_days)
      return keepTime(ctx, category, body.keep_days)
    },
  )
