import * as z from 'zod'
import { schemaOf } from '../../events/catalogue/entry.ts'
import { catalogue } from '../../events/catalogue.ts'
import { REFUSAL_STATUS } from '../../kernel/refusal.ts'
import type { Operation } from '../api/operation.ts'
import { PROBLEM_TYPE } from '../api/problem.ts'
import { scopeOf } from '../api/scopes.ts'
import { jsonSchemaOf, type Components, type JsonSchema } from './json-schema.ts'
import { sampleOf } from './sample.ts'

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: JsonSchema
  readonly description?: string
}

interface Content {
  readonly schema: JsonSchema
  readonly example?: unknown
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly tags: readonly [string]
  readonly summary: string
  readonly description?: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  /** What the key must carry; absent for the operator. */
  readonly 'x-scope'?: string
  readonly parameters: readonly (OpenApiParameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<Record<string, unknown>>
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly webhooks: Readonly<Record<string, unknown>>
  readonly components: Readonly<Record<string, unknown>> & { readonly schemas: Components }
}

/** A resource where it is mounted. */
export type Mounted = readonly (readonly [
  base: string,
  { readonly tag: string; readonly operations: readonly Operation[] },
])[]

const json = (schema: JsonSchema, example: unknown): Readonly<Record<string, Content>> => ({
  'application/json': example === undefined ? { schema } : { schema, example },
})

/** `/keys/:id` as OpenAPI writes it: `/v1/keys/{id}`. */
const pathOf = (base: string, { path }: Operation): string =>
  `/v1${base}${path === '/' ? '' : path}`.replace(/:(\w+)/g, '{$1}')

/** The API as OpenAPI 3.1, made of what each operation says about itself. Nothing in it is written twice. */
export function openApiDocument(mounted: Mounted, publicUrl: string): OpenApiDocument {
  const schemas: Components = { Problem: jsonSchemaOf(Problem, 'Problem', {}) }
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const [base, { operations }] of mounted) {
    for (const operation of operations) {
      const path = pathOf(base, operation)
      paths[path] = { ...paths[path], [operation.method]: describe(path, operation, schemas) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Careline',
      version: '1',
      description: 'A gateway that lets an AI answer a business’s phone, lawfully.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(mounted.map(([, { tag }]) => tag))].map((name) => ({ name })),
    paths,
    webhooks: webhooks(),
    components: {
      schemas,
      responses: problemResponses(),
      headers: HEADERS,
      parameters: PARAMETERS,
      securitySchemes: SECURITY,
    },
  }
}

function describe(path: string, operation: Operation, schemas: Components): OpenApiOperation {
  const operationId = `${operation.method}${path.replace(/^\/v1/, '').replace(/[{}]/g, '').replaceAll('/', '_')}`
  const { summary, description, tag, scope, operator } = operation
  const body = operation.body && jsonSchemaOf(operation.body, operationId, schemas)
  const example = operation.example ?? (body && sampleOf(body, schemas))
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: [operator ? { operatorKey: [] } : { apiKey: [] }],
    ...(!operator && { 'x-scope': scopeOf(tag, scope) }),
    parameters: [
      ...pathParameters(path, operation, schemas),
      ...queryParameters(operation, operationId, schemas),
      ...(operation.method === 'post' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(body && {
      requestBody: {
        required: (body.required ?? []).length > 0,
        content: { ...json(body, example), ...(operation.consumes !== undefined && { [operation.consumes]: CSV }) },
      },
    }),
    responses: responses(operation, operationId, schemas),
  }
}

function pathParameters(path: string, operation: Operation, schemas: Components): OpenApiParameter[] {
  const typed = operation.params && jsonSchemaOf(operation.params, 'params', schemas).properties
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: typed?.[name] ?? { type: 'string' },
  }))
}

function queryParameters({ query }: Operation, operationId: string, schemas: Components): OpenApiParameter[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = jsonSchemaOf(query, operationId, schemas)
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(description !== undefined && { description }),
  }))
}

function responses(operation: Operation, operationId: string, schemas: Components): Record<string, unknown> {
  const headers = {
    'Request-Id': { $ref: '#/components/headers/RequestId' },
    'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
    ...(operation.method === 'post' && { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
  }
  const schema = operation.response && jsonSchemaOf(operation.response, operationId, schemas)
  const content = {
    ...(operation.produces !== undefined && { [operation.produces]: {} }),
    ...(schema && json(schema, sampleOf(schema, schemas))),
  }
  const statuses = [400, 401, 403, ...(operation.path.includes(':') ? [404] : []), 409, 413, 422, 429, 500, 503]
  const read = operation.method === 'get'
  const problems = statuses.filter((status) => !(read && (status === 409 || status === 413)))
  return {
    [operation.status ?? 200]: {
      description: operation.status === 204 ? 'Done.' : operation.summary,
      headers,
      ...(Object.keys(content).length > 0 && { content }),
    },
    ...Object.fromEntries(problems.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
  }
}

const Problem = z.object({
  type: z.string().describe('Where the code is explained.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What happened this time, for people.'),
  code: z.string().describe('What happened, for programs.'),
  request_id: z.string(),
  errors: z
    .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
    .optional()
    .describe('Every wrong field: a JSON pointer into the body, or a query parameter.'),
  rule_ids: z.array(z.string()).optional().describe('The rules by which it was refused.'),
})

const CSV = { schema: { type: 'string' as const } }

const OTHER_PROBLEMS = [[500, 'internal']] as const

function problemResponses(): Record<string, unknown> {
  const codes = Map.groupBy(
    [...Object.entries(REFUSAL_STATUS).map(([code, status]) => [status, code] as const), ...OTHER_PROBLEMS],
    ([status]) => status,
  )
  const schema = { $ref: '#/components/schemas/Problem' }
  const headers = { 'Request-Id': { $ref: '#/components/headers/RequestId' } }
  return Object.fromEntries(
    [...codes].map(([status, same]) => {
      const description = same.map(([, code]) => `\`${code}\``).join(', ')
      return [`Problem${status}`, { description, headers, content: { [PROBLEM_TYPE]: { schema } } }]
    }),
  )
}

function webhooks(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([type, { description, shape, example }]) => {
      const body = {
        type: 'object',
        properties: {
          type: { type: 'string', const: type },
          timestamp: { type: 'string', format: 'date-time' },
          data: schemaOf(shape),
        },
        required: ['type', 'timestamp', 'data'],
      }
      const sample = { type, timestamp: '2026-12-01T15:30:00.000Z', data: example }
      const content = json(body, sample)
      const answered = { '2XX': { description: 'Delivered. Anything else is tried again.' } }
      return [
        type,
        {
          post: {
            summary: description,
            tags: ['events'],
            requestBody: { required: true, content },
            responses: answered,
          },
        },
      ]
    }),
  )
}

const text = { schema: { type: 'string' } }
const HEADERS = {
  RequestId: { ...text, description: 'Names the request, here, in problems and in our logs.' },
  RateLimitPolicy: {
    ...text,
    description: 'How many requests a key may make in how many seconds: `"default";q=300;w=10`.',
  },
  IdempotentReplayed: {
    ...text,
    description: '`true` when this is the answer an earlier request with the same key got.',
  },
}

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'Makes the request safe to repeat for 24 hours: nothing is done twice.',
  },
}

const SECURITY = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'A key of the business: `ck_live_…` or `ck_test_…`.' },
  operatorKey: { type: 'http', scheme: 'bearer', description: 'The key of whoever runs the gateway.' },
}
