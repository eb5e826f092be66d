import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { vendor } from '../../../../test/played-media.ts'
import { describeSpeech, type SpeechTrouble } from '../../../../test/suites/speech.ts'
import { secretsOf } from '../../../env.ts'
import { openaiRealtime } from './index.ts'

const FAULT: Readonly<Record<string, 'close' | 'die' | 'garble' | 'fail'>> = {
  closes: 'close',
  dies: 'die',
  garbles: 'garble',
  fails: 'fail',
}

function scriptOf(trouble: SpeechTrouble): unknown {
  if (trouble.is === 'none') return {}
  if (trouble.is === 'slow') return { think_ms: trouble.ms }
  if (trouble.is === 'refused') return { faults: { refuse: [trouble.status] } }
  const code = trouble.is === 'closes' ? { code: trouble.code } : {}
  return { faults: { sessions: [{ does: FAULT[trouble.is], ...code }] } }
}

describeSpeech('openai-realtime', {
  open: () => openaiRealtime.open(secretsOf(env), { ai: null })!,
  trouble: (trouble) => vendor.script(scriptOf(trouble)),
  async heard() {
    const session = (await vendor.sessions()).at(-1)
    return { texts: session?.heard ?? [], isOpen: session?.isOpen === true }
  },
})

test('is switched off without a key, and takes no address that is open to be read', () => {
  expect(openaiRealtime.open({}, { ai: null })).toBeNull()
  const open = () => openaiRealtime.open({ OPENAI_API_KEY: 'k', OPENAI_REALTIME_URL: 'ws://example.com' }, { ai: null })
  expect(open).toThrow('OPENAI_REALTIME_URL')
})
