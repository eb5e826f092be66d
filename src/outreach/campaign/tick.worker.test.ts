import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../../test/api-client.ts'
import { MANY_AT_ONCE, wantedCampaign } from '../../../test/builders/campaign.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { err, ok } from '../../kernel/result.ts'
import { messages } from '../../records/messages/table.ts'
import type { CampaignRow, MemberRow } from './campaign.ts'
import { campaignProgress } from './campaign-progress.ts'
import { callOff } from './campaign-work.ts'
import { createCampaign, type NewCampaign } from './create-campaign.ts'
import { findCampaign } from './find-campaign.ts'
import { importMembers } from './import-members.ts'
import { rowsOfPeople } from './list-rows.ts'
import type { Pace } from './pace.ts'
import { attemptKey, type Hindered } from './start-attempt.ts'
import { tick, type Ticking } from './tick.ts'

const NOW = Date.parse('2026-12-01T15:00:00Z')
const MINUTE_MS = 60_000

/** A campaign whose attempts go nowhere but into a list, with a clock of its own. */
interface CampaignStand {
  nowMs: number
  readonly campaign: CampaignRow
  readonly ctx: () => Ctx
  /** Keys under which attempts were begun, in order. */
  readonly begun: string[]
  /** Calls and messages that were taken back, in order. */
  readonly takenBack: string[]
  isHalted: boolean
  /** What comes of beginning with somebody; by default a message that its platform has. */
  begins: (member: MemberRow) => Promise<Hindered | null>
  /** What the records say of whatever is begun from now on. */
  status: 'queued' | 'sent' | 'failed'
  errorCode: string | null
  tick(): Promise<number | null>
  /** Ticks as they fall due, for so long. */
  tickFor(ms: number): Promise<void>
  members(): Promise<MemberRow[]>
}

