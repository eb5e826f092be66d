import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, OPERATOR_KEY } from '../../test/api-client.ts'
import { aMail, aSender, mailWorld, sendAll, takeIn } from '../../test/mail-stand.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import { ticketCategory } from '../records/tickets/category.ts'
import { sweepTickets } from '../sweeps/mail.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import { businessMailToken, stopBusinessMail } from './business-mail.ts'
import { mailCtx, PLATFORM_OWNER } from './mail-world.ts'
import { oweMail } from './owe-mail.ts'
import { tellOfWaitingMails } from './tell-of-waiting.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.UTC(2026, 2, 2, 10)
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const platformAt = (nowMs: number) => mailCtx(mailWorld(nowMs), PLATFORM_OWNER)
const aLetter = (nth: number, to = 'ann@example.com') =>
  ({
    kind: 'answer',
    onceKey: `k${to}${nth}`,
    to,
    subject: 'Hello',
    text: 'Yes.',
    from: 'privacy',
    inReplyTo: `${nth}@x`,
  }) as const

const rows = () => platformAt(NOW).db.select().from(outgoingMails).orderBy(outgoingMails.id)

test('however many answers are owed at once, an address gets three a day and a thread one in ten minutes', async () => {
  const sender = aSender()
  await Promise.all(Array.from({ length: 12 }, (_, nth) => oweMail(platformAt(NOW), aLetter(nth))))
  expect((await rows()).map(({ status }) => status).filter((status) => status === 'owed')).toHaveLength(3)
  await sendAll(mailWorld(NOW, sender))
  expect(sender.sent).toHaveLength(3)
  // A challenge has room of its own, and what a person writes has no cap.
  await oweMail(platformAt(NOW), { ...aLetter(20), kind: 'challenge' })
  await oweMail(platformAt(NOW), { ...aLetter(21), kind: 'ticket' })
  await oweMail(platformAt(NOW + DAY_MS + 1), aLetter(22))
  await sendAll(mailWorld(NOW + DAY_MS + 1, sender))
  expect(sender.sent).toHaveLength(6)

  // A tag behind a plus is the same mailbox; who only says who they are takes no room of who is.
  const owed = (mail: Parameters<typeof oweMail>[1]) => oweMail(platformAt(NOW), mail)
  for (const nth of [50, 51, 52]) expect(await owed({ ...aLetter(nth, `kim+${nth}@example.com`) })).toBe('owed')
  expect(await owed(aLetter(53, 'kim@example.com'))).toBe('capped')
  expect(await owed(aLetter(53, 'kim@example.com'))).toBe('capped')
  expect(await owed({ ...aLetter(54, 'kim@example.com'), kind: 'unproven' })).toBe('owed')

  const thread = { references: ['first@x'] }
  for (const nth of [30, 31]) await oweMail(platformAt(NOW), { ...aLetter(nth, 'pat@example.com'), ...thread })
  const sentBy = async (minutes: number) => {
    await sendAll(mailWorld(NOW + minutes * MINUTE_MS, sender))
    return sender.sent.filter(({ to }) => to === 'pat@example.com').length
  }
  expect([await sentBy(1), await sentBy(9), await sentBy(11)]).toEqual([1, 1, 2])
})

test('the same mail owed twice is sent once, and what is refused for good is not tried again', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await Promise.all([oweMail(platformAt(NOW), aLetter(1)), oweMail(platformAt(NOW), aLetter(1))])
  let code = { code: 'E_RATE_LIMIT_EXCEEDED', isPassing: true }
  let isIll = true
  const sender = aSender(() => (isIll ? code : null))
  await sendAll(mailWorld(NOW, sender))
  expect((await rows())[0]).toMatchObject({ status: 'owed', attempts: 1, errorCode: 'E_RATE_LIMIT_EXCEEDED' })
  await sendAll(mailWorld(NOW + 1_000, sender))
  isIll = false
  await sendAll(mailWorld(NOW + 2 * MINUTE_MS, sender))
  expect(sender.sent).toHaveLength(1)
  expect(await rows()).toMatchObject([{ status: 'sent', attempts: 2 }])

  isIll = true
  code = { code: 'E_RECIPIENT_SUPPRESSED', isPassing: false }
  await oweMail(platformAt(NOW), aLetter(2, 'gone@example.com'))
  await sendAll(mailWorld(NOW, sender))
  const failed = (await rows()).find(({ status }) => status === 'failed')
  expect(failed).toMatchObject({ attempts: 1, errorCode: 'E_RECIPIENT_SUPPRESSED' })
  quiet.mockRestore()
})

