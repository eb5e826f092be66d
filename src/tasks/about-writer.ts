import type { Ctx } from '../context.ts'
import { createTask, type NewTask } from './create.ts'

/** What people of the business are to see to about somebody who writes. */
interface AboutWriter extends Pick<NewTask, 'priority' | 'details' | 'intentKey'> {
  readonly personId: string
}

/** Leaves a message about somebody who writes with the front desk, sealed with their key. Once for an intent. */
export const createTaskAboutWriter = (ctx: Ctx, { personId, ...about }: AboutWriter): ReturnType<typeof createTask> =>
  createTask(ctx, { ...about, kind: 'message', queue: 'front-desk', callId: null, personId, keySubject: personId })
