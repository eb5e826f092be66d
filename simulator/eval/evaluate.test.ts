import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startModelServer, type ModelServer } from '../models/model-server.ts'
import { SIMULATED_KEY, type StandOrder } from '../models/stand.ts'
import { evaluate } from './evaluate.ts'
import { makeTest } from './from-call/make-test.ts'
import { readEvalOptions } from './options.ts'

let server: ModelServer
let folder: string
beforeAll(async () => {
  server = await startModelServer({ port: 0 })
  folder = mkdtempSync(join(tmpdir(), 'careline-eval-'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** A simulated vendor of the test's own, as the environment would name it. */
async function aVendor(order: StandOrder = {}): Promise<Record<string, string>> {
  const url = `${server.url}/s/${crypto.randomUUID()}`
  const response = await fetch(`${url}/stand`, { method: 'PUT', body: JSON.stringify(order) })
  expect(response.ok).toBe(true)
  return { OPENAI_API_KEY: SIMULATED_KEY, OPENAI_BASE_URL: `${url}/v1`, stand: `${url}/stand` }
}

async function run(args: string, settings: Record<string, string> = {}) {
  const [out, progress]: [string[], string[]] = [[], []]
  const options = readEvalOptions(args.split(' ').filter(Boolean))
  const work = options.fromCall === null ? evaluate : makeTest
  const passed = await work(options, settings, {
    out: (line) => out.push(line),
    progress: (line) => progress.push(line),
  })
  return { passed, text: out.join('\n'), progress: progress.join('\n') }
}

interface Told {
  readonly passed: boolean
  readonly total: { readonly talks: number; readonly inputTokens: number; readonly turns: number }
  readonly results: readonly {
    readonly name: string
    readonly passRate: number
    readonly trials: readonly {
      readonly passed: boolean
      readonly playedBy: string
      readonly failures: readonly string[]
      readonly judgement?: unknown
      readonly turns: readonly { readonly say: string }[]
    }[]
  }[]
}

const json = async (args: string, settings: Record<string, string> = {}): Promise<Told> =>
  JSON.parse((await run(`${args} --json`, settings)).text) as Told

describe('over a network, with the provider that calls use', () => {
  test('a caller is served by a vendor’s model, and what it cost is told', async () => {
    const vendor = await aVendor()
    const { passed, results, total } = await json('dental-clinic --provider openai --callers --only hurried', vendor)
    expect(results.map(({ trials }) => trials[0]?.failures)).toEqual([[]])
    expect(passed).toBe(true)
    expect(total.inputTokens).toBeGreaterThan(1_000)
    const { asked } = (await (await fetch(vendor['stand'] ?? '')).json()) as { asked: { status: number }[] }
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200))
    expect(asked.length).toBeGreaterThan(3)
  })

  test('scripts play as well, and are lenient about words when they are told to be', async () => {
    const vendor = await aVendor({ replies: [{ text: 'Certainly, we can look into that for you.' }] })
    const args = 'dental-clinic --provider openai --scripts --only hours'
    expect((await json(args, vendor)).passed).toBe(false)
    expect((await run(args, vendor)).text).toContain('expected 8 AM')
    expect((await run(`${args} --lenient`, vendor)).text).toContain('The tool opening_hours was not called')
  })

  test('a vendor that fails is told by how it failed, and the embedded model does not stand in', async () => {
    const vendor = await aVendor({ faults: [{ times: 1_000, status: 500 }] })
    const { results } = await json('dental-clinic --provider openai --callers --only hurried', vendor)
    expect(results[0]?.trials[0]?.failures).toContain('The model failed: unreachable.')
  })

  test('repeated, it is told how often it passes', async () => {
    const vendor = await aVendor({ faults: [{ status: 401 }] })
    const args = 'dental-clinic --provider openai --callers --only hurried --repeat 3'
    expect((await json(args, vendor)).results[0]?.passRate).toBeCloseTo(2 / 3)
    const again = await aVendor({ faults: [{ status: 401 }] })
    const { passed, text } = await run(args, again)
    expect(passed).toBe(false)
    expect(text).toMatch(/✗ 2\/3 caller hurried/)
    expect(text).toMatch(/1 of 3 failed\. 3 talks, \d+ turns, [\d.]+ s, \d+ \+ \d+ tokens\./)
  })

  test('a model plays the caller, and is known for one', async () => {
    const vendor = await aVendor({
      replies: [
        { text: 'Hello. What are your hours today?' },
        { text: 'Thank you, goodbye. [hangs up]' },
        { text: '[hangs up]' },
      ],
    })
    const { results } = await json('dental-clinic --callers --caller openai --only hours', vendor)
    expect(results[0]?.trials[0]).toMatchObject({ playedBy: 'model', passed: true })
    expect(results[0]?.trials[0]?.turns.map(({ say }) => say)).toEqual([
      'Hello. What are your hours today?',
      'Thank you, goodbye.',
    ])
  })

  test('a model’s opinion stands beside the verdict, labelled, and decides nothing', async () => {
    const vendor = await aVendor({ replies: [{ text: 'Well: {"passed": false, "why": "Too curt."}' }] })
    const told = await json('dental-clinic --callers --caller openai --judge --only hours', vendor)
    const judgement = { by: 'model', passed: false, why: 'Too curt.' }
    expect(told.results[0]?.trials[0]?.judgement).toEqual(judgement)
    const { text } = await run('dental-clinic --callers --caller openai --judge --only hours', vendor)
    expect(text).toContain("model's opinion: doubtful. Too curt.")
  })

  test('Workers AI is asked over its REST API', async () => {
    const vendor = await aVendor()
    const asked: string[] = []
    const rest = createServer((request, response) => {
      const model = /\/accounts\/acc\/ai\/run\/(@.+)$/.exec(request.url ?? '')?.[1] ?? ''
      asked.push(`${request.headers.authorization ?? ''} ${model}`)
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', async () => {
        const far = await fetch((vendor['stand'] ?? '').replace(/stand$/, 'run'), {
          method: 'POST',
          headers: { 'cf-consn-model-id': model },
          body: JSON.stringify({ inputs: JSON.parse(body) as unknown, options: {} }),
        })
        response.writeHead(far.status, { 'content-type': far.headers.get('content-type') ?? '' }).end(await far.text())
      })
    })
    await new Promise<void>((resolve) => rest.listen(0, '127.0.0.1', resolve))
    const api = `http://127.0.0.1:${(rest.address() as AddressInfo).port}`
    const settings = { CLOUDFLARE_ACCOUNT_ID: 'acc', CLOUDFLARE_API_TOKEN: 'tok', CLOUDFLARE_API_URL: api }
    const { passed } = await json(
      'dental-clinic --provider workers-ai --model @cf/x/y --callers --only hurried',
      settings,
    )
    await new Promise((resolve) => rest.close(resolve))
    expect(passed).toBe(true)
    expect(new Set(asked)).toEqual(new Set(['Bearer tok @cf/x/y']))
  })
})