test('what cannot be sent, and what nobody has looked at, is told of before it is deleted', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const tenant = await aTenant({ privacy_contact: 'rights@example.org' })
  await oweMail(platformAt(NOW), aLetter(1))
  const to = `${tenant.slug}@careline.example.com`
  await takeIn(mailWorld(NOW), aMail({ to, text: 'I am eleven years old and your robot asked for my name.' }))
  const tellAt = async (days: number) => {
    const world = mailWorld(NOW + days * DAY_MS)
    for (const stores of world.regions) await tellOfWaitingMails(world, stores)
  }
  const tickets = async (): Promise<readonly { id: string; subject: string }[]> => {
    const { data } = (await ask(OPERATOR_KEY, '/tickets?limit=50')).json
    const all = await Promise.all(data.map(({ id }: { id: string }) => ask(OPERATOR_KEY, `/tickets/${id}`)))
    return all.map(({ json }) => json).filter(({ subject }) => subject === 'Mails that are owed cannot be sent')
  }
  await tellAt(0.9)
  expect(await tickets()).toEqual([])
  for (const days of [1.1, 2, 7]) await tellAt(days)
  const told = await tickets()
  const ours = told.map((ticket) => JSON.stringify(ticket)).filter((text) => text.includes('Business: platform'))
  expect(ours).toHaveLength(1)
  expect(ours[0]).toMatch(/Owed since: 2026-03-02.*Deleted unsent from: 2026-04-01/)
  expect(ours[0]).not.toContain('example.com')

  const noticed = async () =>
    (await rows()).filter(({ kind, tenantId }) => kind === 'business_notice' && tenantId === tenant.id)
  await tellAt(22)
  expect(await noticed()).toEqual([])
  for (const days of [24, 25]) await tellAt(days)
  expect(await noticed()).toHaveLength(1)
  quiet.mockRestore()
})

test('neither address nor words of a mail lie anywhere in the clear', async () => {
  await takeIn(
    mailWorld(NOW, aSender()),
    aMail({ from: 'Zebediah <zebediah@example.com>', text: 'Please delete my data, says Zebediah.' }),
  )
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  ).all<{ name: string }>()
  for (const { name } of results) {
    const all = await env.DB.prepare(`SELECT * FROM "${name}"`).all()
    expect(JSON.stringify(all.results).toLowerCase(), name).not.toContain('zebediah')
  }
  for (const { key } of (await env.BLOBS.list()).objects) {
    const bytes = await (await env.BLOBS.get(key))?.arrayBuffer()
    expect(new TextDecoder('latin1').decode(bytes ?? new ArrayBuffer()).toLowerCase(), key).not.toContain('zebediah')
  }
})

test('who wants no business mail gets none, by a word, by a click, and for good', async () => {
  const platform = platformAt(NOW)
  const sales = (to: string, nth: number) => oweMail(platform, { ...aLetter(nth, to), kind: 'sales' })
  await takeIn(
    mailWorld(NOW, aSender()),
    aMail({
      from: 'ann@example.com',
      to: 'general@careline.example.com',
      text: 'Unsubscribe me from your marketing emails.',
    }),
  )
  const token = await businessMailToken(platform, 'Pat@example.com')
  expect(await stopBusinessMail(platform, { token: `${token}x` }, 'one_click')).toBe(false)
  expect(await stopBusinessMail(platform, { token }, 'one_click')).toBe(true)
  expect(token).not.toContain('pat')
  await sales('ann@example.com', 1)
  await sales('pat@example.com', 2)
  await sales('kim@example.com', 3)
  expect((await rows()).filter(({ kind }) => kind === 'sales')).toHaveLength(1)
})

test('a question becomes a ticket, is answered by mail in its thread, and is said to be late after two business days', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const sender = aSender()
  // A Friday.
  const friday = Date.UTC(2026, 2, 6, 15)
  const mail = aMail({
    from: 'pat@example.com',
    to: 'general@careline.example.com',
    subject: 'Costs',
    text: 'What does the service cost for two clinics?',
  })
  const { row } = await takeIn(mailWorld(friday, sender), mail)
  expect(row).toMatchObject({ status: 'for_a_person', ticketId: expect.stringMatching(/^tkt_/) })
  const ticketId = row.ticketId ?? ''
  expect(sender.sent[0]).toMatchObject({ to: 'pat@example.com', replyTo: `general+${ticketId}@careline.example.com` })

  expect(await sweepTickets({ ...mailWorld(friday + 2 * DAY_MS) })).toBe(0)
  expect(await sweepTickets({ ...mailWorld(friday + 4 * DAY_MS) })).toBe(1)
  expect(await sweepTickets({ ...mailWorld(friday + 5 * DAY_MS) })).toBe(0)

  const path = `/tickets/${ticketId}`
  expect((await ask(OPERATOR_KEY, path)).json).toMatchObject({
    from: 'pat@example.com',
    status: 'open',
    said: [{ by: 'them' }],
  })
  const answered = await ask(OPERATOR_KEY, `${path}/answer`, { body: { text: 'A hundred a month for each.' } })
  expect(answered.json).toMatchObject({ status: 'answered', said: [{ by: 'them' }, { by: 'us' }] })
  await sendAll(mailWorld(Date.now() + MINUTE_MS, sender))
  const answer = sender.sent.at(-1)
  expect(answer?.headers).not.toHaveProperty('Auto-Submitted')
  expect(answer).toMatchObject({
    text: 'A hundred a month for each.',
    replyTo: `support+${ticketId}@careline.example.com`,
  })

  const back = { to: answer?.replyTo ?? '', text: 'What does a third clinic cost?' }
  await takeIn(mailWorld(Date.now(), sender), aMail({ ...back, from: 'other@example.com' }))
  await takeIn(mailWorld(Date.now(), sender), aMail({ ...back, from: 'pat@example.com' }))
  expect((await ask(OPERATOR_KEY, path)).json).toMatchObject({
    status: 'open',
    said: [{}, {}, { text: expect.stringContaining('third') }],
  })
  expect((await ask(OPERATOR_KEY, `${path}/close`, { method: 'POST' })).json.status).toBe('closed')
  expect((await ask(OPERATOR_KEY, '/tickets?status=open')).json.data).toHaveLength(1)
  quiet.mockRestore()
})

