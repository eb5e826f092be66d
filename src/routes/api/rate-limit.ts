import { Refusal } from '../../kernel/refusal.ts'
import type { ApiContext } from './api-env.ts'
import type { Caller } from './auth.ts'

/** As in wrangler.toml, `[[ratelimits]]`: the platform counts, and tells only yes or no. */
export const API_LIMIT_REQUESTS = 300
export const API_LIMIT_SECONDS = 10

/** @throws Refusal rate_limited once the key has asked too often. Counted by key, where the request arrived. */
export async function refuseOverLimit(c: ApiContext, caller: Caller): Promise<void> {
  const { success } = await c.env.API_LIMIT.limit({ key: caller.limitKey })
  if (success) return
  const allowed = `${API_LIMIT_REQUESTS} requests in ${API_LIMIT_SECONDS} seconds`
  throw new Refusal('rate_limited', `A key may make ${allowed}.`, { retryAfterSeconds: API_LIMIT_SECONDS })
}

/** The policy on every answer, and on a 429 that nothing is left of it (draft-ietf-httpapi-ratelimit-headers). */
export function tellLimit(answer: Response): void {
  answer.headers.set('ratelimit-policy', `"default";q=${API_LIMIT_REQUESTS};w=${API_LIMIT_SECONDS}`)
  if (answer.status === 429) answer.headers.set('ratelimit', `"default";r=0;t=${API_LIMIT_SECONDS}`)
}
