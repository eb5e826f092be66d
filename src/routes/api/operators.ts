import type { Actor } from '../../context.ts'
import type { Env } from '../../env.ts'
import { bytesEqual } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'
import { readOperatorKeys } from '../../kernel/operator-keys.ts'

/** Somebody who runs the gateway. Without a name: whoever has `OPERATOR_KEY`. */
export type Operator = Extract<Actor, { readonly type: 'operator' }>

interface KnownKey {
  readonly operator: Operator
  readonly digest: Uint8Array<ArrayBuffer>
}

/** Digests are kept, not keys. Settings do not change while an isolate lives. */
const known = new WeakMap<Env, Promise<readonly KnownKey[]>>()

function knownKeys(env: Env): Promise<readonly KnownKey[]> {
  const read = known.get(env) ?? digestsOf(env)
  known.set(env, read)
  return read
}

function digestsOf({ OPERATOR_KEY, OPERATOR_KEYS }: Env): Promise<readonly KnownKey[]> {
  const own = (readOperatorKeys(OPERATOR_KEYS ?? '') ?? []).map(({ name, key }) => ({
    operator: { type: 'operator', name } as const,
    key,
  }))
  const all = OPERATOR_KEY ? [...own, { operator: { type: 'operator' } as const, key: OPERATOR_KEY }] : own
  return Promise.all(all.map(async ({ operator, key }) => ({ operator, digest: await sha256(key) })))
}

/**
 * Whose key this is among those who run the gateway, or null.
 *
 * Digests are compared, and all of them whichever fits, so that neither length nor content nor whose it is shows in the time it takes.
 */
export async function operatorOf(env: Env, token: string): Promise<Operator | null> {
  const digest = await sha256(token)
  let found: Operator | null = null
  for (const each of await knownKeys(env)) if (bytesEqual(digest, each.digest)) found = each.operator
  return found
}
