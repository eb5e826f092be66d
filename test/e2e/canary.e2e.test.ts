import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorAt } from '../../simulator/cli/simulator-client.ts'
import { eventually, startGateway, type Gateway } from './gateway.ts'

/** Values that occur nowhere by themselves, by where they are planted. */
const PLANTED = {
  personName: 'Quillamora Zephrand',
  personPhone: '+12125550171',
  personEmail: 'quillamora.z@example.com',
  correctedName: 'Drusillbeth Vanterpoole',
  consentPhone: '+12125550172',
  consentText: 'You may remind me of my visits to the Obsidian Larkhouse.',
  attestationText: 'Everybody in the Marrowgate ledger agreed to be called.',
  attestationSigner: 'Thaddomir Quenby',
  stoppedPhone: '+12125550173',
  memberPhone: '+12125550174',
  memberName: 'Ysoldetta',
  memberField: 'the tin greenhouse',
  sentPhone: '+12125550175',
  sentText: 'Your brindled parcel waits at the counter.',
  bookedName: 'Hortensiana Blewitt',
  callerName: 'Thessalda Quorvane',
  callerWords: 'the walnut invoice of my aunt',
  callerPhone: '+12125550176',
  callerCallBack: '212 555 0177',
  writerPhone: '+12125550178',
  writerWords: 'It is about my peppermint denture.',
  mailName: 'Crispanella Vorhees',
  mailAddress: 'crispanella@example.org',
  mailSubject: 'About my lapis bridge',
  mailWords: 'The lapis bridge hurts when it rains on Thursdays.',
  mailPhone: '+12125550179',
  mailAttachment: 'ultramarine-xray.png',
  requestName: 'Benedikta Snowfield',
  requestPhone: '+12125550180',
  requestWords: 'forget the amber crown entirely',
  holdReason: 'Matter of Pumpernickel against Oakes',
  legalReference: 'Docket 77-Saffron-1189',
  legalAuthority: 'Court of the Velvet County',
  incidentSummary: 'A teal notebook was left on a tram.',
  supportReason: 'Looking into the crooked marmalade call',
  formName: 'Leopoldine Fairweather',
  formAddress: 'leopoldine@example.net',
  formWords: 'Do you also answer phones for zeppelin yards?',
  wrongPhone: '+1212555018',
  wrongEmail: 'not an address of Millicenta',
} as const

let gateway: Gateway
const refusals: string[] = []

beforeAll(async () => {
  gateway = await startGateway({ simulator: true })
})
afterAll(() => gateway?.stop())

async function post(path: string, body: unknown, { key, takes = [200, 201, 202] }: Asking = {}): Promise<Answer> {
  const answer = await gateway.api(path, { method: 'POST', body, ...(key !== undefined && { key }) })
  const text = await answer.text()
  expect(takes, `${path}: ${text}`).toContain(answer.status)
  if (answer.status >= 400) refusals.push(text)
  return JSON.parse(text) as Answer
}

interface Asking {
  readonly key?: string
  readonly takes?: readonly number[]
}
type Answer = Readonly<Record<string, string>>

const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

async function plantByApi(): Promise<void> {
  const P = PLANTED
  const key = gateway.demo.operatorKey
  const tenantId = gateway.tenant('bright-smile').id
  const person = await post('/v1/people', { name: P.personName, phone: P.personPhone, email: P.personEmail })
  await post(`/v1/people/${person['id']}/correct`, { name: P.correctedName })
  await post('/v1/consents', {
    phone: P.consentPhone,
    level: 'express',
    purposes: ['reminder'],
    channels: ['sms'],
    text: P.consentText,
    source: 'form',
    captured_at: '2026-03-02',
  })
  await post('/v1/attestations', {
    level: 'express',
    purposes: ['appointment_reminder'],
    channels: ['sms', 'voice'],
    text: P.attestationText,
    signed_by: P.attestationSigner,
  })
  await post('/v1/suppressions', { phone: P.stoppedPhone, reason: 'asked' })
  await post('/v1/campaigns', {
    name: 'Reminders',
    kind: 'message',
    purpose: 'reminder',
    channels: ['sms'],
    starts_at: soon(30),
    content: { sms: { text: 'Hello {name}, see you at {place}.' } },
    members: [{ phone: P.memberPhone, name: P.memberName, place: P.memberField }],
  })
  await post('/v1/messages', { to: P.sentPhone, channel: 'sms', text: P.sentText }, { takes: [202, 403] })
  await post('/v1/privacy/requests', {
    types: ['correct'],
    name: P.requestName,
    phone: P.requestPhone,
    corrections: { note: P.requestWords },
  })
  await post('/v1/holds', { reason: P.holdReason, basis: 'litigation', ends_at: soon(30), person_id: person['id'] })
  const process = {
    tenant_id: tenantId,
    kind: 'subpoena',
    authority: P.legalAuthority,
    reference: P.legalReference,
    words: `All that is known of ${P.personName}.`,
    categories: ['calls'],
  }
  await post('/v1/legal_processes', process, { key })
  const incident = { kind: 'loss', severity: 'low', summary: P.incidentSummary, tenant_ids: [tenantId] }
  await post('/v1/incidents', { ...incident, discovered_at: soon(-1) }, { key })
  const grant = { reason: P.supportReason, scopes: ['calls:read'], minutes: 30 }
  await post(`/v1/tenants/${tenantId}/support_grants`, grant, { key })
  await post('/v1/people', { phone: P.wrongPhone }, { takes: [422] })
  await post('/v1/people', { email: P.wrongEmail }, { takes: [422] })
}

