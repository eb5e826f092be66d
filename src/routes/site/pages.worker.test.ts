import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { ask, aTenant } from '../../../test/api-client.ts'
import { aPerson, aPrivateBusiness, asked } from '../../../test/builders/privacy.ts'
import { migrateOtherRegions } from '../../../test/migrate.ts'
import { contextOf, inRegion, openDirectory } from '../../context.ts'
import { VENDORS } from '../../egress/register.ts'
import { sha256Hex } from '../../kernel/digest.ts'
import { businessMailToken, mayGetBusinessMail } from '../../mail/business-mail.ts'
import { POLICY_VERSIONS } from '../../policies/policy-versions.ts'
import { startChallenge } from '../../privacy/challenge.ts'
import { findRequest } from '../../privacy/change-request.ts'
import { linkedBy } from '../../privacy/confirm-link.ts'
import { openRequest } from '../../privacy/open-request.ts'
import { tickets } from '../../records/tickets/table.ts'
import { openDetails } from '../../tickets/ticket-details.ts'
import { openVault } from '../../vault/vault.ts'

const ORIGIN = 'http://gateway.test'
const get = (path: string, headers: Record<string, string> = { accept: 'text/html' }) =>
  exports.default.fetch(`${ORIGIN}${path}`, { headers, redirect: 'manual' })
const page = async (path: string): Promise<string> => (await get(path)).text()
const json = async (path: string) => (await get(path, { accept: 'application/json' })).json<never>()

let networks = 0
/** Sends a form as a browser without cookies and without a script would; each test from a network of its own. */
const send = (path: string, fields: Record<string, string>, network = `198.51.${(networks += 1)}.7`) =>
  exports.default.fetch(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'cf-connecting-ip': network },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  })

const PAGES =
  '/ /privacy /privacy/misocare /privacy/carecaller /privacy/misocare/2026-04-08 /trust /retention /subprocessors /cookies /contact /demo /support /thanks /preferences /unsubscribe/p1.abc.def /docs'.split(
    ' ',
  )

const stores = () => ({
  directory: openDirectory(env),
  blobs: env.BLOBS,
  vault: openVault(env.ROOT_KEY ?? ''),
  nowMs: Date.now(),
})
const ticketRows = () => openDirectory(env).select().from(tickets)
const owedMails = async () => (await env.DB.prepare('SELECT kind, status, ticket_id FROM outgoing_mails').all()).results

test('every page stands alone: it sets no cookie, has no script, loads nothing, and every link leads somewhere', async () => {
  const linked = new Set<string>()
  for (const path of PAGES) {
    const answer = await get(path)
    const text = await answer.text()
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('set-cookie'), path).toBeNull()
    expect(answer.headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(answer.headers.get('referrer-policy'), path).toBe('no-referrer')
    expect(text, path).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=/i)
    expect(text, path).toMatch(/<html lang="en">[^]*<title>[^<]+<\/title>[^]*<h1/)
    for (const [, href = ''] of text.matchAll(/(?:href|action)="(\/[^"#]*)/g)) linked.add(href)
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const [, id = ''] of text.matchAll(/href="#([^"]+)"/g)) expect(ids, `${path}#${id}`).toContain(id)
    expect(text, path).not.toMatch(/(?:href|src|action)="https?:/)
  }
  for (const path of linked) expect((await get(path)).status, path).toBeLessThan(400)
  const nothing = ['/privacy/nobody', '/privacy/misocare/1999-01-01', '/privacy/misocare/changes/2026-04-08']
  for (const path of [...nothing, '/wp-login.php', '/privacy/a/b/c/d', '/exports/a/b/c', '/hooks/nobody', '/trust/x']) {
    const answer = await get(path)
    expect(answer.status, path).toBe(404)
    expect(await answer.text(), path).toContain('<h1>There is nothing here</h1>')
    const bare = await exports.default.fetch(`http://gateway.test${path}`)
    expect([bare.status, await bare.text()], path).toEqual([404, ''])
  }
  for (const path of ['/v1', '/v1/nothing', '/v1/people/a/b/c']) {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('content-type')], path).toEqual([404, 'application/problem+json'])
  }
})

test('the cookie register says what is set: nothing, on pages, forms and the API', async () => {
  expect(await json('/cookies.json')).toEqual({ cookies: [] })
  const tenant = await aTenant()
  const answers = [
    await get('/health'),
    await send('/contact', { email: 'ann@example.com', message: 'Hello' }),
    await send('/demo', { email: 'nonsense' }),
  ]
  for (const answer of answers) expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await ask(tenant.key, '/account')).headers.get('set-cookie')).toBeNull()
})

