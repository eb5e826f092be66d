import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, OPERATOR_KEY } from '../../test/api-client.ts'
import { aMail, aSender, keep, mailRow, mailWorld, sendAll, takeIn } from '../../test/mail-stand.ts'
import { storeTrouble } from '../../test/store-trouble.ts'
import { takeMail } from '../routes/mail-door.ts'
import { mailDomainOf } from '../routes/mail-side.ts'
import { sweepMails } from '../sweeps/mail.ts'
import { processMail } from './process-mail.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.UTC(2026, 2, 2, 10)
const MINUTE_MS = 60_000

const requestOf = async (key: string, id: string | undefined) => (await ask(key, `/privacy/requests/${id}`)).json
const countOf = async (table: string): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n ?? -1

test('a code goes to the address that is known, is told back by who asked, and serves once', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann Lee', email: 'ann@example.com' } })
  const to = `${tenant.slug}@careline.example.com`
  const sender = aSender()
  const at = (minutes: number) => mailWorld(NOW + minutes * MINUTE_MS, sender)

  const asked = aMail({ from: 'pat@example.org', to, text: 'Please delete all data of ann@example.com.' })
  const { row } = await takeIn(at(0), asked)
  expect(row).toMatchObject({ status: 'answered', outcome: 'requested', authentication: 'pass' })
  const [requestId] = row.requestIds
  expect(await requestOf(tenant.key, requestId)).toMatchObject({
    types: ['delete'],
    identity_level: 'L1',
    status: 'awaiting_identity',
  })

  const answer = sender.sent.find((letter) => letter.to === 'pat@example.org')
  const challenge = sender.sent.find((letter) => letter.to === 'ann@example.com')
  const code = /code (\d{6,8})/.exec(challenge?.text ?? '')?.[1] ?? ''
  expect(sender.sent).toHaveLength(2)
  expect(answer?.text).not.toContain('ann@example.com')
  expect(answer).toMatchObject({
    replyTo: `privacy+${requestId}@careline.example.com`,
    headers: {
      'In-Reply-To': expect.stringMatching(/^<m\d+@example.com>$/),
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
    },
  })

  const reply = (from: string) =>
    aMail({ from, to: answer?.replyTo ?? '', subject: `Re: ${answer?.subject}`, text: `The code is ${code}.` })
  expect((await takeIn(at(1), reply('other@example.org'))).row.outcome).toBe('not_confirmed')
  expect((await takeIn(at(2), reply('pat@example.org'))).row.outcome).toBe('confirmed')
  expect(await requestOf(tenant.key, requestId)).toMatchObject({ identity_level: 'L3', status: 'waiting' })
  expect((await takeIn(at(3), reply('pat@example.org'))).row.outcome).toBe('not_confirmed')

  const away = aMail({
    from: 'pat@example.org',
    to: answer?.replyTo ?? '',
    text: `Away. ${code}`,
    head: ['Auto-Submitted: auto-replied'],
  })
  expect((await takeIn(at(4), away)).row).toMatchObject({ status: 'closed', outcome: 'closed' })

  const back = aMail({ from: 'pat@example.org', to: answer?.replyTo ?? '', text: 'I withdraw my request.' })
  expect((await takeIn(at(5), back)).row.outcome).toBe('withdrawn')
  expect(await requestOf(tenant.key, requestId)).toMatchObject({ status: 'withdrawn' })
})

test('who asks in Spanish is told in Spanish to the end, and so is who is sent the code', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann Lee', email: 'ann@example.com' } })
  const sender = aSender()
  const to = `${tenant.slug}@careline.example.com`
  const text = 'Hola, por favor eliminen todos los datos de ann@example.com. Gracias.'
  const { row } = await takeIn(mailWorld(NOW, sender), aMail({ from: 'pat@example.org', to, text }))
  const [requestId = ''] = row.requestIds
  const challenge = sender.sent.find((letter) => letter.to === 'ann@example.com')
  expect(challenge?.subject).toBe(`Su solicitud de privacidad ${requestId}`)
  expect(challenge?.text).toMatch(/en nombre de usted, la eliminación de sus datos\. .* el código \d{8} /)

  const back = { from: 'pat@example.org', to: `privacy+${requestId}@careline.example.com` }
  await takeIn(mailWorld(NOW + MINUTE_MS, sender), aMail({ ...back, text: 'Retiro mi solicitud.' }))
  expect(sender.sent).toContainEqual(
    expect.objectContaining({ to: 'pat@example.org', text: expect.stringContaining('La solicitud fue retirada.') }),
  )
})

