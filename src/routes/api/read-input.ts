import * as z from 'zod'
import { Refusal, type FieldError } from '../../kernel/refusal.ts'
import { readBody } from '../../kernel/read-body.ts'
import { bodyErrors, queryErrors } from './field-errors.ts'
import type { ApiContext } from './api-env.ts'
import type { Operation } from './operation.ts'

const BODY_BYTES_MAX = 256 * 1024
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
const NoFields = z.strictObject({}).optional()

/** What an operation is asked with, each part as its schema lets it through. */
export interface Input {
  readonly body: unknown
  readonly query: unknown
  readonly params: unknown
  /** The body as it arrived, for telling a repeat from another request. */
  readonly rawBody: Uint8Array<ArrayBuffer>
  /** The body has not been read: its handler does. */
  readonly isStreamed: boolean
}

/**
 * Reads and checks the input of `operation`.
 *
 * @throws Refusal bad_request, too_large, invalid with all wrong fields at once, or not_found for a path that does
 *   not fit: it names nothing there can be.
 */
export async function readInput(c: ApiContext, operation: Operation): Promise<Input> {
  const names = c.req.param() as Readonly<Record<string, string>>
  const params = operation.params ? operation.params.safeParse(names) : { success: true as const, data: names }
  if (!params.success) throw new Refusal('not_found', 'There is nothing here.')

  const query = operation.query?.safeParse(queryOf(c), { reportInput: true })
  const isStreamed = isTaken(c, operation)
  const { rawBody, body } = operation.method === 'get' || isStreamed ? NO_BODY : await bodyOf(c, operation)
  refuseErrors([...(query?.error ? queryErrors(query.error) : []), ...(body?.error ? bodyErrors(body.error) : [])])
  return { params: params.data, query: query?.data, body: body?.data, rawBody, isStreamed }
}

function refuseErrors(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new Refusal('invalid', sentenceFor(errors.length), { errors })
}

const sentenceFor = (count: number): string => (count === 1 ? 'One field is wrong.' : `${count} fields are wrong.`)

const NO_BODY = { rawBody: new Uint8Array(), body: undefined }

async function bodyOf(c: ApiContext, operation: Operation) {
  const rawBody = await boundedBody(c, operation.bodyBytesMax ?? BODY_BYTES_MAX)
  return { rawBody, body: parseBody(c, operation, rawBody) }
}

/** The body is of the other kind that the operation takes. */
const isTaken = (c: ApiContext, { consumes }: Operation): boolean =>
  consumes !== undefined && c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() === consumes

async function boundedBody(c: ApiContext, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  const read = await readBody(c.req.raw, bytesMax)
  if (!read.ok) throw new Refusal('too_large', `A body may have ${bytesMax / 1024} KB.`)
  return read.value
}

/** An empty body is an empty object where fields are expected, so that what is missing is named. */
function parseBody(c: ApiContext, operation: Operation, rawBody: Uint8Array): z.ZodSafeParseResult<unknown> {
  const schema = operation.body ?? NoFields
  if (rawBody.length === 0) return schema.safeParse(operation.body ? {} : undefined, { reportInput: true })
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new Refusal('bad_request', 'Send the body as application/json.')
  }
  return schema.safeParse(jsonOf(rawBody), { reportInput: true })
}

function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(rawBody))
  } catch {
    throw new Refusal('bad_request', 'The body is not JSON in UTF-8.')
  }
}

/** A parameter given once is a string; given more than once an array, which a schema of one value refuses. */
function queryOf(c: ApiContext): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
