import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { publishedAgent } from '../src/agents/published.ts'
import { callDesk } from '../src/bookings/call-desk.ts'
import { STAFF_SILENCE_MS } from '../src/messages/answer/answered-by.ts'
import type { Thread } from '../src/messages/thread.ts'
import { createCampaign } from '../src/outreach/campaign/create-campaign.ts'
import { importMembers } from '../src/outreach/campaign/import-members.ts'
import { rowsOfPeople } from '../src/outreach/campaign/list-rows.ts'
import { resolvePerson } from '../src/people/resolve.ts'
import { campaignMembers } from '../src/records/campaign-members/table.ts'
import { wantedCampaign } from './builders/campaign.ts'
import { aMessageId, aText } from './played-whatsapp.ts'
import { aModelStand } from './model-stand.ts'
import { storeTrouble } from './store-trouble.ts'
import { withModel } from './talked-call.ts'
import { aRow, aWritingPerson, type SentByMeta, type WritingPerson } from './written-thread.ts'

/** As long as a burst waits for its end, and then some: nothing more comes after it. */
const QUIET_MS = 2_500

const countOf = async (sql: string, ...bound: unknown[]): Promise<number> =>
  Number((await aRow(`SELECT count(*) AS many FROM ${sql}`, ...bound))?.['many'])

const bookingsOf = ({ ctx }: WritingPerson): Promise<number> =>
  countOf("bookings WHERE tenant_id = ? AND status <> 'cancelled'", ctx.tenantId)

/** The thread of whoever wrote to this business: there is one. */
async function threadOf({ ctx }: WritingPerson): Promise<DurableObjectStub<Thread>> {
  const found = await vi.waitUntil(() => aRow('SELECT id FROM people WHERE tenant_id = ?', ctx.tenantId), {
    timeout: 90_000,
    interval: 50,
  })
  return env.THREADS.getByName(String(found['id']))
}

const pinsOf = async ({ ctx }: WritingPerson) => ({
  tenantId: ctx.tenantId,
  region: 'global' as const,
  livemode: true,
  personId: String((await aRow('SELECT id FROM people WHERE tenant_id = ?', ctx.tenantId))?.['id']),
})

const tapYes = async (person: WritingPerson, { choices }: SentByMeta): Promise<void> => {
  const yes = choices.find(({ title }) => title === 'Yes')
  if (yes === undefined) throw new Error('there is no yes to tap')
  await person.tap(yes)
}

test('somebody who writes is answered: by an AI that says so, with times to tap, and is booked', async () => {
  const person = await aWritingPerson()
  await person.write("hi, I'd like a haircut")
  await person.write('tomorrow afternoon')
  const offer = await person.reply(1)
  expect(offer.text).toMatch(/AI/)
  expect(offer.choices.length).toBeGreaterThan(1)
  expect(person.graph.typing.length).toBeGreaterThan(0)
  await person.tap(offer.choices[1] ?? { id: '', title: '' })
  expect((await person.reply(2)).text).toMatch(/name/i)
  await person.write('Maria Lopez')
  await tapYes(person, await person.reply(3))
  expect((await person.reply(4)).text).toContain("You're booked")
  expect(await countOf('bookings WHERE tenant_id = ? AND person_id IS NOT NULL', person.ctx.tenantId)).toBe(1)
})

test('a burst has one answer, however often it is delivered', async () => {
  const person = await aWritingPerson()
  const texts = ['hello', 'I need a haircut', 'tomorrow please', 'in the afternoon'].map((text) =>
    aText(person.writer, text),
  )
  await person.deliver(...texts)
  await person.deliver(...texts.toReversed())
  await person.deliver(...texts)
  expect((await person.reply(1)).choices.length).toBeGreaterThan(0)
  await person.deliver(...texts)
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
})

test('what is edited and taken back before it is answered counts as it stands then', async () => {
  const person = await aWritingPerson()
  const [first, second] = [aText(person.writer, 'what are your hours?'), aText(person.writer, 'tell me a joke')]
  const { text: _, ...bare } = second
  await person.deliver(first, second, {
    ...bare,
    id: aMessageId(),
    type: 'revoke',
    revoke: { original_message_id: second.id },
  })
  expect((await person.reply(1)).text).not.toContain('only help with')
})