test('what a mail server tries again is the same mail, the same request and the same answer', async () => {
  const tenant = await aTenant()
  const sender = aSender()
  const world = mailWorld(NOW, sender)
  const mail = {
    to: `${tenant.slug}@careline.example.com`,
    text: 'Please delete my data.',
    messageId: 'same@example.com',
  }
  const first = await takeIn(world, aMail(mail))
  // Another line of `Received`, another time: the same mail.
  const again = await takeIn({ ...world, nowMs: NOW + MINUTE_MS }, aMail(mail))
  expect(again).toMatchObject({ isNew: false, row: { id: first.row.id, requestIds: first.row.requestIds } })
  expect(await countOf('mails')).toBe(1)
  expect(sender.sent).toHaveLength(1)
})

test('wherever it breaks off, a mail comes to one request and one answer', { timeout: 120_000 }, async () => {
  const tenant = await aTenant()
  const to = `${tenant.slug}@careline.example.com`
  const broken: number[] = []
  for (let failing = 1; ; failing += 4) {
    const sender = aSender()
    const from = `ann${failing}@example.com`
    const world = mailWorld(NOW, sender)
    const { owner, mailId } = await keep(world, aMail({ from, to, text: 'Please delete my data.' }))
    const trouble = storeTrouble((operation) => operation === failing)
    await processMail(world, owner, mailId).catch(() => undefined)
    const failed = trouble.failed()
    trouble.end()
    // The sweep goes on with it, and once more for nothing.
    for (const minutes of [10, 20]) {
      const later = mailWorld(NOW + minutes * MINUTE_MS, sender)
      for (const stores of later.regions) await sweepMails(later, stores)
    }
    const row = await mailRow(world, owner, mailId)
    expect(row, `broken at ${failing}`).toMatchObject({ status: 'answered', outcome: 'requested' })
    expect(
      sender.sent.map((letter) => letter.to),
      `broken at ${failing}`,
    ).toEqual([from])
    const requests = await env.DB.prepare(
      'SELECT count(*) AS n FROM privacy_requests WHERE sealed_details IS NOT NULL',
    ).first()
    expect(requests).toEqual({ n: broken.length + 1 })
    broken.push(failing)
    if (failed === 0) break
  }
  expect(broken.length).toBeGreaterThan(5)
})

test('a storm of mails from one sender is one request and no storm of answers', { timeout: 240_000 }, async () => {
  const tenant = await aTenant()
  const to = `${tenant.slug}@careline.example.com`
  const sender = aSender()
  const [many, atOnce] = [120, 20]
  for (let nth = 0; nth < many; nth += atOnce) {
    const world = mailWorld(NOW + nth * 120, sender)
    const batch = Array.from({ length: atOnce }, () =>
      aMail({ to, text: 'Please delete my data. My number is +1 212 555 0142.' }),
    )
    await Promise.all(batch.map((mail) => takeIn(world, mail)))
  }
  expect(await countOf('mails')).toBe(many)
  const { json } = await ask(tenant.key, '/privacy/requests?limit=5')
  expect(json.data).toHaveLength(1)
  await sendAll(mailWorld(NOW + 24 * 60 * MINUTE_MS, sender))
  expect(sender.sent.filter((letter) => letter.to === 'ann@example.com').length).toBeLessThanOrEqual(3)
})

