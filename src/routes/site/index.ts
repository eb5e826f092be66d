import { Hono } from 'hono'
import type { Env } from '../../env.ts'
import { resources } from '../api/index.ts'
import { docsPage, docsPolicy } from './docs-page.ts'
import { openApiDocument, type OpenApiDocument } from './openapi.ts'

/** The documentation as made for one public address: it is the same until the gateway is deployed anew. */
let made: { readonly publicUrl: string; readonly document: OpenApiDocument; readonly json: string } | null = null

function documentation(env: Env) {
  const publicUrl = (env.PUBLIC_URL ?? '').replace(/\/$/, '')
  if (made?.publicUrl === publicUrl) return made
  const document = openApiDocument(resources, publicUrl)
  made = { publicUrl, document, json: JSON.stringify(document) }
  return made
}

const FRESH = 'public, max-age=300'

/** What anybody may read: the API's description for programs and for people. */
export const site = new Hono<{ Bindings: Env }>()

site.get('/openapi.json', (c) =>
  c.body(documentation(c.env).json, 200, {
    'content-type': 'application/json',
    'cache-control': FRESH,
    'x-content-type-options': 'nosniff',
  }),
)

site.get('/docs', async (c) => {
  const page = docsPage(documentation(c.env).document)
  return c.body(page, 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': FRESH,
    'content-security-policy': await docsPolicy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
})