test('the text at /privacy is the one whose hash the register tells, and carries its date', async () => {
  for (const { line, version, sha256 } of POLICY_VERSIONS) {
    expect(await json(`/policies/${line}`)).toMatchObject({ version, sha256, last_updated: version })
    const text = await (await get(`/privacy/${line}/${version}.txt`)).text()
    expect(await sha256Hex(text)).toBe(sha256)
    expect(await page(`/privacy/${line}`)).toContain(sha256)
  }
  expect(await sha256Hex(await (await get('/privacy', { accept: 'text/plain' })).text())).toBe(
    POLICY_VERSIONS.find(({ line }) => line === 'misocare')!.sha256,
  )
  expect(await page('/privacy')).toContain('Last updated: 8 April 2026')
  expect(await page('/privacy/carecaller')).toContain('Last updated: 24 March 2026')
})

test('the published keep times are those of the API, and the published companies those that may be reached', async () => {
  const tenant = await aTenant()
  const { data: told } = (await ask(tenant.key, '/retention')).json
  const { data: published } = await json('/retention')
  const plain = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ category, keep_days, basis, end_action }) => ({ category, keep_days, basis, end_action }))
  expect(plain(published)).toEqual(plain(told))
  const text = await page('/retention')
  for (const { category } of told) expect(text).toContain(`id="${category}"`)
  const companies = await page('/subprocessors')
  for (const { company } of VENDORS) expect(companies).toContain(company)
})

test('a browser that asks not to be tracked is answered, and programs find that it is heard', async () => {
  expect(await json('/.well-known/gpc.json')).toMatchObject({ gpc: true })
  for (const path of ['/', '/contact', '/privacy']) {
    const answer = await get(path, { accept: 'text/html', 'sec-gpc': '1' })
    expect(await answer.text()).toContain('Global Privacy Control, and we heard it')
    expect(answer.headers.get('vary')).toContain('sec-gpc')
    expect(await page(path)).not.toContain('we heard it')
  }
  const security = await (await get('/.well-known/security.txt')).text()
  expect(security).toMatch(/^Contact: mailto:security@/m)
  expect(Date.parse(/^Expires: (.+)$/m.exec(security)![1]!)).toBeGreaterThan(Date.now())
})

test('a form is kept once however often it is sent, sealed, and acknowledged once', async () => {
  const words = { name: 'Ann', organisation: 'Bright Smile', email: 'ann@example.com', message: 'Show me "it".' }
  for (let nth = 0; nth < 2; nth += 1) {
    const answer = await send('/demo', words)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thanks'])
  }
  const [ticket, ...others] = await ticketRows()
  expect(others).toEqual([])
  expect(ticket).toMatchObject({ kind: 'demo', source: 'site', status: 'open' })
  expect(JSON.stringify(ticket)).not.toContain('ann@example.com')
  const details = await openDetails(stores(), ticket!.id, ticket!.sealedDetails)
  expect(details).toMatchObject({ from: 'ann@example.com', name: 'Ann' })
  expect(details!.said[0]!.text).toBe('Organisation: Bright Smile\n\nShow me "it".')
  expect(await owedMails()).toEqual([expect.objectContaining({ kind: 'unproven', ticket_id: ticket!.id })])
})

test('what a program fills in that fills in everything is thanked and forgotten', async () => {
  const answer = await send('/contact', { email: 'bot@example.com', message: 'Buy now', website: 'http://example.com' })
  expect(answer.status).toBe(303)
  expect(await ticketRows()).toEqual([])
  expect(await owedMails()).toEqual([])
})

test('markup in a form stays text on the page that gives it back, and wrong fields are named', async () => {
  const attack = '"><script>alert(1)</script>\u0000'
  const answer = await send('/contact', { name: attack, email: attack, message: `</textarea>${attack}` })
  const text = await answer.text()
  expect(answer.status).toBe(422)
  expect(text).not.toMatch(/<script|\0/)
  expect(text.match(/<\/textarea>/g)).toHaveLength(1)
  expect(text).toContain('&lt;script&gt;')
  expect(text).toMatch(/id="email"[^>]* aria-invalid="true" aria-describedby="email-wrong"/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await send('/contact', { email: 'ann@example.com', message: 'x'.repeat(5_001) })).status).toBe(422)
  expect((await send('/contact', { email: 'ann@example.com', message: 'x'.repeat(70_000) })).status).toBe(413)
  expect(await ticketRows()).toEqual([])
})

test('forms from one network are limited, whoever in it sends them', async () => {
  const statuses: number[] = []
  for (let nth = 1; nth <= 14; nth += 1)
    statuses.push((await send('/contact', { email: '' }, `203.0.113.${nth}`)).status)
  expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(10)
  expect(statuses.at(-1)).toBe(429)
  expect((await send('/contact', { email: '' }, '2001:db8::1')).status).toBe(422)
})

