import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TranscribeFaultInput, TranscribeOrder } from '../simulator/transcribe/transcribe-stand.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { CallHandle } from '../src/calls/call-handle.ts'
import type { CallState } from '../src/calls/call-state.ts'
import { openDirectory } from '../src/context.ts'
import { categoryNamed } from '../src/records/index.ts'
import { chooseKeep } from '../src/retention/choose-keep.ts'
import { createKey } from '../src/tenants/make-key.ts'
import { destroyPersonKey, findPersonKey } from '../src/vault/person-keys.ts'
import {
  aFarSide,
  atTheTone,
  comesTrue,
  heard,
  keptState,
  takenUp,
  VOICEMAIL_WAVE,
  type FarSide,
  type LeftVoicemail,
} from './left-voicemail.ts'
import { storeTrouble } from './store-trouble.ts'

const HOUR_MS = 3_600_000
const SAID = 'Hello, this is Rosalind. Please call me back about the zeppelin.'
const HEARD: TranscribeOrder = {
  hears: {
    text: SAID,
    segments: [
      { text: 'Hello, this is Rosalind.', start: 0, end: 0.9 },
      { text: 'Please call me back about the zeppelin.', start: 0.9, end: 2 },
    ],
  },
}

let far: FarSide | null = null
let logged: string[] = []
beforeEach(() => {
  logged = []
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((line) => void logged.push(String(line)))
})
afterEach(() => {
  far?.end()
  vi.restoreAllMocks()
})

const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await env.DB.prepare(sql).all()).results
const count = async (sql: string): Promise<unknown> => (await rows(`SELECT count(*) AS n FROM ${sql}`))[0]?.['n']
const statusOf = async (): Promise<unknown> =>
  (await rows("SELECT transcript_status AS s FROM recordings WHERE kind = 'voicemail'"))[0]?.['s']
const isSettled = async (): Promise<boolean> => !['pending', undefined].includes((await statusOf()) as string)
const isCompleted = async (): Promise<boolean> => (await count("events WHERE type = 'call.completed'")) === 1
const told = (): Promise<unknown> => count("events WHERE type = 'voicemail.transcribed'")

async function left(order: TranscribeOrder, change = heard): Promise<LeftVoicemail & { readonly far: FarSide }> {
  far = await aFarSide(order)
  const voicemail = await atTheTone(change)
  await voicemail.report()
  await voicemail.hangUp()
  return { ...voicemail, far }
}

/** A voicemail whose first try came to nothing, so that the words are owed and nothing is under way. */
async function owed(fault: TranscribeFaultInput = { status: 500 }) {
  const voicemail = await left({ ...HEARD, faults: [fault] })
  await comesTrue(async () => ((await keptState(voicemail.call))?.owedWords?.tries ?? 0) > 0)
  return voicemail
}

/** What the business is given of it. */
async function shown(
  { line }: LeftVoicemail,
  scopes: readonly string[] = ['*'],
  accept = 'application/json',
): Promise<Response> {
  const wanted = { tenantId: line.ctx.tenantId, name: 'For a test', livemode: true, scopes, expiresAtMs: null }
  const { key } = await createKey(openDirectory(env), wanted, Date.now())
  const id = String((await rows('SELECT id FROM calls'))[0]?.['id'])
  return exports.default.fetch(`http://gateway.test/v1/calls/${id}/voicemail`, {
    headers: { authorization: `Bearer ${key}`, accept },
  })
}

const privacy = (fields: Partial<AgentDocument['privacy']>) => (document: AgentDocument) => {
  const agent = heard(document)
  return { ...agent, privacy: { ...agent.privacy, ...fields } }
}

/** Everything a business could be told or shown, and everything that lies about: rows, objects, log. */
async function liesAbout(): Promise<string> {
  const tables = await rows(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  )
  const texts: string[] = [...logged]
  for (const { name } of tables) texts.push(JSON.stringify(await rows(`SELECT * FROM "${String(name)}"`)))
  for (const { key } of (await env.BLOBS.list()).objects) {
    if (key.startsWith('agents/')) continue
    texts.push(new TextDecoder('latin1').decode(await (await env.BLOBS.get(key))?.bytes()))
  }
  return texts.join('\n')
}

test('a voicemail is written down once, sealed beside its audio, told of without its words, and shown with them', async () => {
  const voicemail = await left(HEARD)
  await comesTrue(async () => (await isCompleted()) && (await isSettled()))
  expect(await statusOf()).toBe('stored')
  expect(await told()).toBe(1)
  expect(await voicemail.far.stand.asked()).toMatchObject([{ bytes: VOICEMAIL_WAVE.length, status: 200 }])
  const json = await (await shown(voicemail)).json()
  expect(json).toMatchObject({
    object: 'voicemail',
    duration_seconds: 2,
    transcript: {
      status: 'stored',
      reason: null,
      text: SAID,
      language: 'en',
      transcribed_by: 'openai',
      segments: [
        { text: 'Hello, this is Rosalind.', start_ms: 0, end_ms: 900 },
        { text: 'Please call me back about the zeppelin.', start_ms: 900, end_ms: 2000 },
      ],
    },
  })
  expect(await rows('SELECT kind, status FROM tasks')).toEqual([{ kind: 'voicemail', status: 'open' }])
  expect(await liesAbout()).not.toMatch(/Rosalind|zeppelin/)
})

