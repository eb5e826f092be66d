import type { Env } from '../env.ts'

/** Stands for the public address in what is stored; only its path means anything to the binding. */
export const STORED_ORIGIN = 'https://gateway.invalid'

/**
 * The text of a static file of the deployment.
 *
 * @throws Error when the deployment has none of that name.
 */
export async function readStored({ ASSETS }: Pick<Env, 'ASSETS'>, file: string): Promise<string> {
  const answer = await ASSETS?.fetch(`${STORED_ORIGIN}/${file}`)
  if (answer?.status !== 200) throw new Error(`the deployment has no ${file}`)
  return answer.text()
}
