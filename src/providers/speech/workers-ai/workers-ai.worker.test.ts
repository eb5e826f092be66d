import { expect, test, vi } from 'vitest'
import { aSpeechAi, speechAi } from '../../../../test/speech-ai.ts'
import { describeSpeech, type SpeechTrouble } from '../../../../test/suites/speech.ts'
import type { SpeechBrief, SpeechEvent } from '../contract.ts'
import { workersAi } from './index.ts'

const FAULT: Readonly<Record<string, 'close' | 'die' | 'garble'>> = { closes: 'close', dies: 'die', garbles: 'garble' }

function scriptOf(trouble: SpeechTrouble): unknown {
  if (trouble.is === 'none') return {}
  if (trouble.is === 'slow') return { first_byte_ms: trouble.ms }
  if (trouble.is === 'refused') return { faults: { refuse_ears: [trouble.status] } }
  if (trouble.is === 'fails') return { faults: { mouth: ['refuse'] } }
  const code = trouble.is === 'closes' ? { code: trouble.code } : {}
  return { faults: { ears: [{ does: FAULT[trouble.is], ...code }] } }
}

describeSpeech('workers-ai', {
  open: () => workersAi.open({}, { ai: aSpeechAi() })!,
  trouble: (trouble) => speechAi.script(scriptOf(trouble)),
  async heard() {
    const ears = (await speechAi.told()).ears.at(-1)
    return { texts: ears?.heard ?? [], isOpen: ears?.isOpen === true }
  },
})

const BRIEF: SpeechBrief = {
  instructions: '',
  tools: [],
  language: 'en-US',
  voice: null,
  rate: 1,
  silenceMs: 300,
  bargeIn: true,
  history: [],
}

/** Says it, and gives what became of it. */
async function saying(text: string, brief: Partial<SpeechBrief> = {}): Promise<readonly SpeechEvent[]> {
  const events: SpeechEvent[] = []
  const vendor = workersAi.open({}, { ai: aSpeechAi() })!
  const session = await vendor.connect({ ...BRIEF, ...brief }, (event) => void events.push(event))
  session.say(text, true)
  await vi.waitUntil(() => events.some(({ type }) => type === 'made'), { timeout: 90_000, interval: 5 })
  session.close(1000, 'over')
  return events
}

test('is switched off where there is no binding', () => {
  expect(workersAi.open({}, { ai: null })).toBeNull()
})

test.each(['cut', 'stall', 'silent'] as const)(
  'a voice that is %s fails by itself, and is waited for no longer',
  async (fault) => {
    await speechAi.script({ faults: { mouth: [fault] } })
    const events = await saying('One two three four five six seven eight.')
    expect(events.at(-1)).toMatchObject({ type: 'made', how: 'failed' })
  },
)

test('Spanish is spoken by the Spanish voice, in the speaker that the document names', async () => {
  await speechAi.script({})
  await saying('Buenos días.', { language: 'es-US', voice: 'celeste' })
  expect((await speechAi.told()).mouths).toMatchObject([{ model: '@cf/deepgram/aura-2-es', text: 'Buenos días.' }])
})

test('audio that comes in odd pieces is passed on byte for byte', async () => {
  await speechAi.script({ piece_ms: 7, every_ms: 0 })
  const events = await saying('One two three.')
  const bytes = events.reduce((sum, event) => sum + (event.type === 'audio' ? atob(event.payload).length : 0), 0)
  expect(bytes).toBe(3 * 60 * 8)
})
