import { Response } from 'miniflare'
import { staticFile } from '../../build/static-files.ts'

/** Answers for the binding ASSETS as a deployment would; each file is made when it is asked for. */
export async function answerStatic({ url }: { readonly url: string }): Promise<Response> {
  const text = await staticFile(new URL(url).pathname.slice(1))
  return new Response(text, { status: text === null ? 404 : 200 })
}
