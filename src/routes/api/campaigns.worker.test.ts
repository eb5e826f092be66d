import { env, exports } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { ask, aTenant, type Answer, type TestTenant } from '../../../test/api-client.ts'

/** A number where it is an hour at which anybody may be written to, whenever this runs: Guam, Britain, Hawaii. */
function numbers(count: number): string[] {
  const hour = new Date().getUTCHours()
  const start = hour < 10 ? '+1671555' : hour < 20 ? '+44770090' : '+1808555'
  return Array.from({ length: count }, (_, nth) => `${start}${String(1_000 + nth)}`)
}

const CAMPAIGN = {
  name: 'Reminders',
  kind: 'message',
  purpose: 'reminder',
  channels: ['sms'],
  per_minute: 1_000,
  content: { sms: { text: 'Hello {name}, see you soon.' } },
}

/** A business that has signed to have consent. It tests: nothing of it reaches anybody. */
async function anAttestedTenant(): Promise<TestTenant> {
  const tenant = await aTenant()
  const body = {
    level: 'express',
    purposes: ['appointment_reminder', 'refill', 'waitlist_offer', 'care'],
    channels: ['sms', 'voice', 'whatsapp'],
    text: 'Everybody on our lists agreed to be contacted about their visits.',
    signed_by: 'Ann Lee',
  }
  for (const key of [tenant.key, tenant.testKey]) expect((await ask(key, '/attestations', { body })).status).toBe(201)
  return tenant
}

const upload = (key: string, id: string, csv: string): Promise<Answer> =>
  ask(key, `/campaigns/${id}/members`, { body: csv, headers: { 'content-type': 'text/csv' } })

async function aCampaign(key: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { status, json } = await ask(key, '/campaigns', { body: { ...CAMPAIGN, ...fields } })
  if (status !== 201) throw new Error(JSON.stringify(json))
  return json.id
}

const LATER = { starts_at: '2035-01-01T00:00:00Z' }
const csvOf = (phones: readonly string[]): string =>
  ['phone,name', ...phones.map((phone, nth) => `${phone},N${nth}`)].join('\r\n')

const over = (key: string, id: string, status = 'completed'): Promise<boolean> =>
  vi.waitUntil(async () => (await ask(key, `/campaigns/${id}`)).json.status === status, {
    timeout: 90_000,
    interval: 100,
  })

const isLater = ({ next_at: nextAt }: { readonly next_at: string | null }): boolean =>
  nextAt !== null && Date.parse(nextAt) > Date.now() + 3_600_000

