import { createHmac } from 'node:crypto'

export type Params = Readonly<Record<string, string>>

/** `X-Twilio-Signature`: HMAC-SHA1 of the address and every field, sorted by name, as name and value. */
export function signatureOf(authToken: string, url: string, params: Params = {}): string {
  const fields = Object.keys(params)
    .sort()
    .map((name) => name + params[name])
  return createHmac('sha1', authToken)
    .update(url + fields.join(''), 'utf8')
    .digest('base64')
}
