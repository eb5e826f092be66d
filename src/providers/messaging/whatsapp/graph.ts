import type { Secrets } from '../../../env.ts'
import { farAddress } from '../../../kernel/far-address.ts'

const API_URL = 'https://graph.facebook.com'
const API_VERSION = 'v26.0'

/** Where Meta's Graph API is, and where it hands out files. */
export interface Graph {
  /** With the version, without a slash at its end. */
  readonly baseUrl: string
  /** Whether the access token may be sent to `url`: it is Meta's own, or of the server that stands in for it. */
  isOwn(url: URL): boolean
}

/** @throws Error naming the setting that is malformed, never its value. */
export function graphOf(secrets: Secrets): Graph {
  const version = secrets['WHATSAPP_API_VERSION'] || API_VERSION
  if (!/^v\d{1,3}\.\d{1,2}$/.test(version)) throw new Error(`WHATSAPP_API_VERSION must be such as ${API_VERSION}`)
  const isLocal = secrets['PLATFORM'] === 'local'
  const base = farAddress('WHATSAPP_API_URL', secrets['WHATSAPP_API_URL'] || API_URL, isLocal)
  return {
    baseUrl: `${base.href.replace(/\/+$/, '')}/${version}`,
    isOwn: (url) => url.username + url.password === '' && (url.origin === base.origin || isMetaHost(url)),
  }
}

function isMetaHost({ protocol, hostname, port }: URL): boolean {
  const isKnown = hostname === 'lookaside.fbsbx.com' || hostname === 'graph.facebook.com'
  return protocol === 'https:' && port === '' && (isKnown || hostname.endsWith('.fbcdn.net'))
}