test('a restart between what was written and the reply loses nothing, and doubles nothing', async () => {
  const person = await aWritingPerson()
  await person.write("I'd like a haircut tomorrow afternoon")
  await evictDurableObject(await threadOf(person))
  const offer = await person.reply(1)
  await person.tap(offer.choices[0] ?? { id: '', title: '' })
  await person.reply(2)
  await person.write('Maria Lopez')
  await evictDurableObject(await threadOf(person))
  const readBack = await person.reply(3)
  await tapYes(person, readBack)
  await evictDurableObject(await threadOf(person))
  expect((await person.reply(4)).text).toContain("You're booked")
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(4)
  expect(await bookingsOf(person)).toBe(1)
})

/** Somebody who has booked on the phone. */
async function bookedByPhone(person: WritingPerson) {
  const { ctx, agentId } = {
    ctx: person.ctx,
    agentId: String((await aRow('SELECT agent_id AS id FROM channels WHERE id = ?', person.line.channelId))?.['id']),
  }
  const { personId } = await resolvePerson(ctx, { phone: `+${person.writer.wa_id}` })
  const version = Number((await aRow('SELECT published_version AS v FROM agents WHERE id = ?', agentId))?.['v'])
  const document = await publishedAgent(ctx.db, ctx.tenantId, agentId, version)
  const service = document?.skills.booking?.services[0]
  if (!document || !service) throw new Error('the salon books')
  const desk = callDesk(ctx, { callId: 'cal_test', personId, keySubject: personId }, document)
  const query = { serviceSlug: service.id, windows: null, resourceName: null, count: 1, spreadHours: 0 }
  const free = await desk.findSlots(query)
  const slot = free.ok ? free.value[0] : undefined
  if (slot === undefined) throw new Error('nothing is free')
  await desk.hold(slot)
  const booked = await desk.book({ slot, name: 'Maria Lopez', phone: null, fields: {}, intentKey: 'cal_test:book' })
  if (!booked.ok) throw new Error(booked.error.code)
  return { slot, personId, bookingId: booked.value.bookingId }
}

test('what was booked on the phone is moved in writing', async () => {
  const person = await aWritingPerson()
  const { slot, bookingId } = await bookedByPhone(person)
  await person.write('Can you move my appointment to next Thursday at 2pm?')
  const asked = await person.reply(1)
  const last = asked.choices.some(({ title }) => title === 'Yes') ? asked : await chooseFirst(person, asked)
  await tapYes(person, last)
  const done = await person.reply(person.graph.sent.length + 1)
  expect(done.text).toContain('Done')
  const row = await aRow('SELECT starts_at_ms AS at FROM bookings WHERE id = ?', bookingId)
  expect(row?.['at']).not.toBe(slot.startsAtMs)
  expect(await bookingsOf(person)).toBe(1)
})

/** A campaign reminds them; `bookingId` is null of an appointment that is in no diary of ours. */
async function remind(person: WritingPerson, bookingId: string | null, text: string): Promise<void> {
  const { ctx, line, writer } = person
  const campaign = await createCampaign(
    ctx,
    wantedCampaign({
      kind: 'reminder',
      channels: ['whatsapp'],
      content: { language: 'en' },
      startsAtMs: Date.now() + 86_400_000,
    }),
  )
  const phone = `+${writer.wa_id}`
  const member = { phone, name: 'Maria', date: 'Monday', time: '10:00' }
  await importMembers(ctx, campaign, rowsOfPeople([member], []))
  await ctx.db.update(campaignMembers).set({ status: 'reached', nextAtMs: null, attempts: 1, bookingId })
  const { id: memberId } = (await aRow('SELECT id FROM campaign_members')) as { id: string }
  const pins = await pinsOf(person)
  await ctx.objects.thread(pins.personId).send(pins, {
    channel: 'whatsapp',
    provider: 'whatsapp',
    line: line.line,
    to: { phone, userId: null },
    content: { type: 'text', text },
    author: 'system',
    campaign: { id: campaign.id, memberId },
  })
}

