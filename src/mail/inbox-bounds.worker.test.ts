import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant } from '../../test/api-client.ts'
import { aMail, aSender, keep, mailRow, mailWorld, sendAll, takeIn } from '../../test/mail-stand.ts'
import { sweepMails } from '../sweeps/mail.ts'
import { destinationOf } from './own-addresses.ts'
import { ATTEMPTS_MAX } from './process-mail.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.UTC(2026, 2, 2, 10)
const MINUTE_MS = 60_000

test('an end to being contacted holds at every business, however many know them, and what is merged is heeded', async () => {
  const tenants = await Promise.all(Array.from({ length: 12 }, () => aTenant()))
  await Promise.all(tenants.map(({ key }) => ask(key, '/people', { body: { phone: '+12125550161' } })))
  const sender = aSender()
  const text = 'Stop calling and texting me: +1 212 555 0161'
  const { row, owner } = await takeIn(mailWorld(NOW, sender), aMail({ text }))
  expect(row).toMatchObject({ status: 'received', attempts: 0 })
  expect(sender.sent).toEqual([])
  const later = mailWorld(NOW + MINUTE_MS, sender)
  for (const stores of later.regions) await sweepMails(later, stores)
  await sendAll(mailWorld(NOW + 2 * MINUTE_MS, sender))
  expect(await mailRow(later, owner, row.id)).toMatchObject({ status: 'answered', outcome: 'opted_out' })
  expect(sender.sent.filter(({ to }) => to === 'ann@example.com')).toHaveLength(1)
  for (const { key } of tenants) expect((await ask(key, '/suppressions')).json.data.length).toBeGreaterThan(0)

  const mixed = (phone: string) =>
    aMail({
      from: 'kim@example.com',
      to: `${tenants[0]?.slug}@careline.example.com`,
      text: `Stop calling me, and send me a copy of my data. ${phone}`,
    })
  const [key] = tenants.map((each) => each.key)
  const count = async () => (await ask(key ?? '', '/suppressions?limit=50')).json.data.length
  await takeIn(later, mixed('+1 212 555 0162'))
  const before = await count()
  const { row: second } = await takeIn(later, mixed('+1 212 555 0163'))
  expect(second.requestIds).toHaveLength(1)
  expect(await count()).toBeGreaterThan(before)
})

test('a mail whose every reader died is for a person, and holds up no other', async () => {
  const world = mailWorld(NOW, aSender())
  const tenant = await aTenant()
  const to = `${tenant.slug}@careline.example.com`
  const stuck = await keep(world, aMail({ to, text: 'Please delete my data.' }))
  const next = await keep(world, aMail({ from: 'pat@example.com', text: 'Please delete my data.' }))
  const spend = 'UPDATE mails SET attempts = ?, claimed_until_ms = ? WHERE id = ?'
  await env.DB.prepare(spend).bind(ATTEMPTS_MAX, NOW, stuck.mailId).run()
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const later = mailWorld(NOW + MINUTE_MS, aSender())
  for (const stores of [...later.regions, ...later.regions]) await sweepMails(later, stores)
  expect(quiet).toHaveBeenCalledWith(expect.stringContaining('mail.given_up'))
  quiet.mockRestore()
  const handed = await mailRow(later, stuck.owner, stuck.mailId)
  expect(handed).toMatchObject({ status: 'for_a_person', ticketId: expect.stringMatching(/^tkt_/) })
  const told = (await ask(tenant.key, '/events?type=privacy.mail.waiting')).json.data
  expect(told.map(({ data }: { data: unknown }) => data)).toMatchObject([
    { mail_id: stuck.mailId, reason: 'unread', ticket_id: handed.ticketId },
  ])
  expect(await mailRow(later, next.owner, next.mailId)).toMatchObject({ status: 'answered' })
})

test('no business gets the mail of the platform or of another by what it calls itself', async () => {
  const { directory, domain } = mailWorld(NOW)
  const [security, harbour] = [
    await aTenant({ name: 'Security', privacy_contact: `security@${domain}` }),
    await aTenant({ name: 'Harbour Clinic', privacy_contact: 'Rights@harbour.example' }),
  ]
  expect(security.slug).not.toBe('security')
  const ownerOf = async (to: string) => (await destinationOf(directory, to, domain)).owner.tenantId
  for (const to of [
    `security@${domain}`,
    `abuse@${domain}`,
    'harbour-clinic@other.example',
    `x@harbour-clinic.${domain}`,
  ])
    expect(await ownerOf(to), to).toBe('platform')
  for (const to of [`${harbour.slug}@${domain}`, `privacy@${harbour.slug}.${domain}`, 'rights@harbour.example'])
    expect(await ownerOf(to), to).toBe(harbour.id)
})

test('whom a request is about takes back what a stranger asked in their name, and nobody else does', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann Lee', email: 'ann@example.com' } })
  const sender = aSender()
  const at = (minutes: number) => mailWorld(NOW + minutes * 60_000, sender)
  const to = `${tenant.slug}@careline.example.com`
  const asked = await takeIn(
    at(0),
    aMail({ from: 'pat@example.org', to, text: 'Please delete all data of ann@example.com.' }),
  )
  const [requestId] = asked.row.requestIds
  const stands = async () => (await ask(tenant.key, `/privacy/requests/${requestId}`)).json.status
  // She was told at her own address, which names the request.
  const replyTo = sender.sent.find((letter) => letter.to === 'ann@example.com')?.replyTo ?? ''
  const takeBack = (from: string, more: Partial<Parameters<typeof aMail>[0]> = {}) =>
    aMail({ from, to: replyTo, text: 'I withdraw my request.', ...more })

  expect((await takeIn(at(1), takeBack('eve@example.net'))).row.outcome).toContain('alarm')
  expect((await takeIn(at(2), takeBack('ann@example.com', { authentication: 'none' }))).row.outcome).toContain('alarm')
  expect(await stands()).toBe('awaiting_identity')
  const told = await env.DB.prepare("SELECT count(*) AS n FROM events WHERE type = 'privacy.mail.waiting'").first('n')
  expect(told).toBe(2)

  expect((await takeIn(at(3), takeBack('ann@example.com'))).row.outcome).toBe('withdrawn')
  expect(await stands()).toBe('withdrawn')
  await sendAll(at(5))
  const heard = (address: string) => sender.sent.filter((letter) => letter.to === address).at(-1)?.text
  expect(heard('ann@example.com')).toContain('has been taken back')
  expect(heard('pat@example.org')).toContain('The request was taken back')
})
