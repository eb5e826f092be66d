import type { Env } from '../../env.ts'
import { readStored, STORED_ORIGIN } from '../stored-file.ts'
import type { Documentation } from './documentation.ts'

/** The static files of a deployment that hold its documentation. */
export const DOCUMENTATION_FILES = { json: 'openapi.json', page: 'docs.html' } as const

/** The documentation as `build/` stored it, with the public address put in. */
export async function documentation(env: Env): Promise<Documentation> {
  const origin = (env.PUBLIC_URL ?? '').replace(/\/$/, '')
  const read = async (file: string): Promise<string> => (await readStored(env, file)).replaceAll(STORED_ORIGIN, origin)
  const [json, page] = await Promise.all([read(DOCUMENTATION_FILES.json), read(DOCUMENTATION_FILES.page)])
  return { json, page }
}
