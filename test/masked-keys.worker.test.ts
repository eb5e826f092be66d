import { runInDurableObject } from 'cloudflare:test'
import { afterEach, expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import { readTranscript } from '../src/calls/transcript.ts'
import type { PlayedCall, PlayedSocket } from './played-call.ts'
import { aVendor, begun, over, withModel } from './talked-call.ts'

afterEach(() => void vi.restoreAllMocks())

const ASKS = { text: 'Please enter your PIN on the keypad, and then the hash key.' }

/** Presses keys that nothing answers. */
const press = (socket: PlayedSocket, keys: string): void =>
  [...keys].forEach((digit) => socket.send({ type: 'dtmf', digit }))

const memoryOf = (call: PlayedCall) =>
  runInDurableObject(call.object(), (object, state) =>
    new CallHandle(state, (object as unknown as { env: CallHandle['env'] }).env).memory(Date.now()),
  )

test('a PIN that is keyed in is counted, and no digit of it is anywhere', async () => {
  const stand = await aVendor({ replies: [ASKS, { text: 'Thank you, that is all I need.' }] })
  const { line, call, socket } = await begun(withModel)
  expect(await socket.say('I want to pay')).toMatch(/enter your PIN/)
  press(socket, '9753')
  await vi.waitUntil(async () => (await memoryOf(call)).keys?.count === 4, { timeout: 90_000, interval: 50 })
  expect(JSON.stringify(await memoryOf(call))).not.toMatch(/"[9753]"|9753/)
  expect(await socket.press('#')).toMatch(/Thank you/)
  expect(JSON.stringify((await stand.asked()).at(-1)?.body)).toMatch(/\(4 digits entered\)/)
  const kept = JSON.stringify(await readTranscript(line.ctx, await over(call, socket)))
  expect(kept).toMatch(/\[4 digits entered\]/)
  expect(kept).not.toMatch(/pressed/)
})

test('a card number that is keyed in unasked is counted from its second key on, and is nowhere', async () => {
  const stand = await aVendor({ replies: [{ text: 'What can I do for you?' }, { text: 'I cannot take that.' }] })
  const { line, call, socket } = await begun(withModel)
  expect(await socket.say('Hello there')).toMatch(/What can I do/)
  const asked = (await stand.asked()).length
  // One after another, as they come from a hand.
  for (const digit of '424242') {
    socket.send({ type: 'dtmf', digit })
    await scheduler.wait(100)
  }
  await vi.waitUntil(async () => (await memoryOf(call)).keys?.count === 5, { timeout: 90_000, interval: 50 })
  press(socket, '#')
  await vi.waitUntil(async () => ((await memoryOf(call)).keys ?? null) === null, { timeout: 90_000, interval: 50 })
  const shown = JSON.stringify((await stand.asked()).slice(asked).map(({ body }) => body))
  expect(shown).not.toMatch(/pressed the key 2/)
  const kept = JSON.stringify(await readTranscript(line.ctx, await over(call, socket)))
  expect(kept).toMatch(/\[5 digits entered\]/)
  expect(kept).not.toMatch(/pressed 2/)
})

test('keys that answer what was heard are keys, however many there are', async () => {
  await aVendor({ replies: [{ text: 'For Monday, one. For Tuesday, two.' }, { text: 'Morning, one. Evening, two.' }] })
  const { call, socket } = await begun(withModel)
  await socket.say('Hello there')
  await socket.press('1')
  await scheduler.wait(1_600)
  await socket.press('2')
  expect((await memoryOf(call)).history.filter(({ text }) => /pressed/.test(text)).map(({ text }) => text)).toEqual([
    '[pressed 1]',
    '[pressed 2]',
  ])
  socket.close()
})