async function aCampaign(people: number, wanted: Partial<NewCampaign> = {}): Promise<CampaignStand> {
  const tenant = await aTenant()
  const begun: string[] = []
  const takenBack: string[] = []
  let pace: Pace | null = null
  let lotAtMs: number | null = null
  const stand: Omit<CampaignStand, 'campaign'> = {
    nowMs: NOW,
    ctx: () =>
      contextOf(
        env,
        { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
        stand.nowMs,
      ),
    begun,
    takenBack,
    isHalted: false,
    begins: async () => null,
    status: 'sent',
    errorCode: null,
    tick: () => tick(stand.ctx(), made.id, ticking),
    async tickFor(ms) {
      const endAtMs = stand.nowMs + ms
      for (let dueAtMs = await stand.tick(); dueAtMs !== null && dueAtMs <= endAtMs; dueAtMs = await stand.tick())
        stand.nowMs = Math.max(stand.nowMs + 1, dueAtMs)
      stand.nowMs = endAtMs
    },
    async members() {
      const sql =
        'SELECT id, status, attempts, channel_at AS channelAt, next_at_ms AS nextAtMs, last_code AS lastCode FROM campaign_members WHERE campaign_id = ?'
      return (await env.DB.prepare(sql).bind(made.id).all<MemberRow>()).results
    },
  }
  const ticking: Ticking = {
    isHalted: () => stand.isHalted,
    pace: () => pace,
    keepPace: (next) => void (pace = next),
    lotAtMs: () => lotAtMs,
    keepLot: (atMs) => void (lotAtMs = atMs),
    zonesOf: () => ['America/New_York'],
    takeBack: async (_, { subjectId }) => takenBack.push(subjectId ?? '') > 0,
    async begin(ctx, _, member) {
      const hindered = await stand.begins(member)
      if (hindered !== null) return err(hindered)
      const key = attemptKey(member)
      // As a thread does: wanted again under its key, it is the one that is there.
      if (begun.includes(key)) return ok(`msg_${key}`)
      begun.push(key)
      await ctx.db.insert(messages).values(messageRow(ctx, key, stand))
      return ok(`msg_${key}`)
    },
  }
  const made = await createCampaign(stand.ctx(), wantedCampaign({ ...MANY_AT_ONCE, startsAtMs: NOW, ...wanted }))
  const list = Array.from({ length: people }, (_, nth) => ({ phone: `+1212555${1000 + nth}`, name: `N${nth}` }))
  const taken = await importMembers(stand.ctx(), made, rowsOfPeople(list, ['name']))
  if (!taken.ok) throw new Error(JSON.stringify(taken.error.told))
  // One a millisecond, in the order of the list: all of them are due.
  stand.nowMs += people
  return Object.assign(stand, { campaign: made })
}

const messageRow = (ctx: Ctx, key: string, { status, errorCode }: Pick<CampaignStand, 'status' | 'errorCode'>) => ({
  id: `msg_${key}`,
  tenantId: ctx.tenantId,
  livemode: true,
  threadId: newId('thr', ctx.nowMs),
  personId: 'per_1',
  direction: 'outbound' as const,
  channel: 'sms' as const,
  provider: 'twilio',
  line: '+12125550100',
  type: 'text' as const,
  author: 'system' as const,
  status,
  errorCode,
  history: [],
  sentAtMs: ctx.nowMs,
  createdAtMs: ctx.nowMs,
  updatedAtMs: ctx.nowMs,
  expiresAtMs: ctx.nowMs + 1e9,
})

test('everybody is contacted once, no faster than was asked for, and the campaign is over then', async () => {
  const stand = await aCampaign(130, { perMinute: 60, atOnce: 50 })
  await stand.tickFor(MINUTE_MS)
  expect(stand.begun.length).toBeGreaterThan(50)
  expect(stand.begun.length).toBeLessThanOrEqual(70)
  await stand.tickFor(3 * MINUTE_MS)
  expect(new Set(stand.begun).size).toBe(130)
  expect(stand.begun).toHaveLength(130)
  expect(await campaignProgress(stand.ctx(), stand.campaign.id)).toMatchObject({ reached: 130, waiting: 0 })
  expect((await findCampaign(stand.ctx(), stand.campaign.id))?.status).toBe('completed')
  const events = "SELECT type, count(*) AS n FROM events WHERE type LIKE 'campaign.%' AND tenant_id = ? GROUP BY type"
  expect((await env.DB.prepare(events).bind(stand.campaign.tenantId).all()).results).toEqual([
    { type: 'campaign.completed', n: 1 },
    { type: 'campaign.started', n: 1 },
  ])
})

test('a tick that is lost in the middle is made again, and nobody is contacted twice', async () => {
  const stand = await aCampaign(40)
  let nth = 0
  const { begun } = stand
  // Half of them go out, and nobody hears of it.
  stand.begins = async (member) => {
    nth += 1
    if (nth % 2 === 0) return null
    begun.push(attemptKey(member))
    await stand
      .ctx()
      .db.insert(messages)
      .values(messageRow(stand.ctx(), attemptKey(member), stand))
    throw new Error('lost')
  }
  await stand.tick()
  stand.begins = async () => null
  await stand.tickFor(5 * MINUTE_MS)
  expect(begun).toHaveLength(40)
  expect(new Set(begun).size).toBe(40)
  expect(await campaignProgress(stand.ctx(), stand.campaign.id)).toMatchObject({ reached: 40 })
})

test('two ticks at once begin with nobody twice', async () => {
  const stand = await aCampaign(60)
  await stand.tick()
  await Promise.all([stand.tick(), stand.tick(), stand.tick()])
  await stand.tickFor(5 * MINUTE_MS)
  expect(stand.begun).toHaveLength(60)
  expect(new Set(stand.begun).size).toBe(60)
})

test('once it is halted nothing begins, not even of what was about to', async () => {
  const stand = await aCampaign(50)
  stand.begins = async () => {
    if (stand.begun.length >= 5) stand.isHalted = true
    return null
  }
  await stand.tick()
  const begun = stand.begun.length
  // Those that were in hand in that very moment, and no more.
  expect(begun).toBeLessThanOrEqual(5 + 10)
  await stand.tick()
  await stand.tick()
  expect(stand.begun).toHaveLength(begun)
})

test('an attempt that begins only after its campaign was called off is taken back', async () => {
  const stand = await aCampaign(1)
  const back: string[] = []
  stand.begins = async () => {
    stand.isHalted = true
    await callOff(stand.ctx(), stand.campaign.id, async ({ subjectId }) => back.push(subjectId ?? '') > 0)
    return null
  }
  await stand.tick()
  expect(stand.begun).toHaveLength(1)
  expect([...back, ...stand.takenBack]).toEqual(stand.begun.map((key) => `msg_${key}`))
  expect(await stand.members()).toMatchObject([{ status: 'cancelled' }])
})

test('what the gate puts off is due when it says, and was no attempt', async () => {
  const stand = await aCampaign(3)
  const openAtMs = NOW + 12 * 60 * MINUTE_MS
  stand.begins = async () => (stand.nowMs < openAtMs ? { code: 'quiet_hours', nextAllowedAtMs: openAtMs } : null)
  expect(await stand.tick()).toBe(openAtMs)
  for (const member of await stand.members())
    expect(member).toMatchObject({ status: 'waiting', attempts: 0, nextAtMs: openAtMs, lastCode: 'quiet_hours' })
  stand.nowMs = openAtMs
  await stand.tickFor(MINUTE_MS)
  expect(stand.begun).toHaveLength(3)
})

test('a message that came too late for the hour is put off once, and goes as one of its own', async () => {
  const stand = await aCampaign(1)
  // Queued at 20:55, held back at 21:05.
  Object.assign(stand, { status: 'failed', errorCode: 'quiet_hours' })
  await stand.tick()
  stand.nowMs += 10 * MINUTE_MS
  await stand.tick()
  expect((await stand.members())[0]).toMatchObject({ status: 'waiting', attempts: 0, lastCode: 'put_off' })
  const openAtMs = stand.nowMs + 11 * 60 * MINUTE_MS
  stand.begins = async () => (stand.nowMs < openAtMs ? { code: 'quiet_hours', nextAllowedAtMs: openAtMs } : null)
  Object.assign(stand, { status: 'sent', errorCode: null })
  await stand.tickFor(12 * 60 * MINUTE_MS)
  expect(stand.begun).toHaveLength(2)
  expect(new Set(stand.begun).size).toBe(2)
  expect((await stand.members())[0]).toMatchObject({ status: 'reached', attempts: 1 })
})

test('what stands against the business stops the campaign, and loses nobody', async () => {
  const stand = await aCampaign(20)
  stand.begins = async () => ({ code: 'policy_not_accepted', nextAllowedAtMs: null })
  await stand.tick()
  expect((await findCampaign(stand.ctx(), stand.campaign.id))?.status).toBe('paused')
  expect(await campaignProgress(stand.ctx(), stand.campaign.id)).toMatchObject({ waiting: 20, refused: 0 })
})

test('who does not pick up is tried on the next channel, and no oftener than was asked for', async () => {
  const stand = await aCampaign(1, { channels: ['sms', 'whatsapp'], attemptsMax: 2 })
  Object.assign(stand, { status: 'failed', errorCode: '30003' })
  await stand.tickFor(24 * 60 * MINUTE_MS)
  expect(stand.begun).toHaveLength(2)
  expect((await stand.members())[0]).toMatchObject({ status: 'exhausted', attempts: 2, lastCode: 'failed' })
})

test('a window of the business’s own holds where each person is', async () => {
  const stand = await aCampaign(2, { window: { days: [1, 2, 3, 4, 5], from: 12 * 60, to: 13 * 60 } })
  const noon = Date.parse('2026-12-01T17:00:00Z')
  expect(await stand.tick()).toBe(noon)
  expect(stand.begun).toHaveLength(0)
  stand.nowMs = noon
  await stand.tickFor(MINUTE_MS)
  expect(stand.begun).toHaveLength(2)
})

test('a tick finds whoever is due by an index, and never by looking at everybody', async () => {
  const plan = async (sql: string): Promise<string> =>
    (await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>()).results
      .map(({ detail }) => detail)
      .join('\n')
  const due = await plan(
    "SELECT * FROM campaign_members WHERE campaign_id = 'c' AND status = 'waiting' AND next_at_ms <= 1 ORDER BY next_at_ms LIMIT 100",
  )
  expect(due).toContain('campaign_members_due')
  const under = await plan("SELECT * FROM campaign_members WHERE campaign_id = 'c' AND status = 'contacting' LIMIT 200")
  expect(under).toContain('campaign_members_by_status')
  for (const each of [due, under]) expect(each).not.toMatch(/SCAN|TEMP B-TREE/)
})
