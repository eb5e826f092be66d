import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { CATEGORY_NAMES, type Category } from '../../records/category.ts'
import { categories, categoryNamed } from '../../records/index.ts'
import { retentionSettings } from '../../records/retention/table.ts'
import { choicesOf, chooseKeep, isContent } from '../../retention/choose-keep.ts'
import { STATUTORY_MINIMUMS } from '../../retention/statutory-minimums.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'

const END_ACTIONS = ['delete', 'deidentify'] as const

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
    is_chosen: z.boolean().describe('Whether you chose it, be it what it is by default.'),
    bounds: z
      .object({ min_days: z.int(), max_days: z.int() })
      .nullable()
      .describe('What you may choose; null when it is fixed.'),
    statutory_minimum: z
      .object({ rule_id: z.string(), what: z.string(), keep_days: z.int(), citation: z.string() })
      .nullable()
      .describe('What of it a law has kept for longer than you choose.'),
    end_action: z.enum(END_ACTIONS),
    end_actions: z.array(z.enum(END_ACTIONS)).describe('What may be done at the end.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'Retention' })

type Chosen = Pick<typeof retentionSettings.$inferSelect, 'keepDays' | 'endAction'>

function minimumOf({ name }: Category) {
  const minimum = STATUTORY_MINIMUMS.find(({ category }) => category === name)
  if (minimum === undefined) return null
  return { rule_id: minimum.id, what: minimum.what, keep_days: minimum.keepDays, citation: minimum.citation }
}

const keepTime = (ctx: Ctx, category: Category, chosen: Chosen | undefined) => ({
  object: 'retention' as const,
  category: category.name,
  what: category.what,
  basis: category.basis,
  subject: category.subject,
  keep_days: chosen?.keepDays ?? category.keepDays,
  default_keep_days: category.keepDays,
  is_chosen: chosen !== undefined,
  bounds: category.bounds === 'fixed' ? null : { min_days: category.bounds.minDays, max_days: category.bounds.maxDays },
  statutory_minimum: minimumOf(category),
  end_action: chosen?.endAction ?? category.endAction,
  end_actions: category.outline ? END_ACTIONS : END_ACTIONS.slice(0, 1),
  livemode: ctx.livemode,
})

async function chosen(ctx: Ctx): Promise<ReadonlyMap<string, Chosen>> {
  const rows = await ctx.db
    .select()
    .from(retentionSettings)
    .where(eq(retentionSettings.tenantId, ctx.tenantId))
    .limit(CATEGORY_NAMES.length)
  return new Map(rows.map((row) => [row.category, row]))
}

async function keepTimes(ctx: Ctx, which: readonly Category[]) {
  const settings = await chosen(ctx)
  return wholeList(which.map((category) => keepTime(ctx, category, settings.get(category.name))))
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
    ({ ctx }) => keepTimes(ctx, categories),
  )
  .patch(
    '/',
    {
      summary: 'Choose how long all content is kept',
      description:
        'With a live key. `zero`: nothing that is said, heard, written or sent is stored, and what is there goes with the next sweep. `standard`: as by default. Answers what it changed.',
      scope: 'write',
      body: z.strictObject({ mode: z.enum(['zero', 'standard']) }),
      response: listOf(KeepTime),
      example: { mode: 'zero' },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      await chooseKeep(ctx, choicesOf(body.mode))
      return keepTimes(ctx, categories.filter(isContent))
    },
  )
  .patch(
    '/:category',
    {
      summary: 'Choose how long a kind of data is kept, and what its end is',
      description:
        'Within its bounds, with a live key. What is there already goes by the new time too when that is sooner. `deidentify` leaves words, sizes and the year: nothing that tells of anybody, by 45 CFR 164.514(b)(2).',
      scope: 'write',
      params: z.object({ category: z.enum(CATEGORY_NAMES) }),
      body: z
        .strictObject({ keep_days: z.int().optional(), end_action: z.enum(END_ACTIONS).optional() })
        .refine((body) => Object.keys(body).length > 0, 'Give keep_days or end_action.'),
      response: KeepTime,
      example: { keep_days: 7 },
    },
    async ({ ctx, params, body }) => {
      refuseTestKey(ctx)
      const category = categoryNamed(params.category)
      await chooseKeep(ctx, [{ category, keepDays: body.keep_days, endAction: body.end_action }])
      const its = and(eq(retentionSettings.tenantId, ctx.tenantId), eq(retentionSettings.category, category.name))
      return keepTime(ctx, category, await ctx.db.select().from(retentionSettings).where(its).get())
    },
  )
