import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { toBase64, utf8 } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'
import { EVENT_TYPES } from '../../events/catalogue.ts'
import { REFUSAL_STATUS } from '../../kernel/refusal.ts'
import { api, resources } from '../api/index.ts'
import type { OpenApiDocument } from './openapi.ts'

const fetchSite = (path: string) => exports.default.fetch(`http://gateway.test${path}`)
const openApi = async (): Promise<OpenApiDocument> => (await fetchSite('/openapi.json')).json()

/** Every value of a JSON document, with the path to it. */
function* valuesOf(value: unknown, path = ''): Generator<readonly [path: string, name: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    yield [`${path}/${name}`, name, inner]
    yield* valuesOf(inner, `${path}/${name}`)
  }
}

const at = (document: unknown, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], document)

test('it is OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const document = await openApi()
  expect(document.openapi).toBe('3.1.0')
  const references = [...valuesOf(document)].filter(([, name]) => name === '$ref')
  expect(references.length).toBeGreaterThan(100)
  for (const [path, , reference] of references)
    expect(at(document, String(reference)), `${path}: ${String(reference)}`).toBeDefined()
  expect([...valuesOf(document)].filter(([, name]) => name === '$defs' || name === '$schema')).toEqual([])
})

test('what is documented is what there is', async () => {
  const document = await openApi()
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const routed = api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method.toLowerCase()} /v1${path.replace(/:(\w+)/g, '{$1}')}`)
  expect(documented.toSorted()).toEqual(routed.toSorted())
  expect(new Set(documented).size).toBe(documented.length)
})

test('every operation says what it is, what it needs and how it fails', async () => {
  const document = await openApi()
  const ids = new Set<string>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = `${method} ${path}`
      expect(operation.summary, name).toMatch(/^[A-Z][^.]+$/)
      expect(operation.security, name).toEqual([
        operation['x-scope'] === undefined ? { operatorKey: [] } : { apiKey: [] },
      ])
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        name,
      ).toBe(true)
      for (const status of ['401', '403', '422', '429', '500']) expect(operation.responses, name).toHaveProperty(status)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const declared = operation.parameters.flatMap((parameter) =>
        'in' in parameter && parameter.in === 'path' ? [parameter.name] : [],
      )
      expect(declared, name).toEqual(inPath)
      expect(
        operation.parameters.some((one) => '$ref' in one && one.$ref.endsWith('IdempotencyKey')),
        name,
      ).toBe(method === 'post')
      ids.add(operation.operationId)
    }
  }
  expect(ids.size).toBe(Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length)
})

test('the example of every body is one that its operation takes', async () => {
  const document = await openApi()
  for (const [base, { operations }] of resources) {
    for (const { method, path, body } of operations) {
      const documented = document.paths[`/v1${base}${path === '/' ? '' : path}`.replace(/:(\w+)/g, '{$1}')]?.[method]
      const example = documented?.requestBody?.content['application/json']?.example
      expect(body?.safeParse(example).error, `${method} ${base}${path}`).toBeUndefined()
    }
  }
})

test('the example of a message is one that there could be', async () => {
  const { paths } = await openApi()
  const exampleOf = (path: string, method: string, status: string): Record<string, unknown> => {
    const responses = paths[path]?.[method]?.responses as Record<
      string,
      { content: Record<string, { example: never }> }
    >
    return responses[status]!.content['application/json']!.example
  }
  expect(exampleOf('/v1/messages', 'post', '202')).toMatchObject({
    id: expect.stringMatching(/^msg_/),
    status: 'queued',
  })
  expect(exampleOf('/v1/messages/{id}', 'get', '200')).toMatchObject({
    id: expect.stringMatching(/^msg_/),
    thread_id: expect.stringMatching(/^thr_/),
    provider: 'twilio',
    line: '+12125550100',
    content: { type: 'text', text: expect.stringContaining(' ') },
    media: [{ id: expect.stringMatching(/^med_/) }],
  })
  expect(exampleOf('/v1/threads/{id}', 'get', '200')).toMatchObject({ id: expect.stringMatching(/^thr_/) })
  expect(exampleOf('/v1/channels/{id}', 'get', '200')).toMatchObject({ id: expect.stringMatching(/^chn_/) })
})

test('every event is described as it is sent', async () => {
  expect(Object.keys((await openApi()).webhooks).toSorted()).toEqual([...EVENT_TYPES].toSorted())
})

test('the page has every operation, error and event, and every link within it leads somewhere', async () => {
  const page = await (await fetchSite('/docs')).text()
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  for (const link of links) expect(anchors, link).toContain(link)
  for (const methods of Object.values((await openApi()).paths)) {
    for (const { operationId } of Object.values(methods)) expect(anchors).toContain(operationId)
  }
  for (const code of [...Object.keys(REFUSAL_STATUS), 'internal']) expect(anchors).toContain(`error-${code}`)
  for (const type of EVENT_TYPES) expect(anchors).toContain(`event-${type}`)
})

test('the page needs nothing but itself, and may load nothing else', async () => {
  const response = await fetchSite('/docs')
  const page = await response.text()
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=/i)
  expect([...page.matchAll(/href="([^"]+)"/g)].filter(([, href]) => !href!.startsWith('#'))).toEqual([])

  const style = /<style>([^]*?)<\/style>/.exec(page)![1]!
  const hash = toBase64(await sha256(utf8(style)))
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
})

test('no example holds a number or an address of anybody real', async () => {
  const text = JSON.stringify(await openApi())
  const numbers = [...text.matchAll(/\+?1?[ .(-]*\d{3}[ .)-]*\d{3}[ .-]*\d{4}\b/g)].map(([number]) =>
    number.replace(/\D/g, ''),
  )
  for (const number of numbers.filter((digits) => digits.length >= 10 && digits.length <= 11))
    expect(number).toMatch(/^1?21255501\d\d$/)
  for (const [address] of text.matchAll(/[\w.]+@[\w.]+/g)) expect(address).toMatch(/@example\.com$/)
})