test('without asking for JSON it is the audio, and a key that may not read transcripts is shown no word', async () => {
  const voicemail = await left(HEARD)
  await comesTrue(isSettled)
  const audio = await shown(voicemail, ['*'], '*/*')
  expect(audio.headers.get('content-type')).toBe('audio/x-wav')
  expect((await audio.arrayBuffer()).byteLength).toBe(VOICEMAIL_WAVE.length)
  const listener = await shown(voicemail, ['recordings:read'])
  expect(listener.status).toBe(200)
  expect(await listener.json()).toMatchObject({ transcript: { status: 'stored', text: null, segments: [] } })
})

test('where only the embedded model leads, it is kept to be heard, and its record says that nobody can write it down', async () => {
  const voicemail = await left(HEARD, (document) => document)
  await comesTrue(isCompleted)
  expect(await (await shown(voicemail)).json()).toMatchObject({
    transcript: { status: 'not_transcribed', reason: 'no_transcriber', text: null },
  })
  expect(await voicemail.far.stand.asked()).toEqual([])
  expect((await keptState(voicemail.call))?.owedWords).toBeUndefined()
})

test.each<readonly [string, readonly ('report' | 'hangUp')[]]>([
  ['reported twice', ['report', 'report', 'hangUp', 'hangUp']],
  ['reported after the end, and again', ['hangUp', 'report', 'hangUp', 'report']],
  ['reported once more when it is written down', ['report', 'hangUp']],
])('a voicemail %s is written down once', async (_, order) => {
  far = await aFarSide(HEARD)
  const voicemail = await atTheTone()
  for (const what of order) await voicemail[what]()
  await comesTrue(async () => (await isCompleted()) && (await isSettled()))
  await voicemail.report()
  expect([await statusOf(), await told(), await count('recordings'), await count('tasks')]).toEqual(['stored', 1, 1, 1])
  expect(await far.stand.asked()).toHaveLength(1)
})

test.each<readonly [string, TranscribeFaultInput]>([
  ['away', { drop: true }],
  ['in trouble', { status: 500 }],
  ['cut off', { breaks: 'cut' }],
  ['answering nonsense', { breaks: 'garbage' }],
  ['refusing its key', { status: 401 }],
])('a vendor that is %s delays the words and nothing else', async (_, fault) => {
  const voicemail = await left({ ...HEARD, faults: [fault] })
  await comesTrue(isCompleted)
  expect([await statusOf(), await told()]).toEqual(['pending', 0])
  await comesTrue(isSettled)
  expect([await statusOf(), await told(), await count('recordings'), await count('tasks')]).toEqual(['stored', 1, 1, 1])
  expect(await voicemail.far.stand.asked()).toHaveLength(2)
})

test('a vendor that asks to be left alone is left alone for as long', async () => {
  const { call, far: there } = await owed({ status: 429, headers: { 'retry-after': '1200' } })
  const words = (await keptState(call))?.timers.words ?? 0
  expect(words - Date.now()).toBeGreaterThan(1_100_000)
  expect(await there.stand.asked()).toHaveLength(1)
  expect([await statusOf(), await told()]).toEqual(['pending', 0])
})

test('after a day of trouble nobody is asked any more: the voicemail is there to be heard, and says so', async () => {
  const voicemail = await owed()
  await voicemail.far.stand.order({ faults: [{ status: 503, times: 100 }] })
  await takenUp(voicemail.call, 25 * HOUR_MS)
  expect([await statusOf(), await told()]).toEqual(['failed', 0])
  expect((await keptState(voicemail.call))?.owedWords).toBeUndefined()
  expect(await (await shown(voicemail)).json()).toMatchObject({ transcript: { reason: 'failed' } })
  expect((await shown(voicemail, ['*'], 'audio/*')).status).toBe(200)
})

test.each<readonly [string, TranscribeOrder, string]>([
  ['refuses the audio', { faults: [{ status: 400 }] }, 'refused'],
  ['finds it too large', { faults: [{ status: 413 }] }, 'too_large'],
  ['hears nobody', { hears: { text: '' } }, 'no_speech'],
])('a vendor that %s is not asked again', async (_, order, reason) => {
  const voicemail = await left(order)
  await comesTrue(isSettled)
  expect(await (await shown(voicemail)).json()).toMatchObject({
    transcript: { status: 'not_transcribed', reason, text: null },
  })
  expect([await told(), (await voicemail.far.stand.asked()).length]).toEqual([0, 1])
})

