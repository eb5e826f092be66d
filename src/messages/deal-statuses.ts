import { log } from '../kernel/log.ts'
import type { Dealing, Dealt } from './dealing.ts'

/** Hands what platforms say of our messages to the threads that sent them. */
export async function dealStatuses(
  _: Dealing,
  statuses: readonly Dealt<'status'>[],
  __: (dealt: Dealt, error: unknown) => void,
): Promise<void> {
  if (statuses.length > 0) log.warn('intake.statuses_unplaced', { times: statuses.length })
}
