import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, grants, SCOPE_PATTERN, scopeOf, VERBS } from './scopes.ts'

const resource = fc.constantFrom('calls', 'keys', 'webhook_endpoints')
const verb = fc.constantFrom(...VERBS)
const scope = fc.oneof(
  fc.constant('*'),
  verb,
  fc.tuple(resource, fc.oneof(verb, fc.constant('*'))).map((parts) => parts.join(':')),
)

test.each([
  [['*'], 'calls:erase', true],
  [['read'], 'calls:read', true],
  [['read'], 'calls:write', false],
  [['write'], 'calls:read', false],
  [['write'], 'people:erase', false],
  [['calls:*'], 'calls:erase', true],
  [['calls:*'], 'keys:read', false],
  [['calls:read'], 'calls:read', true],
  [['calls:read'], 'recordings:read', false],
  [[], 'calls:read', false],
] as const)('%j may do %s: %s', (scopes, needed, allowed) => {
  expect(grants(scopes, needed)).toBe(allowed)
})

test('an operation needs its verb on its own resource unless it names another', () => {
  expect(scopeOf('calls', 'read')).toBe('calls:read')
  expect(scopeOf('calls', 'recordings:read')).toBe('recordings:read')
})

test('what a key passes on never allows what the key itself may not do', () => {
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 4 }), scope, resource, verb, (own, passedOn, on, what) => {
      if (!covers(own, passedOn)) return
      const needed = `${on}:${what}`
      if (grants([passedOn], needed)) expect(grants(own, needed)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('every scope there is has the form a key may carry', () => {
  fc.assert(fc.property(scope, (one) => SCOPE_PATTERN.test(one)))
  for (const odd of ['', 'admin', 'calls:', ':read', 'calls:read:more', '*:*', 'Calls:read'])
    expect(odd).not.toMatch(SCOPE_PATTERN)
})
