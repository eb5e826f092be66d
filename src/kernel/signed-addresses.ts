import { decodeForm } from './form-fields.ts'

interface Split {
  readonly scheme: string
  readonly credentials: string
  readonly host: string
  readonly port: string
  readonly rest: string
}

/**
 * The addresses Twilio may have signed for a request to `url`, likeliest first.
 *
 * The address as configured; with and without its port, because voice drops the port of https and messaging keeps it;
 * then the same as a URL parser writes them, and with the query encoded the old way (`'` plain, space as `%20`),
 * which some of Twilio's back ends sign.
 */
export function* addressesOf(url: string): Generator<string> {
  yield url
  const seen = new Set([url])
  for (const address of variantsOf(url)) {
    if (!seen.has(address)) yield address
    seen.add(address)
  }
}

/**
 * The addresses Twilio may have signed for the upgrade to the socket at `url`: as it was handed out, without its port,
 * and each with its last slash added or taken away. Never the `http` spelling: only `ws` and `wss` were ever seen.
 */
export function socketAddressesOf(url: string): readonly string[] {
  return [...new Set([url, otherSlash(url), withoutPort(url), otherSlash(withoutPort(url))])]
}

function* variantsOf(url: string): Generator<string> {
  yield withoutPort(url)
  yield withPort(url)
  if (!URL.canParse(url)) return
  const parsed = new URL(url).toString()
  const spellings = [withoutPort(parsed), withPort(parsed)]
  yield* spellings
  yield* spellings.map(withLegacyQuery)
}

/** The parts of `url` cut without parsing it: a parser would re-encode what Twilio signed. */
function split(url: string): Split | null {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#]*@)?)(\[[^\]/?#]*\]|[^:/?#]*)((?::[^/?#]*)?)(.*)$/is.exec(url)
  if (!match) return null
  const [, scheme = '', credentials = '', host = '', port = '', rest = ''] = match
  return { scheme, credentials, host, port, rest }
}

function withoutPort(url: string): string {
  const parts = split(url)
  return parts ? parts.scheme + parts.credentials + parts.host + parts.rest : url
}

function withPort(url: string): string {
  const parts = split(url)
  if (!parts || parts.port !== '') return url
  const port = parts.scheme.toLowerCase() === 'https://' ? ':443' : ':80'
  return parts.scheme + parts.credentials + parts.host + port + parts.rest
}

function otherSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : `${url}/`
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  if (start === -1 || start === url.length - 1) return url
  const pairs = [...decodeForm(url.slice(start + 1))].flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  return `${url.slice(0, start)}?${pairs.join('&')}`
}
