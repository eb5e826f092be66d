import { openDirectory } from '../context.ts'
import { agreedVendors } from '../egress/set-contract.ts'
import type { Env } from '../env.ts'
import { subprocessorObject } from './subprocessor-object.ts'

/** Whom anything of anybody's may reach, for everybody to read. */
export async function answerSubprocessors(env: Env): Promise<Response> {
  const data = (await agreedVendors(openDirectory(env))).map(subprocessorObject)
  return Response.json(
    { object: 'list', data, has_more: false, next_cursor: null },
    { headers: { 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' } },
  )
}
