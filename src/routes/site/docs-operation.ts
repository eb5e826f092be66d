import { xmlText } from '../../kernel/xml.ts'
import { fieldsTable, typeOf } from './docs-fields.ts'
import { codeBlock, prettyJson, prose, table } from './html.ts'
import type { Components, JsonSchema } from './json-schema.ts'
import type { OpenApiDocument, OpenApiOperation, OpenApiParameter } from './openapi.ts'

/** An operation with where it is. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly operation: OpenApiOperation
}

/** Every operation of a document, in its order. */
export const routesOf = (document: OpenApiDocument): Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )

/** One operation as a card: what it does, what it takes, how to call it, what comes back. */
export function operationCard({ method, path, operation }: Route, document: OpenApiDocument): string {
  const { operationId, summary, description } = operation
  const scope = operation['x-scope']
  const needs = scope === undefined ? 'Needs the operator key.' : `Needs \`${scope}\`.`
  const request = { method, path, operation }
  return `<article class="operation" id="${operationId}">
<header><h3><a href="#${operationId}">${xmlText(summary)}</a></h3><span class="route"><span class="method ${method}">${method}</span>${xmlText(path)}</span></header>
${description === undefined ? '' : `<p>${prose(description)}</p>`}<p class="needs">${prose(needs)}</p>
${queryTable(operation, document.components.schemas)}${bodyTable(operation, document.components.schemas)}
${codeBlock(curlOf(request, document.servers[0]?.url ?? ''))}
${answerOf(operation, document.components.schemas)}
</article>`
}

function queryTable({ parameters }: OpenApiOperation, components: Components): string {
  const rows = parameters.filter((one): one is OpenApiParameter => 'in' in one && one.in === 'query')
  const properties = Object.fromEntries(
    rows.map(({ name, schema, description }) => [
      name,
      { ...schema, ...(description !== undefined && { description }) },
    ]),
  )
  const required = rows.filter((row) => row.required).map(({ name }) => name)
  return rows.length === 0 ? '' : `<h4>Query</h4>${fieldsTable({ properties, required }, components)}`
}

function bodyTable({ requestBody }: OpenApiOperation, components: Components): string {
  const schema = requestBody?.content['application/json']?.schema
  return schema === undefined ? '' : `<h4>Body</h4>${fieldsTable(schema, components)}`
}

/** A call that can be pasted. Path parameters are left as words to fill in. */
function curlOf({ method, path, operation }: Route, origin: string): string {
  const key = operation['x-scope'] === undefined ? 'OPERATOR_KEY' : 'CARELINE_KEY'
  const example = operation.requestBody?.content['application/json']?.example
  const verb = method === 'get' || (method === 'post' && example !== undefined) ? '' : `-X ${method.toUpperCase()} `
  const url = `${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`
  const lines = [
    `curl ${verb}${url}`,
    `  -H "Authorization: Bearer $${key}"`,
    ...(method === 'post' ? ['  -H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(example === undefined ? [] : [`  --json '${JSON.stringify(example, null, 2).replaceAll("'", "'\\''")}'`]),
  ]
  return lines.join(' \\\n')
}

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>>
}

function answerOf({ responses }: OpenApiOperation, components: Components): string {
  const [status = '200', given] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const [type, content] = Object.entries((given as Answer | undefined)?.content ?? {})[0] ?? []
  if (type === undefined || content === undefined)
    return `<p class="needs">Answers <code>${status}</code> without a body.</p>`
  if (content.schema === undefined)
    return `<p class="needs">Answers <code>${status}</code> with <code>${xmlText(type)}</code>.</p>`
  const fields = fieldsTable(content.schema, components)
  return `<details><summary>Answers ${status}: ${xmlText(typeOf(content.schema, components))}</summary>${prettyJson(content.example)}${fields}</details>`
}

/** The codes of problems with their statuses, each an anchor that `type` points to. */
export const problemTable = (
  rows: readonly { readonly code: string; readonly status: number; readonly title: string }[],
): string =>
  table(
    ['Code', 'Status', 'Means'],
    rows.map(({ code, status, title }) => [`<code id="error-${code}">${code}</code>`, String(status), xmlText(title)]),
  )
