import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Category } from '../records/category.ts'
import { categories } from '../records/index.ts'
import { keepStatements, type KeepChoice } from '../records/retention/set-keep.ts'

/**
 * Keeps a business's things as it chose from now on, those already there included: all of it or nothing, and in its chain.
 *
 * @throws Refusal `invalid` outside a category's bounds, or for an end that it cannot have.
 */
export async function chooseKeep(ctx: Ctx, choices: readonly KeepChoice[]): Promise<void> {
  for (const choice of choices) refuseOutOfBounds(choice)
  const [first, ...rest] = choices.flatMap((choice) => keepStatements(ctx, choice))
  if (!first) return
  const told = choices.map(({ category, keepDays, endAction }) => ({ category: category.name, keepDays, endAction }))
  const entries = await Promise.all(
    told.map(async (detail) => ({
      action: 'retention.changed' as const,
      subject: detail.category,
      detailHash: await detailHashOf(detail),
    })),
  )
  await ctx.db.batch([first, ...rest, appendAudit(ctx, entries)])
  await sealAuditQuietly(ctx)
}

/** `zero`: nothing that was said, heard, written or sent is ever stored. `standard`: as long as by default. */
export type KeepMode = 'zero' | 'standard'

/** What a mode chooses: of every kind of content. */
export const choicesOf = (mode: KeepMode): readonly KeepChoice[] =>
  categories.filter(isContent).map((category) => ({
    category,
    keepDays: mode === 'zero' ? 0 : (category.keepDays ?? 0),
  }))

/** What may be stored not at all: nothing else hangs on it. */
export const isContent = ({ bounds }: Category): boolean => bounds !== 'fixed' && bounds.minDays === 0

function refuseOutOfBounds({ category, keepDays, endAction }: KeepChoice): void {
  const { bounds, name, outline } = category
  if (endAction === 'deidentify' && !outline)
    throw refusal('/end_action', `${name}: This can only be deleted.`, 'not_possible')
  if (keepDays === undefined) return
  if (bounds === 'fixed')
    throw refusal('/keep_days', `${name}: The keep time of this category cannot be changed.`, 'fixed')
  if (!Number.isInteger(keepDays) || keepDays < bounds.minDays || keepDays > bounds.maxDays)
    throw refusal('/keep_days', `${name}: Choose ${bounds.minDays} to ${bounds.maxDays} days.`, 'out_of_range')
}

const refusal = (pointer: string, detail: string, code: string): Refusal =>
  new Refusal('invalid', detail, { errors: [{ pointer, code, detail }] })