test('nobody can tell from an answer whether anybody is known', async () => {
  const tenant = await aTenant({ name: 'Harbour Clinic' })
  await ask(tenant.key, '/people', { body: { phone: '+12125550142', name: 'Ann Lee' } })
  const said: string[] = []
  const dueAfterMs: number[] = []
  for (const [phone, to] of [
    ['+1 212 555 0142', 'privacy@careline.example.com'],
    ['+1 212 555 0143', 'privacy@careline.example.com'],
    ['+1 212 555 0142', `${tenant.slug}@careline.example.com`],
    ['+1 212 555 0143', `${tenant.slug}@careline.example.com`],
  ] as const) {
    const sender = aSender()
    const from = `stranger${said.length}@example.org`
    await takeIn(
      mailWorld(NOW, sender),
      aMail({ from, to, text: `Please send me a copy of my data. My number is ${phone}.` }),
    )
    const row = await env.DB.prepare(
      'SELECT next_attempt_at_ms - created_at_ms AS ms FROM outgoing_mails ORDER BY id DESC LIMIT 1',
    ).first<{ ms: number }>()
    dueAfterMs.push(row?.ms ?? 0)
    said.push((sender.sent[0]?.text ?? '').replaceAll(/prq_\w+/g, 'REF'))
  }
  expect(said[0]).toBe(said[1])
  expect(said[2]).toBe(said[3])
  expect(said[0]).not.toContain('Harbour')
  expect(said[2]).toContain('Harbour Clinic')
  expect(new Set(dueAfterMs).size).toBe(1)
  // Filed with the one business that knows the number, all the same.
  const { json } = await ask(tenant.key, '/privacy/requests')
  expect(json.data).toHaveLength(3)
})

test('an end to being contacted holds at once, whoever asks, at every business that knows them', async () => {
  const [one, other] = [await aTenant({ name: 'One Clinic', region: 'eu' }), await aTenant({ name: 'Other Clinic' })]
  for (const { key } of [one, other]) await ask(key, '/people', { body: { phone: '+12125550151' } })
  const sender = aSender()
  const mail = aMail({ authentication: 'none', text: 'Stop calling and texting me: +1 212 555 0151' })
  const { row } = await takeIn(mailWorld(NOW, sender), mail)
  expect(row.outcome).toBe('opted_out')
  for (const { key } of [one, other]) {
    const { json } = await ask(key, '/suppressions')
    expect(json.data[0]).toMatchObject({ source: 'email' })
    expect((await ask(key, '/privacy/requests')).json.data).toMatchObject([
      { identity_level: 'L0', status: 'completed' },
    ])
  }
  expect(sender.sent.filter(({ to }) => to === 'ann@example.com')).toHaveLength(1)
  const eu = await env.DB_EU.prepare('SELECT count(*) AS n FROM privacy_requests').first()
  expect(eu).toEqual({ n: 1 })
})

test('who did not say which business they mean is asked, and what they asked for goes there as old as it is', async () => {
  const tenant = await aTenant({ name: 'Harbour Clinic', region: 'eu' })
  const sender = aSender()
  await takeIn(mailWorld(NOW, sender), aMail({ text: 'Please send me a copy of my data.' }))
  expect((await ask(tenant.key, '/privacy/requests')).json.data).toEqual([])
  const [answer] = sender.sent
  const later = mailWorld(NOW + 60 * MINUTE_MS, sender)
  await takeIn(
    later,
    aMail({
      to: answer?.replyTo ?? '',
      subject: `Re: ${answer?.subject}`,
      text: 'It is Harbour Clinic. And stop calling me: +1 212 555 0153.',
    }),
  )
  expect((await ask(tenant.key, '/suppressions')).json.data.length).toBeGreaterThan(0)
  const { json } = await ask(tenant.key, '/privacy/requests')
  expect(json.data).toHaveLength(2)
  expect(json.data).toContainEqual(
    expect.objectContaining({ types: ['access'], identity_level: 'L1', received_at: new Date(NOW).toISOString() }),
  )
  expect(sender.sent.at(-1)?.text).toContain('Harbour Clinic')
})

test.each([
  ['our own mail that came back', { head: ['X-Careline-Loop: careline'], text: 'Please delete my data.' }],
  [
    'a bounce',
    { envelopeFrom: '<>', from: 'mailer-daemon@example.net', text: 'Delivery failed. Please delete my data.' },
  ],
  ['a list', { head: ['List-Id: <x.example.org>', 'Precedence: list'], text: 'Street party on Saturday.' }],
  ['an absence', { head: ['Auto-Submitted: auto-replied'], text: 'I am away until Monday.' }],
])('%s is answered to nobody and opens nothing', async (_, mail) => {
  const sender = aSender()
  const { row } = await takeIn(mailWorld(NOW, sender), aMail(mail))
  expect(row).toMatchObject({ status: 'closed', requestIds: [] })
  expect(sender.sent).toEqual([])
})

