import { env, exports } from 'cloudflare:workers'
import { lineOf } from '../src/policies/policy-line.ts'
import { standingVersion } from '../src/policies/standing.ts'
import { undocumented } from './documented.ts'

export const OPERATOR_KEY = 'operator-key-for-tests-000000000000'

/** Operators with keys of their own, as vitest.config.ts sets them. */
export const OPERATORS = {
  'ann.lee': 'operator-key-of-ann-for-tests-0000',
  'bo.ray': 'operator-key-of-bo-for-tests-00000',
  'cy.dee': 'operator-key-of-cy-for-tests-00000',
} as const

export interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer of the API with its JSON read, loosely typed: a test says what it expects of it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests assert on the shape themselves
  readonly json: any
}

/**
 * Asks the API of the Worker under test. With a body the method is POST unless another is given.
 *
 * @throws Error when a successful answer is not as its operation documents it.
 */
export async function ask(key: string | null, path: string, { method, body, headers = {} }: Ask = {}): Promise<Answer> {
  const response = await exports.default.fetch(`http://gateway.test/v1${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = text !== '' && /\bjson\b/.test(response.headers.get('content-type') ?? '')
  const json = isJson ? JSON.parse(text) : text
  const wrong = response.ok && isJson ? undocumented(method ?? (body === undefined ? 'GET' : 'POST'), path, json) : null
  if (wrong !== null) throw new Error(wrong)
  return { status: response.status, headers: response.headers, json }
}

export interface TestTenant {
  readonly id: string
  readonly slug: string
  /** A live key and a test key, each with every scope. */
  readonly key: string
  readonly testKey: string
}

/** A business of its own for a test, made through the API as an operator makes one. It has accepted its policy, unless told not to. */
export async function aTenant({
  accepts = true,
  ...fields
}: Readonly<Record<string, unknown>> & { readonly accepts?: boolean } = {}): Promise<TestTenant> {
  const { status, json } = await ask(OPERATOR_KEY, '/tenants', {
    body: { name: 'Bright Smile Dental', privacy_contact: 'privacy@example.com', ...fields },
  })
  if (status !== 201) throw new Error(`no tenant: ${JSON.stringify(json)}`)
  const [live, test] = json.keys
  const { version } = standingVersion(lineOf(json.vertical), Date.now())
  // By hand: through the API it would be the first entry of every chain of audit that a test looks at. That it was opened is
  // the last entry of the platform's, and taken out for the same reason.
  const accept = 'UPDATE tenants SET policy_version = ?, policy_accepted_at_ms = ? WHERE id = ?'
  const opened = "DELETE FROM audit_entries WHERE tenant_id = 'platform' AND action = 'account.opened' AND subject = ?"
  await env.DB.batch([
    env.DB.prepare(opened).bind(json.id),
    ...(accepts ? [env.DB.prepare(accept).bind(version, Date.now(), json.id)] : []),
  ])
  return { id: json.id, slug: json.slug, key: live.key, testKey: test.key }
}

/** A key of the tenant with these scopes only. */
export async function aKey(
  tenant: TestTenant,
  scopes: readonly string[],
  fields = {},
): Promise<{ id: string; key: string }> {
  const { json } = await ask(tenant.key, '/keys', { body: { name: 'For a test', scopes, ...fields } })
  return { id: json.id, key: json.key }
}
