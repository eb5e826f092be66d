import { UserError } from '../cli/user-error.ts'

const API = 'https://api.cloudflare.com/client/v4'

/**
 * Workers AI from outside a Worker: what the binding does, over Cloudflare's REST API. Only `run` with a raw response, which
 * is all that the provider asks of it.
 *
 * @throws UserError when the account or its token is not set.
 */
export function workersAiOver(settings: Readonly<Record<string, string | undefined>>): Ai {
  const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_URL: api = API } = settings
  if (!account || !token)
    throw new UserError('Workers AI needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN in the environment.')
  const far = {
    run: (model: string, inputs: unknown, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Response> =>
      fetch(`${api}/accounts/${encodeURIComponent(account)}/ai/run/${model}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(inputs),
        redirect: 'manual',
        ...(signal && { signal }),
      }),
  }
  return far as unknown as Ai
}
