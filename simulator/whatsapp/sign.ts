import { createHmac } from 'node:crypto'

/** `X-Hub-Signature-256` over the bytes as they go out. */
export const hubSignature = (appSecret: string, body: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body, 'utf8').digest('hex')}`

/** JSON as Meta puts it on the wire: nothing but ASCII, other characters as `\uXXXX` in lower case, slashes escaped. */
export const wireJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