test('business mail ends with one click of a mail program, and not by a scanner that opens the link', async () => {
  const platform = stores()
  const token = await businessMailToken(platform, 'ann@example.com')
  const path = `/unsubscribe/${token}`
  expect(await page(path)).toContain('<button>')
  expect(await mayGetBusinessMail(platform, 'ann@example.com')).toBe(true)
  expect((await send(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
  expect((await send(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
  expect(await mayGetBusinessMail(platform, 'Ann@example.com')).toBe(false)
  expect((await send(`${path}x`, {})).status).toBe(404)
  expect((await send('/preferences', { email: 'bea@example.com' })).status).toBe(200)
  expect(await mayGetBusinessMail(platform, 'bea@example.com')).toBe(false)
  expect((await send('/preferences', { email: 'bea' })).status).toBe(422)
})

test('what somebody asked on the site is never looked up among the people of a business', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann', email: 'ann@example.com' } })
  await send('/contact', { email: 'ann@example.com', message: 'Hello' })
  const actor = { type: 'system', name: 'test' } as const
  const ctx = contextOf(env, { tenantId: tenant.id, region: 'global', livemode: true, actor }, Date.now())
  const ofTenant = await ctx.vault.identityToken(tenant.id, 'email', 'ann@example.com')
  const [ticket] = await ticketRows()
  expect(ticket).toMatchObject({ tenantId: null })
  expect(ticket!.senderToken).not.toBe(ofTenant)
})

test('a link that was mailed confirms who asked by a button, once, and by nothing that only opens it', async () => {
  await migrateOtherRegions()
  const business = await aPrivateBusiness()
  const personId = await aPerson(business.tenant, { name: 'Ann Lee', email: 'ann@example.com' })
  const nowMs = Date.now()
  const ctx = business.ctx(nowMs)
  const details = { replyTo: 'pat@example.org' }
  const { requestId } = await openRequest(ctx, asked({ personId, details, receivedAtMs: nowMs }))
  const mailedToken = async () =>
    (await business.mails(requestId)).findLast(({ confirm }) => confirm !== undefined)?.confirm ?? ''
  const stands = async () => (await findRequest(ctx, requestId))?.identityLevel
  await startChallenge(ctx, requestId)
  const older = await mailedToken()
  const path = `/privacy/confirm/${older}`

  const shown = await get(path)
  const text = await shown.text()
  expect(shown.status).toBe(200)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  })
  expect([...text.matchAll(/<button>/g)]).toHaveLength(1)
  expect(text).toContain(`<form method="post" action="${path}">`)
  expect(text).not.toMatch(/Ann|example/)
  expect(text, 'nobody confirms what they do not know').toMatch(/asked in your name for [a-z ]{10,}/)
  expect(text, 'and each reads where the link went').toMatch(
    /address that is on file for you.*se envió a la dirección/s,
  )
  expect(text).not.toContain(requestId)
  expect(await stands()).toBe('L1')
  const at = (atMs: number) => linkedBy({ ...stores(), regions: [inRegion(env, 'global')], nowMs: atMs }, older)
  expect(await at(nowMs + 86_399_000)).toMatchObject({ requestId, tenantId: business.tenant.id, region: 'global' })
  expect(await at(nowMs + 86_400_000)).toBeNull()

  // A new code ends the link before it, and a link whose MAC is another's is none.
  await startChallenge(business.ctx(nowMs + 1_000), requestId)
  const token = await mailedToken()
  const mixed = `${token.slice(0, token.lastIndexOf('.'))}.${older.slice(older.lastIndexOf('.') + 1)}`
  const gone = await Promise.all(
    [older, mixed, `${token}x`, 'nothing'].map(async (each) => {
      const answer = await send(`/privacy/confirm/${each}`, {})
      return [answer.status, await answer.text()] as const
    }),
  )
  expect(gone.map(([status]) => status)).toEqual([404, 404, 404, 404])
  expect(new Set(gone.map(([, page]) => page)).size).toBe(1)
  expect(await stands()).toBe('L1')

  // What breaks off before it is noted that it is them leaves the link as it was.
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await env.DB.exec("CREATE TRIGGER away BEFORE UPDATE ON privacy_requests BEGIN SELECT RAISE(ABORT, 'away'); END")
  expect((await send(`/privacy/confirm/${token}`, {})).status).toBeGreaterThanOrEqual(500)
  await env.DB.exec('DROP TRIGGER away')
  quiet.mockRestore()
  expect(await stands()).toBe('L1')

  const clicks = await Promise.all([1, 2, 3].map(async () => (await send(`/privacy/confirm/${token}`, {})).status))
  expect(clicks.toSorted()).toEqual([200, 404, 404])
  expect(await findRequest(ctx, requestId)).toMatchObject({ identityLevel: 'L3', status: 'waiting' })
  expect([(await get(`/privacy/confirm/${token}`)).status, (await get('/privacy/confirm/nothing')).status]).toEqual([
    404, 404,
  ])
  const { results } = await env.DB.prepare('SELECT * FROM request_challenges').all()
  expect(JSON.stringify(results)).not.toContain(token.slice(token.lastIndexOf('.') + 1))
})
