import type { Env } from '../../env.ts'
import type { Documentation } from './documentation.ts'

/** Stands for the public address in what is stored. */
export const STORED_ORIGIN = 'https://gateway.invalid'

/** The static files of a deployment, by what they hold. */
export const STORED_FILES = { json: 'openapi.json', page: 'docs.html' } as const

/** The documentation as `build/` stored it, with the public address put in. */
export async function documentation({ ASSETS, PUBLIC_URL = '' }: Env): Promise<Documentation> {
  const origin = PUBLIC_URL.replace(/\/$/, '')
  const read = async (file: string): Promise<string> => {
    const answer = await ASSETS?.fetch(`${STORED_ORIGIN}/${file}`)
    if (answer?.status !== 200) throw new Error(`the deployment has no ${file}`)
    return (await answer.text()).replaceAll(STORED_ORIGIN, origin)
  }
  const [json, page] = await Promise.all([read(STORED_FILES.json), read(STORED_FILES.page)])
  return { json, page }
}
