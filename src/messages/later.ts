import { once } from '../kernel/once.ts'

/** What an isolate loads when a line or a thread first has something to do: a Worker that begins for a call needs none of it. */
export const loadDealing = once(() => import('./deal-out.ts'))
export const loadLines = once(() => import('./message-line.ts'))
export const loadReceiving = once(() => import('./receive.ts'))
export const loadFiling = once(() => import('./filing.ts'))
export const loadAnswering = once(() => import('./answer/work-answer.ts'))

/** Files are taken for the few messages that have one. */
export const loadMedia = once(() => import('./take-owed.ts'))

/** Threads of persons who are erased. */
export const loadErasing = once(() => import('./erase-thread.ts'))

/** Threads of persons who turn out to be one. */
export const loadYielding = once(() => import('./yield-thread.ts'))
