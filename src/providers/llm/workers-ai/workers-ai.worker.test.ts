import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aDocument, aTurn, replyOf } from '../../../../test/builders/model-turn.ts'
import { aModelStand, type ModelStand } from '../../../../test/model-stand.ts'
import { describeModel, describeShape, describeVendor } from '../../../../test/suites/llm.ts'
import { farEndsOf } from '../../../env.ts'
import { PATIENCE } from '../chat/stream-reply.ts'
import { workersAi, workersAiWith } from './index.ts'

/** The platform's own binding class, and only what is behind it played: Cloudflare answers it over a fetcher. */
const PlatformAi = env.AI!.constructor as new (fetcher: Pick<Fetcher, 'fetch'>) => Ai

function aiAt(stand: ModelStand): Ai {
  return new PlatformAi({
    fetch(input, init) {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return fetch(`${stand.url}${pathname}${search}`, init as RequestInit)
    },
  })
}

describeModel('workers-ai', async () => workersAi.open({}, { ai: aiAt(await aModelStand()) })!)

describeVendor('workers-ai', {
  open: (stand, patience = PATIENCE) => workersAiWith(patience).open({}, { ai: aiAt(stand) })!,
  speaksOpenAi: true,
})

describeShape('the older shape of workers-ai', {
  open: (stand, patience = PATIENCE) => workersAiWith(patience).open({}, { ai: aiAt(stand) })!,
  order: { workers_ai_shape: 'response' },
  speaksOpenAi: false,
})

test('is switched off where there is no binding', () => {
  expect(workersAi.open({})).toBeNull()
  expect(workersAi.open({}, { ai: null })).toBeNull()
})

test('is handed the binding and no store', () => {
  expect(Object.keys(farEndsOf(env))).toEqual(['ai'])
  expect(farEndsOf({})).toEqual({ ai: null })
})

test('names WORKERS_AI_MODEL when it is malformed, and never its value', () => {
  const open = () => workersAi.open({ WORKERS_AI_MODEL: 'gpt-5' }, { ai: env.AI! })
  expect(open).toThrow('WORKERS_AI_MODEL')
  expect(open).not.toThrow('gpt-5')
})

test('a model that Cloudflare does not have is refused', async () => {
  const stand = await aModelStand()
  const document = aDocument({ llm: { provider: 'workers-ai', model: 'no-such' } })
  const model = workersAi.open({}, { ai: aiAt(stand) })!
  const { error } = await replyOf(model.respond(aTurn('Hello.', { document }), new AbortController().signal))
  expect(error).toMatchObject({ reason: 'refused', status: 400 })
})