describe('a list of people', () => {
  test('with thirty bad lines is taken not at all, and each is told by its line and column', async () => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, LATER)
    const good = numbers(20).map((phone) => `${phone},Ann`)
    const bad = Array.from({ length: 10 }, () => ['not a number,Ann', ',Ann', '+12125550199,']).flat()
    const { status, json } = await upload(testKey, id, ['phone,name', ...good, ...bad].join('\n'))
    expect(status).toBe(422)
    expect(json.problem_count).toBe(30)
    expect(json.problems).toHaveLength(30)
    expect(json.problems[0]).toMatchObject({ line: 22, column: 'phone', code: 'not_a_phone_number' })
    expect(json.problems[2]).toMatchObject({ line: 24, column: 'name', code: 'required' })
    // Of values nothing is repeated: they are personal.
    expect(JSON.stringify(json)).not.toContain('Ann')
    expect((await ask(testKey, `/campaigns/${id}`)).json).toMatchObject({ member_count: 0, status: 'importing' })
    const rows = await env.DB.prepare('SELECT count(*) AS n FROM campaign_members').first<{ n: number }>()
    expect(rows?.n).toBe(0)
  })

  test('has nobody twice, however they are spelled', async () => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, LATER)
    const { json } = await upload(testKey, id, 'phone,name\n(212) 555-0142,A\n+1 212 555 0142,B\n0012125550142,C\n')
    expect(json.problems).toEqual([
      expect.objectContaining({ line: 3, column: 'phone', code: 'twice' }),
      expect.objectContaining({ line: 4, column: 'phone', code: 'twice' }),
    ])
  })

  test('is the same list again, and a longer one adds who is new', async () => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, LATER)
    const phones = numbers(700)
    expect((await upload(testKey, id, csvOf(phones.slice(0, 650)))).json).toMatchObject({
      added: 650,
      already_there: 0,
    })
    expect((await upload(testKey, id, csvOf(phones.slice(0, 650)))).json).toMatchObject({
      added: 0,
      already_there: 650,
    })
    expect((await upload(testKey, id, csvOf(phones))).json).toMatchObject({ added: 50, already_there: 650 })
    expect((await ask(testKey, `/campaigns/${id}`)).json).toMatchObject({
      member_count: 700,
      status: 'scheduled',
      progress: { waiting: 700 },
    })
    const first = (await ask(testKey, `/campaigns/${id}/members?limit=100`)).json
    const ids = new Set<string>(first.data.map((one: { id: string }) => one.id))
    let cursor = first.next_cursor
    while (cursor !== null) {
      const page = (await ask(testKey, `/campaigns/${id}/members?limit=100&starting_after=${cursor}`)).json
      for (const one of page.data) ids.add(one.id)
      cursor = page.next_cursor
    }
    expect(ids.size).toBe(700)
  })

  test.each([
    ['without a column for the number', 'name\nAnn', 'missing_column'],
    ['without a column that the words have', 'phone\n+12125550142', 'missing_column'],
    ['with a quote that is not closed', 'phone,name\n+12125550142,"Ann', 'broken_row'],
    ['without a single line', '', 'nobody'],
    ['with a header and nobody under it', 'phone,name\n', 'nobody'],
    ['of bytes that are no text', '\u0000\n', 'missing_column'],
  ])('%s is told so', async (_, csv, code) => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, LATER)
    const { status, json } = await upload(testKey, id, csv)
    expect(status).toBe(422)
    expect(json.problems[0].code).toBe(code)
  })

  test('that says not how often is tried as often as its agent’s document says', async () => {
    const { testKey } = await anAttestedTenant()
    const made = await ask(testKey, '/agents', { body: { template: 'dental-clinic' } })
    const { draft } = (await ask(testKey, `/agents/${made.json.id}`)).json
    const body = { document: { ...draft, outbound: { attempts: 1, gapHours: 5 } } }
    expect((await ask(testKey, `/agents/${made.json.id}`, { method: 'PATCH', body })).status).toBe(200)
    await ask(testKey, `/agents/${made.json.id}/publish`, { method: 'POST' })
    const own = { agent_id: made.json.id, ...LATER }
    const told = async (id: string) => (await ask(testKey, `/campaigns/${id}`)).json
    expect(await told(await aCampaign(testKey, own))).toMatchObject({
      attempts_max: 1,
      retry_minutes: { no_answer: 300, voicemail: 300 },
    })
    expect(await told(await aCampaign(testKey, { ...own, attempts_max: 2 }))).toMatchObject({ attempts_max: 2 })
    expect(await told(await aCampaign(testKey, LATER))).toMatchObject({ attempts_max: 3 })
  })

  test('of another business is nowhere', async () => {
    const [mine, other] = [await anAttestedTenant(), await anAttestedTenant()]
    const id = await aCampaign(mine.testKey, LATER)
    expect((await upload(other.testKey, id, csvOf(numbers(1)))).status).toBe(404)
    expect((await upload(mine.key, id, csvOf(numbers(1)))).status).toBe(404)
  })
})