test('between two tries the object is let go, and its alarm takes the words up again', async () => {
  const { call } = await owed({ status: 503, times: 1 })
  await evictDurableObject(call.object())
  await takenUp(call, HOUR_MS)
  await comesTrue(isSettled)
  expect([await statusOf(), await told()]).toEqual(['stored', 1])
})

test('an object that is lost while the vendor listens asks again, and the words are kept and told of once', async () => {
  const { call, far: there } = await owed()
  await there.stand.order({ faults: [{ answer_delay_ms: 1_500 }] })
  await Promise.all([takenUp(call, HOUR_MS), takenUp(call, 2 * HOUR_MS)])
  expect([await statusOf(), await told(), await count('recordings')]).toEqual(['stored', 1, 1])
})

test.each([
  ['refuses', false],
  ['writes and loses the answer of', true],
] as const)('a store that %s any one operation loses no word and tells of none twice', async (_, after) => {
  const { call, far: there } = await owed({ status: 429, headers: { 'retry-after': '1200' } })
  const before = await keptState(call)
  for (let point = 1; point <= POINTS_MAX; point += 1) {
    const answers = (await there.stand.asked()).filter(({ status }) => status === 200).length
    const trouble = storeTrouble((operation) => operation === point, { after })
    await takenUp(call, HOUR_MS)
    trouble.end()
    if ((await keptState(call))?.owedWords !== undefined) await takenUp(call, 2 * HOUR_MS)
    expect([await statusOf(), await told()], `operation ${point}`).toEqual(['stored', 1])
    const answered = (await there.stand.asked()).filter(({ status }) => status === 200).length
    expect(answered - answers, `the vendor answers once, operation ${point}`).toBe(1)
    if (point > trouble.seen()) return
    await putBack(call, before)
  }
  throw new Error('there are more operations than were tried')
})

const POINTS_MAX = 40

/** As it was before the words were there. */
async function putBack(call: LeftVoicemail['call'], state: CallState | undefined): Promise<void> {
  await runInDurableObject(call.object(), (_, { storage }) => {
    storage.kv.put('call', state)
    storage.kv.delete('done:voicemail-words')
  })
  await env.DB.batch([
    env.DB.prepare("UPDATE recordings SET transcript_status = 'pending'"),
    env.DB.prepare('DELETE FROM voicemail_words'),
    env.DB.prepare("DELETE FROM events WHERE type = 'voicemail.transcribed'"),
  ])
}

test('a person whose key is destroyed meanwhile stays forgotten: no word of theirs is kept or told of', async () => {
  const { call, line, far: there } = await owed({ status: 429, headers: { 'retry-after': '1200' } })
  const subject = String((await rows('SELECT key_subject AS s FROM recordings'))[0]?.['s'])
  await destroyPersonKey(line.ctx.vault, env.BLOBS, line.ctx.tenantId, subject)
  await takenUp(call, HOUR_MS)
  expect([await statusOf(), await told(), (await there.stand.asked()).length]).toEqual(['failed', 0, 1])
  expect(await findPersonKey(line.ctx.vault, env.BLOBS, line.ctx.tenantId, subject)).toBeNull()
})

test('where no transcript is kept a voicemail is not written down', async () => {
  const retainDays = { audio: 30, transcript: 0, summary: 30 }
  const voicemail = await left(HEARD, privacy({ retainDays }))
  await comesTrue(isCompleted)
  expect([await statusOf(), (await voicemail.far.stand.asked()).length]).toEqual(['not_kept', 0])
})

test('chosen while the vendor listens that no transcript is kept, no word of the voicemail is stored', async () => {
  const { call, line, far: there } = await owed()
  await there.stand.order({ faults: [{ answer_delay_ms: 1_500 }] })
  const asked = (await there.stand.asked()).length
  const work = takenUp(call, HOUR_MS)
  await comesTrue(async () => (await there.stand.asked()).length > asked)
  await chooseKeep(line.ctx, [{ category: categoryNamed('transcripts'), keepDays: 0 }])
  await work
  expect([await statusOf(), await told(), await count('voicemail_words')]).toEqual(['not_kept', 0, 0])
  const kept = await runInDurableObject(call.object(), (_, state) =>
    new CallHandle(state, env).readOutcome('voicemail-words', Date.now()),
  )
  expect(kept).not.toMatch(/zeppelin/)
})

test('a card number that was left in pieces is nowhere, whatever a business stores', async () => {
  const pieces = ['My card is four one one one one one one one', 'one one one one one one one one, thank you.']
  const segments = pieces.map((text, at) => ({ text, start: at, end: at + 1 }))
  const voicemail = await left({ hears: { text: pieces.join(' '), segments } })
  await comesTrue(isSettled)
  const { transcript } = await (await shown(voicemail)).json<{ transcript: { text: string } }>()
  expect(JSON.stringify(transcript)).not.toMatch(/one one/)
  expect(transcript.text).toMatch(/card number/)
})
