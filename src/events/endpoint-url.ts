import { Refusal } from '../kernel/refusal.ts'
import { URL_PROBLEMS, checkUrl, type UrlRules } from './check-url.ts'

/**
 * A URL that may be saved, as it was understood.
 *
 * @throws Refusal `invalid`, pointing at `/url`.
 */
export function savableUrl(text: string, rules: UrlRules): string {
  const checked = checkUrl(text, rules)
  if (checked.ok) return checked.value.href
  const detail = URL_PROBLEMS[checked.error]
  throw new Refusal('invalid', detail, { errors: [{ pointer: '/url', code: `url_${checked.error}`, detail }] })
}
