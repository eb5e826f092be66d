import { docsPolicy } from './docs-policy.ts'
import { sitePage, withSignal, type SitePage } from './site-page.ts'

const FRESH = 'public, max-age=300'

/** The headers of everything on the site: nothing is guessed, nothing is told to where a link leads. */
const HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' }

interface Manner {
  readonly status?: number
  /** Something of the reader's own: kept in no cache. */
  readonly isOwn?: boolean
}

/** A page as it is sent. Whether the reader's browser asks not to be tracked is answered on the page itself. */
export async function pageAnswer(
  request: Request,
  page: SitePage,
  { status = 200, isOwn = false }: Manner = {},
): Promise<Response> {
  const html = withSignal(sitePage(page), request.headers.get('sec-gpc') === '1')
  return new Response(html, {
    status,
    headers: {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': isOwn ? 'no-store' : FRESH,
      ...(isOwn && { 'x-robots-tag': 'noindex' }),
      'content-security-policy': await docsPolicy(html, "'self'"),
      vary: 'accept, sec-gpc',
    },
  })
}

/** Something for programs. */
export const jsonAnswer = (body: unknown): Response =>
  Response.json(body, { headers: { ...HEADERS, 'cache-control': FRESH, vary: 'accept' } })

/** Text as it is, for whoever checks its hash. */
export const textAnswer = (text: string): Response =>
  new Response(text, { headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': FRESH } })

/** What a reader would rather have: programs ask for JSON or text, browsers for HTML before anything. */
export function wants({ headers }: Request): 'html' | 'json' | 'text' {
  const accept = headers.get('accept') ?? ''
  if (accept.includes('text/html')) return 'html'
  if (/\bjson\b/.test(accept)) return 'json'
  return accept.includes('text/plain') ? 'text' : 'html'
}