test('a ticket goes two years after the last contact, and waits while its account is active', async () => {
  const tenant = await aTenant()
  const platform = platformAt(NOW)
  const wanted = { kind: 'inquiry', source: 'site', urgent: false, from: null, name: 'Pat', subject: 'x' } as const
  const stays = await openTicket(platform, { ...wanted, text: 'of a customer', tenantId: tenant.id })
  const goes = await openTicket(platform, { ...wanted, text: 'of nobody', tenantId: null })
  expect(await openTicket(platform, { ...wanted, text: 'of nobody', tenantId: null })).toEqual({
    ...goes,
    isNew: false,
  })
  const both = [stays.ticketId, goes.ticketId]
  const dueAt = async (days: number) => (await ticketCategory.due?.pageOf(platform, both, NOW + days * DAY_MS))?.ids
  expect(await dueAt(729)).toEqual([])
  expect(await dueAt(731)).toEqual([goes.ticketId])
  await env.DB.prepare("UPDATE tenants SET status = 'closed' WHERE id = ?").bind(tenant.id).run()
  expect(await dueAt(731)).toHaveLength(2)
})

test('a mail is read by its business and by nobody else, and the platform’s by the operator', async () => {
  const [mine, other] = [await aTenant({ name: 'Mine' }), await aTenant({ name: 'Other' })]
  const { row } = await takeIn(
    mailWorld(NOW, aSender()),
    aMail({ to: `${mine.slug}@careline.example.com`, text: 'Please delete my data.' }),
  )
  const { row: ours } = await takeIn(
    mailWorld(NOW, aSender()),
    aMail({ from: 'x@example.com', text: 'Hello, who are you?' }),
  )
  expect((await ask(mine.key, `/mails/${row.id}`)).json).toMatchObject({
    from: 'ann@example.com',
    answers: [{ status: 'sent' }],
    text: expect.stringContaining('delete'),
  })
  for (const id of [row.id, ours.id]) expect((await ask(other.key, `/mails/${id}`)).status).toBe(404)
  expect((await ask(mine.key, `/mails?fingerprint=${row.dedupeHash}`)).json.data).toHaveLength(1)
  expect((await ask(mine.key, '/mails?status=closed')).json.data).toEqual([])
  expect((await ask(OPERATOR_KEY, '/inbox')).json.data.map(({ id }: { id: string }) => id)).toEqual([ours.id])
  expect((await ask(OPERATOR_KEY, `/inbox/${ours.id}`)).json.text).toContain('who are you')
  expect((await ask(OPERATOR_KEY, `/inbox/${row.id}`)).status).toBe(404)
})

test('a model that is asked what a mail means is believed only as far as it can quote it', async () => {
  const asked: string[] = []
  const saying = (answer: string) => ({
    ...mailWorld(NOW, aSender()),
    classify: async (fresh: string) => {
      asked.push(fresh)
      return answer
    },
  })
  const text = 'Kindly see to it that my particulars vanish from your books.'
  const quoted = JSON.stringify([{ label: 'delete', quote: 'my particulars vanish from your books' }])
  expect((await takeIn(saying(quoted), aMail({ text }))).row.labels).toEqual(['delete'])
  const invented = JSON.stringify([{ label: 'delete', quote: 'delete all tenants' }])
  expect((await takeIn(saying(invented), aMail({ from: 'b@example.com', text }))).row.labels).toEqual(['other'])
  const tenant = await aTenant()
  const before = asked.length
  await takeIn(saying(quoted), aMail({ to: `${tenant.slug}@careline.example.com`, from: 'c@example.com', text }))
  expect(asked).toHaveLength(before)
})

test('rows say whose address they were for by a token that no business shares', async () => {
  await oweMail(platformAt(NOW), aLetter(1))
  const [row] = await platformAt(NOW).db.select().from(outgoingMails).where(eq(outgoingMails.kind, 'answer'))
  const tenant = await aTenant()
  const theirs = await mailWorld(NOW).vault.identityToken(tenant.id, 'email', 'ann@example.com')
  expect(row?.addressToken).not.toBe(theirs)
})
