import { catalogue } from '../../events/catalogue.ts'
import { REFUSAL_STATUS, type RefusalCode } from '../../kernel/refusal.ts'
import { titleOf } from '../api/problem.ts'
import { API_LIMIT_REQUESTS, API_LIMIT_SECONDS } from '../api/rate-limit.ts'
import { problemTable } from './docs-operation.ts'
import { codeBlock, prettyJson, prose } from './html.ts'

/** A part of the guide that comes before the operations. */
export interface GuideSection {
  readonly id: string
  readonly title: string
  readonly html: string
}

const paragraphs = (...texts: readonly string[]): string => texts.map((text) => `<p>${prose(text)}</p>`).join('')

/** What is true of every operation, so that no operation says it. */
export const guide = (origin: string): readonly GuideSection[] => [
  { id: 'start', title: 'Start', html: start(origin) },
  { id: 'keys-and-scopes', title: 'Keys and scopes', html: keysAndScopes() },
  { id: 'objects', title: 'Objects and lists', html: objectsAndLists(origin) },
  { id: 'idempotency', title: 'Asking twice', html: idempotency() },
  { id: 'errors', title: 'Errors', html: errors() },
  { id: 'webhooks', title: 'Events to you', html: webhooks() },
]

const start = (origin: string): string =>
  paragraphs(
    `The API is at \`${origin}/v1\`. Requests and answers are JSON in UTF-8; a body may have 256 KB.`,
    'Send your key as a bearer token. This lists your last calls:',
  ) +
  codeBlock(`curl ${origin}/v1/calls?limit=5 \\\n  -H "Authorization: Bearer $CARELINE_KEY"`) +
  paragraphs('The same description for programs is at `/openapi.json` (OpenAPI 3.1).')

const keysAndScopes = (): string =>
  paragraphs(
    'A key begins with `ck_live_` or `ck_test_`, and its beginning decides the mode. A test key makes and sees only objects with `livemode: false`, and nothing it does reaches a real carrier.',
    'A key is shown once, when it is made. Revoke it and it is dead with the next request, everywhere. Its last six characters are a checksum, so that a mistyped key is told from an unknown one. Never put a key in a URL.',
    'What a key may do is a list of scopes. `calls:read` allows one verb on one resource, `calls:*` every verb on it, `read` that verb on everything, `*` everything. The verbs are `read`, `write` and `erase`; none includes another. A key cannot make a key that can do more than itself. Each operation below says what it needs.',
  )

const objectsAndLists = (origin: string): string =>
  paragraphs(
    'Every object has an `id` with a prefix (`call_`, `bkg_`, `per_` …), a `livemode` and a `created_at`. Ids sort by the time they were made. Times are RFC 3339 in UTC. New fields may appear at any time: read what you know and pass over the rest.',
    'Lists come newest first, twenty at a time. `limit` takes 1 to 100; `starting_after` and `ending_before` take an id and go on from there, to older and to newer. While `has_more` is true, `next_cursor` is the id to go on from in the same direction.',
  ) +
  codeBlock(
    `curl "${origin}/v1/calls?limit=50&starting_after=call_01k5m3x8q2v7w9y0z1a2b3c4d5" \\\n  -H "Authorization: Bearer $CARELINE_KEY"`,
  ) +
  paragraphs(
    'Phone numbers are taken as people write them: `(212) 555-0142`, `00 44 …`, `011 44 …`, full-width digits. They are given as E.164. An id of another business is the same 404 as one that never was.',
  )

const idempotency = (): string =>
  paragraphs(
    'Every POST takes an `Idempotency-Key` of up to 255 visible ASCII characters; a UUID is good. Send the same request with the same key again within 24 hours and it is not done again: you get the first answer, with `Idempotent-Replayed: true`.',
    'The same key with another body is `idempotency_key_reused` (422). While the first request is at work it is `idempotency_in_flight` (409) with `Retry-After`. Failures of ours (5xx) and refusals for wrong fields or a wrong key are not kept: repair the request and use the same key. An answer that names more than three people is not kept: its repeat is `conflict` (409), and nothing is done twice. Where somebody whom it names has been erased since, a repeat is `not_found` (404).',
  )

function errors(): string {
  const codes = Object.entries(REFUSAL_STATUS) as [RefusalCode, number][]
  const rows = codes.map(([code, status]) => ({ code, status, title: titleOf(code) }))
  const example = {
    type: '…/docs#error-invalid',
    title: titleOf('invalid'),
    status: REFUSAL_STATUS.invalid,
    detail: 'One field is wrong.',
    code: 'invalid',
    request_id: 'req_01k5m3x8q2v7w9y0z1a2b3c4d5',
    errors: [{ pointer: '/phone_number', code: 'not_a_phone_number', detail: 'No phone number can be read here.' }],
  }
  return (
    paragraphs(
      'An error is a problem document (RFC 9457) of type `application/problem+json`. Programs go by `code`; `detail` is for people. When fields are wrong, all of them are in `errors`, each with a JSON pointer. A refusal by rule names its rules in `rule_ids`.',
    ) +
    prettyJson(example) +
    problemTable([...rows, { code: 'internal', status: 500, title: 'Our fault: quote the request id' }]) +
    paragraphs(
      `A key may make ${API_LIMIT_REQUESTS} requests in ${API_LIMIT_SECONDS} seconds. Beyond that the answer is 429 with \`Retry-After\`; \`RateLimit-Policy\` is on every answer. So is \`Request-Id\`: quote it when you ask about a request.`,
    )
  )
}

function webhooks(): string {
  const rows = Object.entries(catalogue).map(
    ([type, { description, example }]) =>
      `<details id="event-${type}"><summary><code>${type}</code> ${prose(description)}</summary>${prettyJson({ type, timestamp: '2026-12-01T15:30:00.000Z', data: example })}</details>`,
  )
  return (
    paragraphs(
      'Add an endpoint and events are posted to it as they happen, as Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` and `webhook-signature`. The signature is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, under the bytes after `whsec_` in your secret, decoded from base64. While a secret is being rotated there are two signatures; one that matches is enough.',
      'Refuse timestamps more than five minutes off. Answer 2xx within 15 seconds. Anything else is tried again over three days, with the same `webhook-id`: use it to drop what you have seen. 410 ends deliveries to the endpoint. Events tell ids, states and times; get the object for the rest.',
    ) +
    codeBlock(
      `import { Webhook } from 'standardwebhooks'\n\nconst event = new Webhook(secret).verify(rawBody, headers)`,
    ) +
    rows.join('')
  )
}
