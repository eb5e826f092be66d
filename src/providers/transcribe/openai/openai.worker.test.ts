import { expect, test } from 'vitest'
import { SIMULATED_TRANSCRIBE_KEY } from '../../../../simulator/transcribe/transcribe-stand.ts'
import { aDictation, anAudio, describeTranscriber } from '../../../../test/suites/transcribe.ts'
import { aTranscribeStand, type TranscribeStandIn } from '../../../../test/transcribe-stand.ts'
import { openai } from './index.ts'

const secretsFor = (stand: TranscribeStandIn) => ({
  PLATFORM: 'local',
  OPENAI_API_KEY: SIMULATED_TRANSCRIBE_KEY,
  OPENAI_BASE_URL: stand.baseUrl,
})
const NEVER = new AbortController().signal

describeTranscriber('openai', { open: (stand) => openai.open(secretsFor(stand))! })

test('is switched off without a key', () => {
  expect(openai.open({})).toBeNull()
  expect(openai.open({ OPENAI_BASE_URL: 'https://models.example.com/v1' })).toBeNull()
})

test.each([
  ['OPENAI_API_KEY', 'with space in it'],
  ['OPENAI_TRANSCRIBE_MODEL', 'two words'],
  ['OPENAI_BASE_URL', 'not-an-address'],
  ['OPENAI_BASE_URL', 'https://user:word@models.example.com/v1'],
])('names %s when it is malformed, and never its value', (name, wrong) => {
  const open = () => openai.open({ OPENAI_API_KEY: SIMULATED_TRANSCRIBE_KEY, [name]: wrong })
  expect(open).toThrow(name)
  expect(open).not.toThrow(wrong)
})

test('sends voices in the clear to nobody, once deployed', () => {
  const there = { OPENAI_API_KEY: SIMULATED_TRANSCRIBE_KEY, OPENAI_BASE_URL: 'http://models.example.com/v1' }
  expect(() => openai.open({ ...there, PLATFORM: 'cloudflare' })).toThrow('OPENAI_BASE_URL')
  expect(() => openai.open({ ...there, PLATFORM: 'local' })).not.toThrow()
})

test('asks Whisper for times, and the file is named by what it is and by nothing else', async () => {
  const stand = await aTranscribeStand()
  await openai.open(secretsFor(stand))!.transcribe(aDictation(), NEVER)
  expect(await stand.asked()).toMatchObject([
    {
      model: 'whisper-1',
      fields: { model: 'whisper-1', response_format: 'verbose_json' },
      file: { name: 'audio.wav', contentType: 'audio/wav' },
    },
  ])
})

test('a newer model, which gives no times, says how sure it is in its own way', async () => {
  const stand = await aTranscribeStand()
  const secrets = { ...secretsFor(stand), OPENAI_TRANSCRIBE_MODEL: 'gpt-4o-mini-transcribe' }
  expect(await openai.open(secrets)!.transcribe(aDictation(), NEVER)).toMatchObject({
    ok: true,
    value: { segments: [], language: null, durationSeconds: null, confidence: 0.905 },
  })
  expect(await stand.asked()).toMatchObject([{ fields: { response_format: 'json', 'include[]': 'logprobs' } }])
})

test('a wrong key is refused, and may be mended', async () => {
  const stand = await aTranscribeStand({ api_key: 'sk-another-00000000' })
  expect(await openai.open(secretsFor(stand))!.transcribe(aDictation(), NEVER)).toMatchObject({
    ok: false,
    error: { reason: 'refused', status: 401, retryable: true },
  })
})

test('nobody is sent the voice because a server says so', async () => {
  const [stand, elsewhere] = [await aTranscribeStand(), await aTranscribeStand()]
  const location = `${elsewhere.baseUrl}/audio/transcriptions`
  await stand.order({ faults: [{ status: 307, headers: { location } }] })
  expect(await openai.open(secretsFor(stand))!.transcribe(aDictation(), NEVER)).toMatchObject({
    ok: false,
    error: { reason: 'refused', status: 307 },
  })
  expect(await elsewhere.asked()).toEqual([])
})

test('a server that is not there at all is unreachable', async () => {
  const nowhere = { ...secretsFor(await aTranscribeStand()), OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
  expect(await openai.open(nowhere)!.transcribe(aDictation(), NEVER)).toMatchObject({
    ok: false,
    error: { reason: 'unreachable', status: null },
  })
})

test('audio of another kind is named for what it is', async () => {
  const stand = await aTranscribeStand()
  const audio = anAudio(undefined, { contentType: 'audio/mpeg; rate=8000' })
  await openai.open(secretsFor(stand))!.transcribe(aDictation({ audio }), NEVER)
  expect(await stand.asked()).toMatchObject([{ file: { name: 'audio.mp3', contentType: 'audio/mpeg' } }])
})