test('whoever answers a reminder with M is asked when, and what they write next moves that appointment', async () => {
  const person = await aWritingPerson()
  const { slot, bookingId } = await bookedByPhone(person)
  await person.write('what are your hours?')
  await person.reply(1)
  await remind(person, bookingId, 'You have an appointment. Reply C to confirm, M to move it.')
  expect((await person.reply(2)).text).toContain('Reply C')
  await person.write('M')
  expect((await person.reply(3)).text).toMatch(/when|what day|which day|what time|suit/i)
  expect(await countOf("campaign_members WHERE last_code = 'move'")).toBe(1)
  await person.write('next Thursday at 2pm')
  const asked = await person.reply(4)
  await tapYes(person, asked.choices.some(({ title }) => title === 'Yes') ? asked : await chooseFirst(person, asked))
  expect((await person.reply(person.graph.sent.length + 1)).text).toContain('Done')
  const row = await aRow('SELECT starts_at_ms AS at FROM bookings WHERE id = ?', bookingId)
  expect(row?.['at']).not.toBe(slot.startsAtMs)
})

test('an M to a reminder of an appointment that is in no diary of ours reaches the agent with what it answers', async () => {
  const person = await aWritingPerson({ change: withModel })
  const stand = await aModelStand({ api_key: env.OPENAI_API_KEY ?? '' })
  person.graph.modelsAt = stand.baseUrl
  await person.write('hello')
  await person.reply(1)
  await remind(person, null, 'You have a fitting on Monday at 10:00. Reply C to confirm, M to move it.')
  await person.reply(2)
  await person.write('M')
  expect((await person.reply(3)).text).not.toBe('')
  const read = JSON.stringify((await stand.asked()).at(-1))
  expect(read).toContain('a fitting on Monday at 10:00')
  expect(read).toContain('I need to reschedule my appointment.')
  expect(await countOf("campaign_members WHERE last_code = 'move'")).toBe(1)
})

async function chooseFirst(person: WritingPerson, { choices }: SentByMeta): Promise<SentByMeta> {
  const before = person.graph.sent.length
  await person.tap(choices[0] ?? { id: '', title: '' })
  return person.reply(before + 1)
}

test('people take over when they are asked for, and the agent is silent until they hand back', async () => {
  const person = await aWritingPerson()
  await person.write('I want to speak to a human')
  expect((await person.reply(1)).text).toContain('somebody will write to you here')
  expect(await countOf('tasks WHERE tenant_id = ?', person.ctx.tenantId)).toBe(1)
  const answeredBy = async (): Promise<unknown> =>
    (await aRow('SELECT answered_by AS by FROM threads WHERE tenant_id = ?', person.ctx.tenantId))?.['by']
  await vi.waitUntil(async () => (await answeredBy()) === 'staff', { timeout: 90_000, interval: 50 })
  await person.write('what are your hours?')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
  await (await threadOf(person)).handOver(await pinsOf(person), 'agent')
  await person.write('what are your hours?')
  expect((await person.reply(2)).text).toMatch(/open|hours/i)
  await vi.waitUntil(async () => (await answeredBy()) === 'agent', { timeout: 90_000, interval: 50 })
})

test('danger is answered at once, although people have taken over', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  await (await threadOf(person)).handOver(await pinsOf(person), 'staff')
  await person.write('please help, my husband is not breathing')
  expect((await person.reply(2)).text).toContain('911')
  await person.write('thanks')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(2)
})

test('people who are silent for half a day have gone home: the agent answers again', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  const thread = await threadOf(person)
  const pins = await pinsOf(person)
  const now = Date.now()
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now - STAFF_SILENCE_MS)
  await thread.handOver(pins, 'staff')
  clock.mockRestore()
  await person.write('what are your hours?')
  expect((await person.reply(2)).text).toMatch(/open|hours/i)
})

test('a form that is no object is declined, and nothing breaks', async () => {
  const person = await aWritingPerson()
  const { text: _, ...message } = aText(person.writer, '')
  await person.deliver({
    ...message,
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '[1, "two"' } },
  })
  expect((await person.reply(1)).text).toContain("couldn't read that form")
})

test('nothing of a conversation lies open in its thread', async () => {
  const person = await aWritingPerson()
  await person.write('I would like to leave a message: my cat is called Ottoline')
  await person.reply(1)
  const { runInDurableObject } = await import('cloudflare:test')
  const stored = await runInDurableObject(await threadOf(person), (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray()
    const rows = tables.map(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray())
    return JSON.stringify([rows, Array.from(storage.kv.list())])
  })
  expect(stored).toContain('v1.')
  expect(stored).not.toMatch(/ottoline/i)
  expect(stored).not.toContain(String(person.writer.wa_id))
})

