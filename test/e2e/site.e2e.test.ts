import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, type Gateway } from './gateway.ts'

/** Where Debian, and most others, put it. Without a browser these tests are skipped, and say so. */
const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let gateway: Gateway
let browser: Browser

beforeAll(async () => {
  if (BROWSER === undefined) return
  gateway = await startGateway({ simulator: false, env: { TWILIO_API_URL: 'http://127.0.0.1:9' } })
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
})

afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

async function open(
  options: Parameters<Browser['newPage']>[0],
  path = '/docs',
): Promise<{ page: Page; troubles: string[]; asked: string[] }> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(120_000)
  const [troubles, asked]: [string[], string[]] = [[], []]
  page.on('console', (message) => (message.type() === 'error' ? troubles.push(message.text()) : undefined))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${gateway.demo.url}${path}`)
  return { page, troubles, asked }
}

test.skipIf(BROWSER === undefined)(
  'the documentation is read in a browser without asking anybody else for anything',
  async () => {
    const { page, troubles, asked } = await open({ viewport: { width: 1280, height: 900 } })
    expect(await page.title()).toMatch(/Careline/)
    expect(await page.locator('h2').count()).toBeGreaterThan(10)
    await page.locator('nav a', { hasText: 'Bookings' }).first().click()
    const heading = page.locator('h2', { hasText: 'Bookings' }).first()
    const place = await heading.boundingBox()
    expect(place?.y ?? Infinity).toBeLessThan(900)
    expect(troubles).toEqual([])
    expect(asked.filter((url) => !url.startsWith(gateway.demo.url))).toEqual([])
    await page.close()
  },
)

const PAGES =
  '/ /privacy /privacy/carecaller /trust /retention /subprocessors /cookies /contact /demo /support /preferences /unsubscribe/token /thanks'.split(
    ' ',
  )

test.skipIf(BROWSER === undefined)(
  'every page is read in a browser without asking anybody else for anything',
  async () => {
    const { page, troubles, asked } = await open({ viewport: { width: 1280, height: 900 } }, '/')
    for (const path of PAGES) {
      await page.goto(`${gateway.demo.url}${path}`)
      expect(await page.locator('h1').count(), path).toBe(1)
      expect(await page.locator('main :is(input, textarea):visible').count(), path).toBe(
        await page.locator('main label:visible').count(),
      )
    }
    const kept = await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')
    expect(kept).toEqual(['', 0, 0])
    expect(await page.context().cookies()).toEqual([])
    expect(troubles).toEqual([])
    expect(asked.filter((url) => !url.startsWith(gateway.demo.url))).toEqual([])
    await page.close()
  },
)

test.skipIf(BROWSER === undefined)(
  'a form is sent by keyboard, without a script and with cookies blocked',
  async () => {
    const { page, asked } = await open({ javaScriptEnabled: false, viewport: { width: 800, height: 900 } }, '/demo')
    await page.getByLabel('E-mail address').focus()
    await page.keyboard.type('ann@example')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('not sent yet')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ann@example')
    await page.getByLabel('E-mail address').fill('ann@example.com')
    await page.keyboard.press('Enter')
    // The page with the form stands until the answer is there.
    await page.locator('h1', { hasText: 'Thank you' }).waitFor()
    expect(asked.filter((url) => !url.startsWith(gateway.demo.url))).toEqual([])
    await page.close()
  },
)

test.skipIf(BROWSER === undefined)('on a telephone, light or dark, nothing runs off the screen', async () => {
  const { page } = await open({ viewport: { width: 360, height: 740 } })
  for (const path of ['/docs', ...PAGES]) {
    await page.goto(`${gateway.demo.url}${path}`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const [wide, seen] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
      expect(wide, `${path}, ${colorScheme}`).toBeLessThanOrEqual(seen)
    }
  }
  await page.close()
})
