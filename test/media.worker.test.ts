import { expect, test, vi } from 'vitest'
import { aLine } from './line.ts'
import { aCall, type PlayedCall } from './played-call.ts'
import { stream, vendor, type PlayedStream } from './played-media.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'

const spoken = (document: AgentDocument): AgentDocument => ({
  ...document,
  voice: { ...document.voice, provider: 'openai-realtime' },
})

const aSpokenLine = () => aLine({ change: spoken })

async function streamed(script: unknown): Promise<{ call: PlayedCall; twiml: string; line: PlayedStream }> {
  await vendor.script(script)
  const { phoneNumber } = await aSpokenLine()
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const line = await stream(call, twiml)
  if (line === null) throw new Error('the upgrade was refused')
  return { call, twiml, line }
}

const peek = async (call: PlayedCall) => call.object().peek()
const turnsKept = (call: PlayedCall, count: number) =>
  vi.waitUntil(async () => ((await peek(call))?.turns ?? 0) >= count, { timeout: 30_000, interval: 20 })

test('a caller talks with the vendor’s model, and the first words they hear are ours', async () => {
  const { call, twiml, line } = await streamed({
    rules: [{ hears: 'insurance', does: [{ say: 'We take Delta Dental and Aetna.' }] }],
  })
  expect(twiml.indexOf('AI')).toBeLessThan(twiml.indexOf('<Connect'))
  expect(twiml).not.toContain('ConversationRelay')
  line.say('Do you take insurance?')
  expect(await line.hears(/Aetna\./)).toBe('We take Delta Dental and Aetna.')
  await turnsKept(call, 1)
  const [session] = await vendor.sessions()
  expect(session?.heard).toEqual(['Do you take insurance?'])
  const update = session?.events[0] as { session: { instructions: string; tools: { name: string }[] } }
  expect(update.session.instructions).toMatch(/AI assistant of Bright Smile/)
  expect(update.session.tools.map(({ name }) => name)).toContain('find_slots')
})
