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
  await vi.waitUntil(async () => (await memoryOf(call)).keys?.count === 4, { timeout: 30_000, interval: 50 })
  expect(JSON.stringify(await memoryOf(call))).not.toMatch(/"[9753]"|9753/)
  expect(await socket.press('#')).toMatch(/Thank you/)
  expect(JSON.stringify((await stand.asked()).at(-1)?.body)).toMatch(/\(4 digits entered\)/)
  const kept = JSON.stringify(await readTranscript(line.ctx, await over(call, socket)))
  expect(kept).toMatch(/\[4 digits entered\]/)
  expect(kept).not.toMatch(/pressed/)
})