async function plantBooking(): Promise<void> {
  const services = (await (await gateway.api('/v1/services')).json()) as { data: { id: string }[] }
  const serviceId = services.data[0]?.id ?? ''
  const free = (await (await gateway.api(`/v1/availability?service_id=${serviceId}`)).json()) as {
    data: { starts_at: string; resource_id: string }[]
  }
  const { starts_at: startsAt, resource_id: resourceId } = free.data[0] ?? { starts_at: '', resource_id: '' }
  const person = { name: PLANTED.bookedName, phone: PLANTED.personPhone }
  await post('/v1/bookings', { service_id: serviceId, resource_id: resourceId, starts_at: startsAt, person })
}

async function plantByPhone(): Promise<void> {
  const simulator = simulatorAt(gateway.demo.simulatorUrl ?? '')
  const { phoneNumber } = gateway.tenant('bright-smile')
  const steps = [
    { hear: 'AI' },
    { say: 'Can I leave a message for the office manager?' },
    {
      answer: {
        until: '/passed|pass (it|that|your)|get your message|has your message|message (is|has been)|taken/',
        with: [
          { hear: '/name[^.?!]*\\?/', say: `${PLANTED.callerName}.` },
          {
            hear: '/shall i\\b|should i\\b|correct\\?|is that right|right\\?|go ahead|send/',
            say: 'Yes, that is right.',
          },
          { hear: '/calling from|best\\?/', say: 'No, please use another one.' },
          { hear: '/number|reach you/', say: `${PLANTED.callerCallBack}.` },
          { hear: '/message|pass on|like me to|tell/', say: `Please tell her it is about ${PLANTED.callerWords}.` },
        ],
      },
    },
    { say: "No, that's all, bye." },
    'wait-for-hang-up',
  ]
  const scenario = { name: 'canary', description: 'Leaves a message.', to: 'bright-smile', steps, expect: {} }
  const said: string[] = []
  await simulator.place({ scenario, to: phoneNumber, from: PLANTED.callerPhone, speed: 20 }, (event) => {
    said.push(JSON.stringify(event))
  })
  expect(said.join('\n')).toContain(PLANTED.callerWords)
}

async function plantByText(): Promise<void> {
  const simulator = simulatorAt(gateway.demo.simulatorUrl ?? '')
  const scenario = {
    name: 'canary',
    description: 'Writes.',
    to: 'bright-smile',
    channels: ['sms'],
    steps: [{ say: 'Hello, when are you open?' }, { hear: '/.+/' }, { say: PLANTED.writerWords }, { hear: '/.+/' }],
    expect: {},
  }
  const { phoneNumber } = gateway.tenant('bright-smile')
  await simulator.chat({ scenario, channel: 'sms', to: phoneNumber, from: PLANTED.writerPhone }, () => undefined)
}

