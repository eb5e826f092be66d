import type { Secrets } from '../../../env.ts'
import type { MessagingAccount } from '../contract.ts'
import { graphOf } from './graph.ts'

/**
 * The platform's own app at Meta, or null when none is configured.
 *
 * @throws Error naming the setting that is malformed or missing, never its value.
 */
export function accountOf(secrets: Secrets): MessagingAccount | null {
  const secret = secrets['META_APP_SECRET']
  const previous = secrets['META_APP_SECRET_PREVIOUS']
  const accessToken = secrets['META_ACCESS_TOKEN'] || null
  if (!secret && !previous && accessToken === null) return null

  expectToken('META_APP_SECRET', secret)
  if (previous) expectToken('META_APP_SECRET_PREVIOUS', previous)
  if (accessToken !== null) expectToken('META_ACCESS_TOKEN', accessToken)
  graphOf(secrets)
  return { accountId: '', signingSecrets: previous ? [secret, previous] : [secret], accessToken }
}

function expectToken(name: string, value: string | undefined): asserts value is string {
  if (value === undefined || !/^[\x21-\x7e]{8,512}$/.test(value)) {
    throw new Error(`${name} must be 8 to 512 visible characters`)
  }
}
