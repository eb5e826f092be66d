import { reachOf } from '../kernel/ip-address.ts'
import { err, ok, type Result } from '../kernel/result.ts'

const URL_CHARS_MAX = 2_000

export type UrlProblem = 'unreadable' | 'too_long' | 'not_https' | 'port' | 'userinfo' | 'host' | 'own_host' | 'address'

/** Why a URL is refused, for whoever gave it. */
export const URL_PROBLEMS: Readonly<Record<UrlProblem, string>> = {
  unreadable: 'This is not a URL.',
  too_long: `A URL may have at most ${URL_CHARS_MAX} characters.`,
  not_https: 'Only https URLs are called.',
  port: 'Only port 443 is called.',
  userinfo: 'A URL may not carry a user name or password.',
  host: 'This host is not on the public internet.',
  own_host: 'The gateway does not call itself.',
  address: 'This address is not on the public internet.',
}

export interface UrlRules {
  /** Whether `http` and any port are fine on loopback: under `npm start` and in tests, never when deployed. */
  readonly loopbackAllowed: boolean
  /** The gateway's own public origin. Neither its host nor a host under it is called. */
  readonly publicUrl: string
}

/** Names that resolve inside somebody's network, whatever the public DNS says. */
const INNER_ZONES = ['internal', 'local', 'localhost', 'arpa', 'lan', 'home', 'corp', 'intranet']

/**
 * Whether a URL a customer gave may be called, as the parsed URL that is.
 *
 * Run when it is saved and again before each attempt, because rules grow. Works on the host as the URL parser
 * understood it, so that `0x7f.1` and `2130706433` are 127.0.0.1. What a public name resolves to cannot be seen from a
 * Worker; egress from there has no private network to reach.
 */
export function checkUrl(text: string, rules: UrlRules): Result<URL, UrlProblem> {
  if (text.length > URL_CHARS_MAX) return err('too_long')
  if (!URL.canParse(text)) return err('unreadable')
  const url = new URL(text)
  url.hash = ''
  if (url.username !== '' || url.password !== '') return err('userinfo')

  const host = url.hostname.replace(/\.$/, '')
  if (rules.loopbackAllowed && isLoopback(host) && /^https?:$/.test(url.protocol)) return ok(url)
  if (url.protocol !== 'https:') return err('not_https')
  if (url.port !== '') return err('port')
  const problem = hostProblem(host, rules)
  return problem === null ? ok(url) : err(problem)
}

function hostProblem(host: string, { publicUrl }: UrlRules): UrlProblem | null {
  const reach = reachOf(host)
  if (reach !== null) return reach === 'public' ? null : 'address'
  const labels = host.split('.')
  if (labels.length < 2 || labels.includes('')) return 'host'
  if (INNER_ZONES.includes(labels.at(-1) ?? '')) return 'host'
  const own = URL.canParse(publicUrl) ? new URL(publicUrl).hostname : ''
  return host === own || host.endsWith(`.${own}`) ? 'own_host' : null
}

const isLoopback = (host: string): boolean => host === 'localhost' || reachOf(host) === 'loopback'
