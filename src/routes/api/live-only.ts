import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'

/** What is one for both modes is changed with a live key only: a test must not reach what is real. */
export function refuseTestKey(ctx: Ctx): void {
  if (!ctx.livemode) throw new Refusal('forbidden', 'A test key cannot change this: it holds for live mode too.')
}
