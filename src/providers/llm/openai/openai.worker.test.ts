import { expect, test } from 'vitest'
import { SIMULATED_KEY } from '../../../../simulator/models/stand.ts'
import { aDocument, aTurn, replyOf } from '../../../../test/builders/model-turn.ts'
import { aModelStand, type ModelStand } from '../../../../test/model-stand.ts'
import { describeModel, describeVendor } from '../../../../test/suites/llm.ts'
import { PATIENCE } from '../chat/stream-reply.ts'
import { openai, openaiWith } from './index.ts'

const secretsFor = (stand: ModelStand) => ({
  PLATFORM: 'local',
  OPENAI_API_KEY: SIMULATED_KEY,
  OPENAI_BASE_URL: stand.baseUrl,
  OPENAI_MODEL: 'gpt-simulated',
})

describeModel('openai', async () => openai.open(secretsFor(await aModelStand()))!)

describeVendor('openai', {
  open: (stand, patience = PATIENCE) => openaiWith(patience).open(secretsFor(stand))!,
  speaksOpenAi: true,
})

const bodyOf = async (stand: ModelStand) => (await stand.asked())[0]?.body as Record<string, unknown>

test('is switched off without a key', () => {
  expect(openai.open({})).toBeNull()
  expect(openai.open({ OPENAI_BASE_URL: 'https://models.example.com/v1' })).toBeNull()
})

test.each([
  ['OPENAI_API_KEY', 'with space in it'],
  ['OPENAI_MODEL', 'two words'],
  ['OPENAI_BASE_URL', 'not-an-address'],
  ['OPENAI_BASE_URL', 'ftp://models.example.com'],
  ['OPENAI_BASE_URL', 'https://user:word@models.example.com/v1'],
])('names %s when it is malformed, and never its value', (name, wrong) => {
  const open = () => openai.open({ OPENAI_API_KEY: SIMULATED_KEY, [name]: wrong })
  expect(open).toThrow(name)
  expect(open).not.toThrow(wrong)
})

test('sends what callers say in the clear to nobody, once deployed', () => {
  const open = (PLATFORM: string) => () =>
    openai.open({ PLATFORM, OPENAI_API_KEY: SIMULATED_KEY, OPENAI_BASE_URL: 'http://models.example.com/v1' })
  expect(open('cloudflare')).toThrow('OPENAI_BASE_URL')
  expect(open('local')).not.toThrow()
})

test('a wrong key is refused by the server, and not asked twice', async () => {
  const stand = await aModelStand({ api_key: 'sk-another-00000000' })
  const { error } = await replyOf(
    openai.open(secretsFor(stand))!.respond(aTurn('Hello.'), new AbortController().signal),
  )
  expect(error).toMatchObject({ reason: 'refused', status: 401 })
  expect(await stand.asked()).toHaveLength(1)
})

test('an agent may name its model, and no other vendor is asked for it', async () => {
  const asksFor = async (llm: NonNullable<Parameters<typeof aDocument>[0]['llm']>) => {
    const stand = await aModelStand()
    const turn = aTurn('Hello.', { document: aDocument({ llm }) })
    await replyOf(openai.open(secretsFor(stand))!.respond(turn, new AbortController().signal))
    return (await bodyOf(stand))['model']
  }
  expect(await asksFor({})).toBe('gpt-simulated')
  expect(await asksFor({ provider: 'openai', model: 'gpt-other' })).toBe('gpt-other')
  expect(await asksFor({ model: 'gpt-other' })).toBe('gpt-other')
  expect(await asksFor({ provider: 'workers-ai', model: 'gpt-other' })).toBe('gpt-simulated')
  expect(await asksFor({ model: '@cf/meta/llama-4-scout-17b-16e-instruct' })).toBe('gpt-simulated')
})

test('nobody is sent the talk because a server says so', async () => {
  const [stand, elsewhere] = [await aModelStand(), await aModelStand()]
  const location = `${elsewhere.baseUrl}/chat/completions`
  await stand.order({ faults: [{ status: 307, headers: { location } }] })
  const { error } = await replyOf(
    openai.open(secretsFor(stand))!.respond(aTurn('Hello.'), new AbortController().signal),
  )
  expect(error).toMatchObject({ reason: 'refused', status: 307 })
  expect(await elsewhere.asked()).toEqual([])
})

test('a server that is not there at all is unreachable', async () => {
  const nowhere = { ...secretsFor(await aModelStand()), OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
  const { error } = await replyOf(openai.open(nowhere)!.respond(aTurn('Hello.'), new AbortController().signal))
  expect(error).toMatchObject({ reason: 'unreachable', status: null })
})
