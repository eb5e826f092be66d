import { openDirectory } from '../../context.ts'
import type { Env } from '../../env.ts'
import { stopBusinessMail } from '../../mail/business-mail.ts'
import { xmlText } from '../../kernel/xml.ts'
import { vaultOf } from '../../vault/vault.ts'
import { pageAnswer } from './page-answer.ts'
import type { SitePage } from './site-page.ts'
import { fieldsOf } from './take-form.ts'

const platformOf = (env: Env, nowMs: number) => ({
  directory: openDirectory(env),
  vault: vaultOf(env),
  nowMs,
})

/** Where a link in a mail of ours leads: opening it does nothing, so that no mail scanner unsubscribes anybody. */
export const unsubscribePage = (token: string): SitePage => ({
  title: 'Stop mail from us',
  path: '/preferences',
  html: `<h1>Stop mail from us</h1>
<p class="lead">One click, and this address gets no news and no offers from us any more.</p>
<form method="post" action="/unsubscribe/${xmlText(encodeURIComponent(token))}"><button>Stop it</button></form>
<p>Answers to what you ask us, and notices that the law wants us to send, still come.</p>`,
})

const STOPPED: SitePage = {
  title: 'Stopped',
  path: '/preferences',
  html: '<h1>Stopped</h1><p class="lead">This address gets no news and no offers from us any more.</p>',
}

const UNKNOWN: SitePage = {
  title: 'This link is not ours',
  path: '/preferences',
  html: '<h1>This link is not ours</h1><p class="lead">Perhaps it was not copied whole. <a href="/preferences">Give your address here instead.</a></p>',
}

/** The click itself: by a person on the page, or by their mail program (RFC 8058). A second one changes nothing. */
export async function unsubscribe(env: Env, request: Request, token: string, nowMs: number): Promise<Response> {
  const isOneClick = (await fieldsOf(request)).get('List-Unsubscribe') === 'One-Click'
  const source = isOneClick ? 'one_click' : 'preferences'
  const isOurs = await stopBusinessMail(platformOf(env, nowMs), { token }, source)
  return pageAnswer(request, isOurs ? STOPPED : UNKNOWN, { status: isOurs ? 200 : 404, isOwn: true })
}

/** Which mail somebody wants, without an account. */
export const preferencesPage = (isWrong = false): SitePage => ({
  title: 'Mail preferences',
  path: '/preferences',
  html: `<h1>Mail preferences</h1>
<p class="lead">We send two kinds of mail: answers and notices that you need, and now and then news about our services. The second you can stop.</p>
<form method="post" action="/preferences" novalidate><label for="email">E-mail address</label><input id="email" name="email" type="email" autocomplete="email" maxlength="254" required${isWrong ? ' aria-invalid="true" aria-describedby="email-wrong"' : ''}>${isWrong ? '<p class="wrong" id="email-wrong" role="alert">This does not look like an e-mail address.</p>' : ''}
<button>No more news</button></form>
<p>To have calls or messages of a business stopped, tell the business, or the assistant itself, or write "stop" to it.</p>`,
})

/** The wish of an address. Nobody is told whether we knew it. */
export async function takePreferences(env: Env, request: Request, nowMs: number): Promise<Response> {
  const address = (await fieldsOf(request)).get('email')?.trim() ?? ''
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(address))
    return pageAnswer(request, preferencesPage(true), { status: 422, isOwn: true })
  await stopBusinessMail(platformOf(env, nowMs), { address }, 'preferences')
  return pageAnswer(request, STOPPED, { isOwn: true })
}