test("a vendor's model answers in writing, and when it fails the embedded one does", async () => {
  const person = await aWritingPerson({ change: withModel })
  const stand = await aModelStand({ api_key: env.OPENAI_API_KEY ?? '' })
  person.graph.modelsAt = stand.baseUrl
  await person.write('what are your hours?')
  await person.reply(1)
  const asked = await stand.asked()
  expect(asked.length).toBeGreaterThan(0)
  expect(JSON.stringify(asked)).toContain('You write chat messages')
  await stand.order({ faults: Array.from({ length: 4 }, () => ({ status: 500 })) })
  await person.write('what are your hours?')
  expect((await person.reply(2)).text).toMatch(/open|hours/i)
})

test('STOP ends it with one confirmation, and what was asked just before is not answered', async () => {
  const person = await aWritingPerson()
  await person.deliver(aText(person.writer, "I'd like a haircut tomorrow"), aText(person.writer, 'STOP'))
  const confirmation = await person.reply(1)
  expect(confirmation.choices).toEqual([])
  await person.write('are you there?')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
  expect(await countOf('suppressions WHERE tenant_id = ?', person.ctx.tenantId)).toBeGreaterThan(0)
})

test('somebody who asks in Spanish to be left alone is left alone', async () => {
  const person = await aWritingPerson()
  await person.write('por favor no me escriban más')
  await person.reply(1)
  await person.write('¿hola?')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
  expect(await countOf('suppressions WHERE tenant_id = ?', person.ctx.tenantId)).toBeGreaterThan(0)
})

test('whoever opts out while the agent thinks gets nothing of what it thought', async () => {
  const person = await aWritingPerson({ change: withModel })
  const stand = await aModelStand({ api_key: env.OPENAI_API_KEY ?? '', faults: [{ answer_delay_ms: 1_500 }] })
  person.graph.modelsAt = stand.baseUrl
  await person.write('what are your hours?')
  await vi.waitUntil(async () => (await stand.asked()).length > 0, { timeout: 90_000, interval: 20 })
  await (await threadOf(person)).optOut(Date.now())
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toEqual([])
})

test('"cancel my appointment" is about an appointment', async () => {
  const person = await aWritingPerson()
  await person.write('cancel my appointment')
  expect((await person.reply(1)).text).toMatch(/appointment/i)
  expect(await countOf('suppressions WHERE tenant_id = ?', person.ctx.tenantId)).toBe(0)
})

test('when a person of the business writes, the talk is theirs', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  const first = await person.reply(1)
  const { line } = person.line
  const to = { phone: `+${person.writer.wa_id}`, userId: null }
  const content = { type: 'text' as const, text: 'This is Sam. I will look into it myself.' }
  const wanted = { channel: 'whatsapp', provider: 'whatsapp', line, to, content, author: 'staff' } as const
  expect((await (await threadOf(person)).send(await pinsOf(person), wanted)).ok).toBe(true)
  await person.reply(2)
  await person.write('thank you Sam, what are your hours?')
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent.map(({ text }) => text)).toEqual([first.text, content.text])
})

test('the agent knows what people of the business wrote, when they have handed back', async () => {
  const person = await aWritingPerson({ change: withModel })
  const stand = await aModelStand({ api_key: env.OPENAI_API_KEY ?? '' })
  person.graph.modelsAt = stand.baseUrl
  await person.write('hello')
  await person.reply(1)
  const thread = await threadOf(person)
  const to = { phone: `+${person.writer.wa_id}`, userId: null }
  const content = { type: 'text' as const, text: 'Sam here: your umbrella is at the desk.' }
  const { line } = person.line
  await thread.send(await pinsOf(person), {
    channel: 'whatsapp',
    provider: 'whatsapp',
    line,
    to,
    content,
    author: 'staff',
  })
  await person.reply(2)
  await thread.handOver(await pinsOf(person), 'agent')
  await person.write('great, what are your hours?')
  await person.reply(3)
  expect(JSON.stringify((await stand.asked()).at(-1))).toContain('your umbrella is at the desk')
})

test('what cannot be answered while the stores are away is answered when they are back', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  await person.write('what are your hours?')
  const trouble = storeTrouble(() => true)
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(1)
  trouble.end()
  expect((await person.reply(2)).text).toMatch(/open|hours/i)
  await scheduler.wait(QUIET_MS)
  expect(person.graph.sent).toHaveLength(2)
})
