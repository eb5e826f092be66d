import { Hono } from 'hono/tiny'
import type { Env } from '../../env.ts'
import { docsPolicy } from './docs-policy.ts'
import { documentation, type Documentation } from './documentation.ts'

/** The documentation is the same until the gateway is deployed anew, and made or read once. */
let known: { readonly publicUrl: string | undefined; readonly documentation: Documentation } | null = null

async function documented(env: Env): Promise<Documentation> {
  if (known === null || known.publicUrl !== env.PUBLIC_URL)
    known = { publicUrl: env.PUBLIC_URL, documentation: await documentation(env) }
  return known.documentation
}

const FRESH = 'public, max-age=300'

/** What anybody may read: the API's description for programs and for people. */
export const site = new Hono<{ Bindings: Env }>()

site.get('/openapi.json', async (c) =>
  c.body((await documented(c.env)).json, 200, {
    'content-type': 'application/json',
    'cache-control': FRESH,
    'x-content-type-options': 'nosniff',
  }),
)

site.get('/docs', async (c) => {
  const { page } = await documented(c.env)
  return c.body(page, 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': FRESH,
    'content-security-policy': await docsPolicy(page),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
})
