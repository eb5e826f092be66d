import { randomBytes } from 'node:crypto'

/** What Meta says no with: its code, and the HTTP status and words that go with it. */
export const GRAPH_CODES = {
  1: [500, 'An unknown error occurred'],
  2: [503, 'Service temporarily unavailable'],
  4: [429, 'Application request limit reached'],
  10: [403, 'Application does not have permission for this action'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Error validating access token: Session has expired'],
  368: [403, 'Temporarily blocked for policies violations'],
  80007: [429, 'Rate limit issues'],
  130429: [429, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  131000: [500, 'Something went wrong'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [503, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131031: [403, 'Account has been locked'],
  131042: [400, 'Business eligibility payment issue'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'Meta chose not to deliver'],
  131050: [400, 'User has stopped marketing messages from your business'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  131057: [503, 'Account in maintenance mode'],
  131062: [400, 'Business-scoped user id is not supported for this message'],
  132000: [400, 'Template Param Count Mismatch'],
  132001: [404, 'Template does not exist'],
  132005: [400, 'Template Hydrated Text Too Long'],
  132007: [400, 'Template Format Character Policy Violated'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  133010: [400, 'Phone number not registered'],
} as const satisfies Readonly<Record<number, readonly [status: number, title: string]>>

export type GraphCode = keyof typeof GRAPH_CODES

export const isGraphCode = (code: number): code is GraphCode => code in GRAPH_CODES

/** A no of the Graph API. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal'
  readonly code: GraphCode
  readonly details: string
  readonly subcode: number | null

  constructor(code: GraphCode, details: string, subcode: number | null = null) {
    super(details)
    this.code = code
    this.details = details
    this.subcode = subcode
  }
}

/** There is nothing by this id, or nothing for this application. */
export const noSuchObject = (id: string): GraphRefusal =>
  new GraphRefusal(
    100,
    `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    33,
  )

const OF_THE_PLATFORM: readonly number[] = [1, 2, 4, 10, 100, 190]

/** HTTP status and body of a refusal. Errors of the platform have their details in the message, those of WhatsApp beside it. */
export function refusalDocument({ code, details, subcode }: GraphRefusal): { status: number; body: unknown } {
  const [status, title] = GRAPH_CODES[code]
  const isPlatforms = OF_THE_PLATFORM.includes(code)
  const error = {
    message: isPlatforms && details !== '' ? `(#${code}) ${details}` : `(#${code}) ${title}`,
    type: 'OAuthException',
    code,
    ...(subcode !== null && { error_subcode: subcode }),
    ...(!isPlatforms && { error_data: { messaging_product: 'whatsapp', details: details === '' ? title : details } }),
    fbtrace_id: randomBytes(8).toString('base64url'),
  }
  return { status, body: { error } }
}
