import type { Ctx } from '../context.ts'

/** Who somebody is now: another, where they turned out to be one. */
export const personNow = async ({ objects }: Pick<Ctx, 'objects'>, personId: string): Promise<string> =>
  (await objects.thread(personId).becameOf()) ?? personId