describe('a campaign', () => {
  test('contacts everybody it may, each once, and says what came of it', async () => {
    const { testKey } = await anAttestedTenant()
    const phones = numbers(12)
    const [stopped] = phones
    const id = await aCampaign(testKey, { starts_at: new Date(Date.now() + 2_000).toISOString() })
    await upload(testKey, id, csvOf(phones.slice(1)))
    await upload(testKey, id, `phone,name\r\n${stopped},-2+3+cmd|' /C calc'!A0\r\n`)
    // Between the plan and the tick.
    await ask(testKey, '/suppressions', { body: { phone: stopped, reason: 'asked' } })
    await over(testKey, id)
    const { json } = await ask(testKey, `/campaigns/${id}`)
    expect(json.progress).toMatchObject({ reached: 11, refused: 1, waiting: 0, contacting: 0 })
    expect(json.refusals).toEqual({ suppressed: 1 })
    const sent = (await ask(testKey, '/messages?direction=outbound')).json.data
    expect(sent).toHaveLength(11)
    const whole = (await ask(testKey, `/messages/${sent[0].id}`)).json
    expect(whole.content.text).toMatch(
      /^Bright Smile Dental: Hello N\d+, see you soon\. Automated message\. Reply STOP/,
    )
    const refused = (await ask(testKey, `/campaigns/${id}/members?status=refused`)).json.data
    expect(refused).toEqual([expect.objectContaining({ code: 'suppressed', attempts: 0 })])
    const csv = await exports.default.fetch(`http://gateway.test/v1/campaigns/${id}/outcomes`, {
      headers: { authorization: `Bearer ${testKey}` },
    })
    const lines = (await csv.text()).trim().split('\r\n')
    expect(lines).toHaveLength(13)
    expect(lines.filter((line) => line.includes(',reached,'))).toHaveLength(11)
    // No program that shows it takes a name for a formula.
    expect(lines.find((line) => line.includes('cmd|'))).toContain(",'-2+3+cmd|")
  })

  test('that is cancelled contacts nobody any more, and one that is over is not changed', async () => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, { per_minute: 20 })
    await upload(testKey, id, csvOf(numbers(200)))
    const cancelled = await ask(testKey, `/campaigns/${id}/cancel`, { body: {} })
    expect(cancelled.json.status).toBe('cancelled')
    const count = async (): Promise<number> =>
      (await ask(testKey, '/messages?direction=outbound&limit=100')).json.data.length
    const before = await count()
    await scheduler.wait(4_000)
    expect(await count()).toBe(before)
    expect((await ask(testKey, `/campaigns/${id}`)).json.progress).toMatchObject({ waiting: 0, contacting: 0 })
    expect((await ask(testKey, `/campaigns/${id}/resume`, { body: {} })).status).toBe(409)
    expect((await upload(testKey, id, csvOf(['+12125550142']))).status).toBe(409)
  })

  test('that is paused goes on where it was', async () => {
    const { testKey } = await anAttestedTenant()
    const id = await aCampaign(testKey, { starts_at: new Date(Date.now() + 60_000).toISOString() })
    await upload(testKey, id, csvOf(numbers(8)))
    expect((await ask(testKey, `/campaigns/${id}/pause`, { body: {} })).json.status).toBe('paused')
    await env.DB.prepare('UPDATE campaigns SET starts_at_ms = 1 WHERE id = ?').bind(id).run()
    await env.DB.prepare('UPDATE campaign_members SET next_at_ms = 1 WHERE campaign_id = ?').bind(id).run()
    expect((await ask(testKey, `/campaigns/${id}/resume`, { body: {} })).json.status).toBe('running')
    await over(testKey, id)
    expect((await ask(testKey, `/campaigns/${id}`)).json.progress.reached).toBe(8)
  })

  test('goes at other hours, and as fast, as it is changed to until it is over, and who was put off is contacted', async () => {
    const { testKey } = await anAttestedTenant()
    // A day that is neither today, yesterday nor tomorrow, wherever they are.
    const day = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'][(new Date().getUTCDay() + 3) % 7]
    const id = await aCampaign(testKey, { window: { days: [day] } })
    await upload(testKey, id, csvOf(numbers(4)))
    await vi.waitUntil(async () => (await ask(testKey, `/campaigns/${id}/members`)).json.data.every(isLater), {
      timeout: 90_000,
      interval: 100,
    })
    const change = (body: unknown) => ask(testKey, `/campaigns/${id}`, { method: 'PATCH', body })
    expect((await change({ window: { from: '20:00', to: '09:00' } })).json.errors).toEqual([
      expect.objectContaining({ pointer: '/window', code: 'empty' }),
    ])
    expect((await change({ per_minute: 0 })).status).toBe(422)
    expect((await change({ per_minute: 900 })).json).toMatchObject({ per_minute: 900, window: { days: [day] } })
    expect((await change({ window: { to: '17:00' } })).json.window).toEqual({ days: [day], from: '00:00', to: '17:00' })
    expect((await change({ window: { from: '17:00' } })).json.errors).toEqual([
      expect.objectContaining({ pointer: '/window', code: 'empty' }),
    ])
    const days = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa']
    expect((await change({ window: { days, to: '24:00' } })).json).toMatchObject({
      per_minute: 900,
      window: { from: '00:00', to: '24:00' },
    })
    await over(testKey, id)
    expect((await ask(testKey, `/campaigns/${id}`)).json.progress.reached).toBe(4)
    expect((await change({ per_minute: 10 })).status).toBe(409)
  })

  test.each([
    ['for something the person began', { purpose: 'service' }, '/purpose'],
    ['of reminders that sell something', { kind: 'reminder', purpose: 'marketing' }, '/purpose'],
    ['without words', { content: {} }, '/content'],
    [
      'with a field that nothing can be called',
      { content: { sms: { text: 'Hello {first name}' } } },
      '/content/sms/text',
    ],
    ['on no channel', { channels: [] }, '/channels'],
    ['of a waitlist without a time', { kind: 'waitlist', purpose: 'waitlist_offer' }, '/content/slot'],
    ['that ends before it begins', { starts_at: '2030-01-02T00:00:00Z', ends_at: '2030-01-01T00:00:00Z' }, '/ends_at'],
    ['by an agent that is not there', { agent_id: 'agt_01k5m3x8q2v7w9y0z1a2b3c4d5' }, '/agent_id'],
  ])('%s is refused', async (_, fields, pointer) => {
    const { testKey } = await aTenant()
    const { status, json } = await ask(testKey, '/campaigns', { body: { ...CAMPAIGN, ...fields } })
    expect(status).toBe(422)
    expect(json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })

  test('with people in it that do not do is not made', async () => {
    const { testKey } = await aTenant()
    const body = { ...CAMPAIGN, members: [{ phone: '+12125550142' }] }
    const { status, json } = await ask(testKey, '/campaigns', { body })
    expect(status).toBe(422)
    expect(json.problems).toEqual([expect.objectContaining({ line: 1, column: 'name' })])
    expect(json.errors).toEqual([expect.objectContaining({ pointer: '/members/0/name' })])
    expect((await ask(testKey, '/campaigns')).json.data).toEqual([])
  })
})