async function plantByMailAndForm(): Promise<void> {
  const P = PLANTED
  const { privacyAddress } = gateway.tenant('bright-smile') as unknown as { privacyAddress: string }
  const mail = [
    `From: "${P.mailName}" <${P.mailAddress}>`,
    `To: ${privacyAddress}`,
    `Subject: ${P.mailSubject}`,
    `Message-ID: <canary-1@example.org>`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Please delete my data. ${P.mailWords} My number is ${P.mailPhone}.`,
    '--b',
    `Content-Type: image/png; name="${P.mailAttachment}"`,
    `Content-Disposition: attachment; filename="${P.mailAttachment}"`,
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '--b--',
    '',
  ].join('\r\n')
  const query = new URLSearchParams({ from: P.mailAddress, to: privacyAddress })
  const taken = await fetch(`${gateway.demo.url}/cdn-cgi/local/email?${query.toString()}`, {
    method: 'POST',
    body: mail,
  })
  expect(taken.status, await taken.text()).toBeLessThan(300)
  const form = new URLSearchParams({ name: P.formName, email: P.formAddress, message: P.formWords })
  const sent = await fetch(`${gateway.demo.url}/contact`, { method: 'POST', body: form, redirect: 'manual' })
  expect(sent.status).toBeLessThan(400)
}

/** What the simulator keeps is a vendor's, and the mailboxes and phones of people: not ours. */
const FOREIGN = /^\/(simulator|whatsapp)\.json$/

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** The forms in which a value could be read: as it is, without what sets digits apart, in base64 at each of its three places. */
function formsOf(value: string): readonly Buffer[] {
  const digits = value.replace(/\D/g, '')
  const bare = /^[+\d ]+$/.test(value) ? [digits, digits.slice(-10)] : [value.toLowerCase()]
  const inBase64 = [0, 1, 2].map((at) => {
    const text = Buffer.concat([Buffer.alloc(at), Buffer.from(value)]).toString('base64')
    // Characters that share bits with what stands before or after are not the value's own.
    return text.slice(at === 0 ? 0 : at + 1, -4)
  })
  return [...new Set([value, ...bare, ...inBase64])].filter((form) => form.length >= 6).map((form) => Buffer.from(form))
}

const FORMS = Object.entries(PLANTED).map(([name, value]) => [name, formsOf(value)] as const)

/** The names of what can be read in these bytes. */
const readableIn = (bytes: Buffer): readonly string[] =>
  FORMS.flatMap(([name, forms]) => (forms.some((form) => bytes.includes(form)) ? [name] : []))

test('what the search would find, it finds', () => {
  expect(readableIn(Buffer.from('a log line about Thessalda Quorvane'))).toEqual(['callerName'])
  expect(readableIn(Buffer.from('to 2125550171'))).toEqual(['personPhone'])
  for (const pad of ['', 'x', 'xy'])
    expect(readableIn(Buffer.from(Buffer.from(`${pad}${PLANTED.mailWords}`).toString('base64')))).toContain('mailWords')
})

test(
  'nothing that people gave or said can be read in a log line, an event, an error or a byte that is kept',
  { timeout: 300_000 },
  async () => {
    await plantByApi()
    await plantBooking()
    await Promise.all([plantByPhone(), plantByText(), plantByMailAndForm()])
    await eventually(
      'the call to be reported',
      async () => {
        const { data } = (await (await gateway.api('/v1/events?limit=100')).json()) as { data: { type: string }[] }
        return data.some(({ type }) => type === 'call.completed') ? true : null
      },
      60_000,
    )
    const scheduled = new URLSearchParams({ cron: '*/10 * * * *', time: String(Date.now()) })
    await fetch(`${gateway.demo.url}/cdn-cgi/local/scheduled?${scheduled.toString()}`)
    const events = await (await gateway.api('/v1/events?limit=100')).text()
    const audit = await (await gateway.api('/v1/audit?limit=100')).text()
    const output = gateway.output()
    await gateway.stop({ keepState: true })

    expect(readableIn(Buffer.from(events)), 'events').toEqual([])
    expect(readableIn(Buffer.from(audit)), 'audit').toEqual([])
    expect(readableIn(Buffer.from(output)), 'output').toEqual([])
    expect(readableIn(Buffer.from(refusals.join('\n'))), 'refusals').toEqual([])
    const files = [...filesBelow(gateway.stateDir)].filter((file) => !FOREIGN.test(file.slice(gateway.stateDir.length)))
    // Databases with what was written last, objects with theirs, and what lies in R2.
    expect(files.filter((file) => file.endsWith('.sqlite-wal')).length).toBeGreaterThan(10)
    const found = files.flatMap((file) =>
      readableIn(readFileSync(file)).map((name) => `${name} in ${file.slice(gateway.stateDir.length)}`),
    )
    expect(found).toEqual([])
  },
)
