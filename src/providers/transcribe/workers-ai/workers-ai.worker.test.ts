import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aDictation, describeTranscriber } from '../../../../test/suites/transcribe.ts'
import { aTranscribeStand, type TranscribeStandIn } from '../../../../test/transcribe-stand.ts'
import { workersAi } from './index.ts'

/** The platform's own binding class, and only what is behind it played: Cloudflare answers it over a fetcher. */
const PlatformAi = env.AI!.constructor as new (fetcher: Pick<Fetcher, 'fetch'>) => Ai

const aiAt = (stand: TranscribeStandIn): Ai =>
  new PlatformAi({
    fetch(input, init) {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return fetch(`${stand.url}${pathname}${search}`, init as RequestInit)
    },
  })

const NEVER = new AbortController().signal

describeTranscriber('workers-ai', { open: (stand) => workersAi.open({}, { ai: aiAt(stand) })! })

test('is switched off where there is no binding', () => {
  expect(workersAi.open({})).toBeNull()
  expect(workersAi.open({}, { ai: null })).toBeNull()
})

test('names WORKERS_AI_TRANSCRIBE_MODEL when it is malformed, and never its value', () => {
  const open = () => workersAi.open({ WORKERS_AI_TRANSCRIBE_MODEL: 'whisper-1' }, { ai: env.AI! })
  expect(open).toThrow('WORKERS_AI_TRANSCRIBE_MODEL')
  expect(open).not.toThrow('whisper-1')
})

test('asks for Whisper as Cloudflare names it, to transcribe and not to translate', async () => {
  const stand = await aTranscribeStand()
  await workersAi.open({}, { ai: aiAt(stand) })!.transcribe(aDictation({ language: 'en-US' }), NEVER)
  expect(await stand.asked()).toMatchObject([
    { model: '@cf/openai/whisper-large-v3-turbo', fields: { task: 'transcribe', language: 'en' } },
  ])
})

test('a model that Cloudflare does not have is refused', async () => {
  const stand = await aTranscribeStand()
  const secrets = { WORKERS_AI_TRANSCRIBE_MODEL: '@cf/nobody/no-such' }
  expect(await workersAi.open(secrets, { ai: aiAt(stand) })!.transcribe(aDictation(), NEVER)).toMatchObject({
    ok: false,
    error: { reason: 'refused', status: 400, retryable: false },
  })
})