test('a run that costs too much is stopped, and fails', async () => {
  const vendor = await aVendor({ faults: [{ times: 1_000, first_token_delay_ms: 1_500 }] })
  const args = 'dental-clinic --provider openai --callers --only hurried'
  const [slow, dear] = await Promise.all([
    json(`${args} --seconds-max 1`, vendor),
    aVendor().then((other) => json(`${args} --tokens-max 500`, other)),
  ])
  expect(slow.results[0]?.trials[0]?.failures).toContain('It took longer than it may.')
  expect(dear.results[0]?.trials[0]?.failures).toContain('It used more than 500 tokens.')
})

test('embedded, scripts and callers pass without any setting', async () => {
  const { passed, text } = await run('salon')
  expect(text).toContain('Everything passed')
  expect(passed).toBe(true)
})

test.each([
  ['--provider nobody', /no provider called nobody/],
  ['--provider openai', /set OPENAI_API_KEY/],
  ['--provider workers-ai', /CLOUDFLARE_ACCOUNT_ID/],
  ['--model gpt-x', /no models to choose from/],
  ['nosuch.json', /no template and no file/],
  ['salon --only nothing-like-it', /Nothing is called/],
  ['--judge', /--judge needs a model/],
  ['--caller embedded', /cannot play a caller/],
  ['--from-call x.json', /needs the agent/],
])('%s is told in one line', async (args, words) => {
  await expect(run(args)).rejects.toThrow(words)
})

test.each([['--repeat 0'], ['--seed x'], ['--nonsense'], ['a b'], ['--out x']])('%s is no way to ask', (args) => {
  expect(() => readEvalOptions(args.split(' '))).toThrow()
})

test('a transcript in a file becomes a test in a document', async () => {
  const [from, out] = [join(folder, 'call.json'), join(folder, 'agent.json')]
  const said = [
    'Hi, this is Rosalind Frankel, what are your hours today?',
    'We are open from 8 AM to 5 PM.',
    'Thanks, bye.',
    'Goodbye!',
  ]
  const turns = said.map((text, at) => ({
    speaker: at % 2 === 0 ? 'caller' : 'agent',
    text,
    heard_text: at % 2 === 0 ? null : text,
    at: '2026-11-10T15:00:00Z',
  }))
  writeFileSync(from, JSON.stringify({ object: 'transcript', call_id: 'call_x', livemode: false, turns }))
  const shown = await run(`dental-clinic --from-call ${from}`)
  expect(JSON.parse(shown.text)).toMatchObject({
    name: 'From a call',
    turns: [{ say: 'Hi, this is Ann Lee, what are your hours today?' }, { say: 'Thanks, bye.' }],
  })
  const { progress } = await run(`dental-clinic --from-call ${from} --out ${out}`)
  expect(progress).toContain('none of the originals is left')
  expect(progress).toContain('Played on embedded, it passes.')
  expect(readFileSync(out, 'utf8')).not.toMatch(/rosalind|frankel/i)
  expect((await run(`${out} --scripts --only call`)).passed).toBe(true)
})

test('a call is got from the API with its outcome', async () => {
  const turns = [{ speaker: 'caller', text: 'what are your hours', heard_text: null, at: '2026-11-10T15:00:00Z' }]
  const api = createServer((request, response) => {
    const isAllowed = request.headers.authorization === 'Bearer ck_test_x'
    const body = request.url?.endsWith('/transcript') ? { turns } : { outcome: 'question_answered' }
    response.writeHead(isAllowed ? 200 : 401).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1/calls/call_x/transcript`
  const { text } = await run(`salon --from-call ${url}`, { CARELINE_API_KEY: 'ck_test_x' })
  expect(JSON.parse(text)).toMatchObject({ name: 'From a call: question answered', outcome: 'question_answered' })
  await expect(run(`salon --from-call ${url}`, { CARELINE_API_KEY: 'ck_test_y' })).rejects.toThrow(
    'The API answers 401.',
  )
  await expect(run(`salon --from-call ${url}`)).rejects.toThrow('CARELINE_API_KEY')
  await new Promise((resolve) => api.close(resolve))
})