test('a mail program that unsubscribes is heeded and not answered', async () => {
  const tenant = await aTenant()
  const sender = aSender()
  const mail = aMail({
    to: `${tenant.slug}@careline.example.com`,
    subject: 'unsubscribe',
    head: ['Auto-Submitted: auto-generated'],
    text: 'This message was automatically generated by Gmail.',
  })
  const { row } = await takeIn(mailWorld(NOW, sender), mail)
  expect(row.requestIds).toHaveLength(1)
  expect((await ask(tenant.key, '/suppressions')).json.data).toHaveLength(1)
  expect(sender.sent).toEqual([])
})

test('a mail of 25 MiB is understood by its beginning, and kept no longer than that', async () => {
  const tenant = await aTenant()
  const { raw, from, to } = aMail({ to: `${tenant.slug}@${mailDomainOf(env)}`, text: 'Please delete my data.' })
  const head = new TextEncoder().encode(raw)
  let left = 25 * 1024 * 1024
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(head),
    pull(controller) {
      left -= 65_536
      controller.enqueue(new Uint8Array(65_536).fill(65))
      if (left <= 0) controller.close()
    },
  })
  const later: Promise<unknown>[] = []
  const { mailId } = await takeMail(
    env,
    { from, to, raw: body, rawSize: left + head.length },
    { waitUntil: (promise) => void later.push(promise) },
  )
  await Promise.all(later)
  const { json } = await ask(tenant.key, `/mails/${mailId}`)
  expect(json).toMatchObject({ truncated: true, labels: expect.arrayContaining(['delete']) })
  expect(json.request_ids).toHaveLength(1)
})

test('a mail that cannot be kept is one that the sender tries again', async () => {
  const { raw, from, to } = aMail({ text: 'Please delete my data.' })
  const body = () => new Response(raw).body ?? new ReadableStream<Uint8Array>()
  const trouble = storeTrouble((operation) => operation > 2)
  const later: Promise<unknown>[] = []
  const message = () => ({ from, to, raw: body(), rawSize: raw.length })
  await expect(takeMail(env, message(), { waitUntil: (promise) => void later.push(promise) })).rejects.toThrow()
  trouble.end()
  expect(later).toEqual([])
  const { isNew, row } = await takeIn(mailWorld(NOW, aSender()), { raw, from, to })
  expect(isNew).toBe(true)
  expect(row.status).toBe('answered')
  expect(await countOf('mails')).toBe(1)
})

test('a child, a court and a hole call people at once, and tell the business', async () => {
  const tenant = await aTenant({ name: 'Harbour Clinic' })
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const sender = aSender()
  const said = [
    'You are hereby commanded by this subpoena to produce the call records of Harbour Clinic.',
    'I am eleven years old and your robot at Harbour Clinic asked for my name.',
    'I found a security vulnerability in your API at Harbour Clinic.',
  ]
  for (const [nth, text] of said.entries()) {
    const { row } = await takeIn(mailWorld(NOW, sender), aMail({ from: `p${nth}@example.org`, text }))
    expect(row, text).toMatchObject({ status: 'for_a_person', ticketId: expect.stringMatching(/^tkt_/) })
    expect(row.outcome, text).toContain('alarm')
  }
  quiet.mockRestore()
  const { json } = await ask(tenant.key, '/events?type=privacy.mail.waiting')
  expect(json.data).toHaveLength(3)
  expect(JSON.stringify(json)).not.toContain('example.org')

  const to = `${tenant.slug}@careline.example.com`
  const own = aMail({ from: 'p9@example.org', to, text: 'I am eleven years old and your robot asked for my name.' })
  const loud = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { row } = await takeIn(mailWorld(NOW, sender), own)
  loud.mockRestore()
  expect(row).toMatchObject({ status: 'for_a_person', ticketId: expect.stringMatching(/^tkt_/) })
  const { json: ticket } = await ask(OPERATOR_KEY, `/tickets/${row.ticketId}`)
  expect(ticket).toMatchObject({ from: null, name: null, tenant_id: tenant.id })
  expect(ticket.said[0].text).toContain(row.id)
  expect(JSON.stringify(ticket)).not.toMatch(/eleven|p9@example/)
})
