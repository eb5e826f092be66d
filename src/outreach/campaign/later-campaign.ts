import { once } from '../../kernel/once.ts'

/** What a campaign's object loads when it has something to do: a Worker that begins for a call needs none of it. */
export const loadWork = once(() => import('./campaign-work.ts'))
