import type { ServerResponse } from 'node:http'

/** What the carrier's API says no with. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal'
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const notFound = (path: string): RestRefusal =>
  new RestRefusal(404, 20404, `The requested resource ${path} was not found`)

export const badValue = (code: number, message: string): RestRefusal => new RestRefusal(400, code, message)

/** Twilio's error document. */
export function sendRefusal(response: ServerResponse, { status, code, message }: RestRefusal): void {
  const headers = status === 401 ? { 'WWW-Authenticate': 'Basic realm="Twilio API"' } : {}
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
  sendJson(response, status, body, headers)
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8', ...headers }).end(JSON.stringify(body))
}
