import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { readTranscript } from '../src/calls/transcript.ts'
import type { AnsweredLine } from './line.ts'
import { aVendor, begun, over, withModel } from './talked-call.ts'

afterEach(() => void vi.restoreAllMocks())

const transcriptOf = async (line: AnsweredLine, callId: string): Promise<string> =>
  JSON.stringify(await readTranscript(line.ctx, callId))

const everyRow = async (): Promise<string> => {
  const tables = ['calls', 'events', 'tasks', 'transcripts', 'people']
  const rows = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()))
  return JSON.stringify(rows.map(({ results }) => results))
}

test('a card number said in three pieces reaches no transcript, no model, no log and no row', async () => {
  const logged = ['log', 'warn', 'error', 'info'].map((name) => vi.spyOn(console, name as 'log'))
  const stand = await aVendor()
  const { line, call, socket } = await begun(withModel)
  await socket.say('I want to pay, my card number is four zero one two')
  await socket.say('eight eight eight eight, eight eight eight eight')
  await socket.say('and then one eight eight one. Social is 123-45-6789')
  await socket.say('what are your opening hours')
  const callId = await over(call, socket)
  const transcript = await transcriptOf(line, callId)
  expect(transcript).toMatch(/\[card number\]/)
  expect(transcript).toMatch(/\[social security number\]/)
  expect(transcript).not.toMatch(/eight eight|four zero|one eight|45-6789/i)
  const last = JSON.stringify((await stand.asked()).at(-1)?.body)
  expect(last).not.toMatch(/eight eight|four zero|45-6789/i)
  expect(JSON.stringify(logged.flatMap(({ mock }) => mock.calls))).not.toMatch(/eight eight|45-6789/i)
  expect(await everyRow()).not.toMatch(/eight eight|45-6789/i)
})

test('the model is handed the masked words, and never the code that was said', async () => {
  const stand = await aVendor()
  const { socket } = await begun(withModel)
  await socket.say('my PIN is 4821 and I would like your opening hours')
  const asked = JSON.stringify(await stand.asked())
  expect(asked).toMatch(/\(secret number\)/)
  expect(asked).not.toMatch(/4821/)
  socket.close()
})

test("a time, a day and a telephone number are nobody's secret", async () => {
  const { line, call, socket } = await begun()
  await socket.say('Can I come at nine thirty on November 24? My phone is 212 555 0142')
  const transcript = await transcriptOf(line, await over(call, socket))
  expect(transcript).toMatch(/nine thirty on November 24\? My phone is 212 555 0142/)
})
