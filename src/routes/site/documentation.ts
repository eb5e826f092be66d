import type { Env } from '../../env.ts'
import { resources } from '../api/index.ts'
import { docsPage } from './docs-page.ts'
import { openApiDocument } from './openapi.ts'

/** The API's description for programs and for people. */
export interface Documentation {
  /** The OpenAPI document, as text. */
  readonly json: string
  /** The page, as HTML. */
  readonly page: string
}

/** The documentation for one public address, made of what the operations say about themselves. */
export function documentationFor(publicUrl: string): Documentation {
  const document = openApiDocument(resources, publicUrl)
  return { json: JSON.stringify(document), page: docsPage(document) }
}

/** Made when it is asked for. What is deployed finds it made already: `build/` puts stored-documentation.ts in this place. */
export const documentation = async (env: Env): Promise<Documentation> =>
  documentationFor((env.PUBLIC_URL ?? '').replace(/\/$/, ''))
