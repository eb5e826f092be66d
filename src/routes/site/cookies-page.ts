import type { SitePage } from './site-page.ts'

interface Cookie {
  readonly name: string
  readonly purpose: string
  readonly days: number
}

/** Every cookie that anything here sets, and why. One that is not listed must not be set: a test looks. */
export const COOKIES: readonly Cookie[] = []

export const COOKIES_PAGE: SitePage = {
  title: 'Cookies',
  path: '/cookies',
  html: `<h1>Cookies</h1>
<p class="lead">There are none.</p>
<p>No page here sets a cookie, stores anything in your browser, runs a script or loads anything from anybody else. There is nothing to accept and nothing to switch off: all of it works with cookies blocked, and a signal of Global Privacy Control is answered on every page.</p>
<p>For programs, the same register as <a href="/cookies.json">JSON</a>.</p>`,
}
