/** What a key may be allowed to do with a kind of object. `erase` is apart from `write`: it cannot be undone. */
export const VERBS = ['read', 'write', 'erase'] as const
type Verb = (typeof VERBS)[number]

/** A verb on this operation's own resource, or another resource's: `recordings:read`. */
export type OperationScope = Verb | `${string}:${Verb}`

/** What a key carries: `*`, `read` (anything), `calls:read`, `calls:*`. */
export const SCOPE_PATTERN = /^(\*|read|write|erase|[a-z_]{1,40}:(\*|read|write|erase))$/

/** `resource:verb` of an operation tagged `tag`. */
export const scopeOf = (tag: string, scope: OperationScope): string => (scope.includes(':') ? scope : `${tag}:${scope}`)

/** Whether a key with `scopes` may do what needs `needed` (`resource:verb`). Nothing implies anything else but `*`. */
export function grants(scopes: readonly string[], needed: string): boolean {
  const [resource = '', verb = ''] = needed.split(':')
  return scopes.some((scope) => scope === '*' || scope === verb || scope === needed || scope === `${resource}:*`)
}

/** Whether everything `narrower` allows is allowed by `wider`: a key may not make a key that can do more than itself. */
export function covers(wider: readonly string[], narrower: string): boolean {
  if (wider.includes('*') || wider.includes(narrower)) return true
  if (!narrower.includes(':')) return false
  const [resource = '', verb = ''] = narrower.split(':')
  if (verb !== '*') return grants(wider, narrower)
  return VERBS.every((each) => grants(wider, `${resource}:${each}`))
}
