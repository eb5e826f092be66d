import { Hono } from 'hono/tiny'
import { openDirectory } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { agreedVendors } from '../../egress/set-contract.ts'
import type { Env } from '../../env.ts'
import { subprocessorObject } from '../subprocessor-object.ts'
import { answerSubprocessors } from '../subprocessors.ts'
import { confirm, showConfirm } from './confirm-page.ts'
import { COOKIES, COOKIES_PAGE } from './cookies-page.ts'
import { docsPolicy } from './docs-policy.ts'
import { documentation, type Documentation } from './documentation.ts'
import { FORM_LIMIT_SECONDS, mayPost } from './form-limit.ts'
import { formPage, THANKS_PAGE } from './form-page.ts'
import { homePage } from './home-page.ts'
import { preferencesPage, takePreferences, unsubscribe, unsubscribePage } from './mail-preferences.ts'
import { jsonAnswer, pageAnswer, wants } from './page-answer.ts'
import { policyAnswers } from './policy-answers.ts'
import { PUBLIC_FORMS } from './public-forms.ts'
import { publishedRetention, retentionPage } from './retention-page.ts'
import { trust } from './site-files.ts'
import type { SitePage } from './site-page.ts'
import { subprocessorsPage } from './subprocessors-page.ts'
import { takeForm } from './take-form.ts'
import { trustPage } from './trust-page.ts'
import { wellKnown } from './well-known.ts'

/** The documentation is the same until the gateway is deployed anew, and made or read once. */
let known: { readonly publicUrl: string | undefined; readonly documentation: Documentation } | null = null

async function documented(env: Env): Promise<Documentation> {
  if (known === null || known.publicUrl !== env.PUBLIC_URL)
    known = { publicUrl: env.PUBLIC_URL, documentation: await documentation(env) }
  return known.documentation
}

const FRESH = 'public, max-age=300'

/** What anybody may read: who we are, what we promise, and the API's description for programs and for people. */
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

site.get('/', (c) => pageAnswer(c.req.raw, homePage(mailDomainOf(c.env))))
site.get('/cookies', (c) => pageAnswer(c.req.raw, COOKIES_PAGE))
site.get('/cookies.json', () => jsonAnswer({ cookies: COOKIES }))
site.get('/retention', (c) =>
  wants(c.req.raw) === 'json' ? jsonAnswer(publishedRetention()) : pageAnswer(c.req.raw, retentionPage()),
)
site.get('/trust', async (c) => {
  const told = await trust(c.env)
  return wants(c.req.raw) === 'html' ? pageAnswer(c.req.raw, trustPage(told)) : jsonAnswer(told)
})
site.get('/subprocessors', async (c) => {
  if (!c.req.header('accept')?.includes('text/html')) return answerSubprocessors(c.env)
  const companies = (await agreedVendors(openDirectory(c.env))).map(subprocessorObject)
  return pageAnswer(c.req.raw, subprocessorsPage(companies))
})
// Whoever reads gets a page where there is nothing, and programs the bare status.
site.onError((thrown, c) => {
  if (!(thrown instanceof Refusal) || thrown.status !== 404 || !c.req.header('accept')?.includes('text/html'))
    throw thrown
  return pageAnswer(c.req.raw, NOTHING_PAGE, { status: 404 })
})

site.route('/.well-known', wellKnown)
// Before the policies, whose versions stand at the same place in a path.
site.get('/privacy/confirm/:token', (c) => showConfirm(c.env, c.req.raw, c.req.param('token'), Date.now()))
site.post('/privacy/confirm/:token', (c) => confirm(c.env, c.req.raw, c.req.param('token'), Date.now()))
site.route('/', policyAnswers)

for (const form of PUBLIC_FORMS) {
  site.get(form.path, (c) => pageAnswer(c.req.raw, formPage(form)))
  site.post(form.path, async (c) =>
    (await mayPost(c.env, c.req.raw)) ? takeForm(c.env, c.req.raw, form, Date.now()) : tooMany(),
  )
}
site.get('/thanks', (c) => pageAnswer(c.req.raw, THANKS_PAGE))

site.get('/unsubscribe/:token', (c) => pageAnswer(c.req.raw, unsubscribePage(c.req.param('token')), { isOwn: true }))
// Not limited: mail programs ask from a few addresses for many people, and what carries a MAC of ours is no guess.
site.post('/unsubscribe/:token', (c) => unsubscribe(c.env, c.req.raw, c.req.param('token'), Date.now()))
site.get('/preferences', (c) => pageAnswer(c.req.raw, preferencesPage()))
site.post('/preferences', async (c) =>
  (await mayPost(c.env, c.req.raw)) ? takePreferences(c.env, c.req.raw, Date.now()) : tooMany(),
)

site.all('*', () => {
  throw new Refusal('not_found', 'There is nothing here.')
})

const NOTHING_PAGE: SitePage = {
  title: 'There is nothing here',
  path: '/',
  html: '<h1>There is nothing here</h1><p class="lead">Perhaps the address was not copied whole. <a href="/">To the first page.</a></p>',
}

const tooMany = (): Response =>
  new Response('Too many forms from where you are. Please try again in a minute.\n', {
    status: 429,
    headers: { 'retry-after': String(FORM_LIMIT_SECONDS), 'content-type': 'text/plain; charset=utf-8' },
  })

/** Where our inboxes are. */
const mailDomainOf = ({ MAIL_DOMAIN, PUBLIC_URL = 'http://localhost' }: Env): string =>
  MAIL_DOMAIN ?? new URL(PUBLIC_URL).hostname
