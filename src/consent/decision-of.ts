import { sha256HexNow } from '../kernel/sha256-now.ts'
import type { ContactDecision } from './contact.ts'
import type { Looked } from './demands.ts'
import type { Verdict } from './may-contact.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }

/**
 * JSON in which neither the order of names nor that of a list's entries matters: what is known of somebody is known in no
 * order. Names are those of our own types, and need no escaping.
 */
function withoutOrder(value: Json | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value !== 'object') return String(value ?? null)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(withoutOrder).toSorted().join()}]`
  let text = ''
  for (const name of Object.keys(value).toSorted()) {
    const one = (value as Readonly<Record<string, Json | undefined>>)[name]
    if (one !== undefined) text += `${text === '' ? '' : ','}"${name}":${withoutOrder(one)}`
  }
  return `{${text}}`
}

/** A thread knows the same of somebody for as long as nothing changes: the digest of that is made once. */
const digests = new WeakMap<object, string>()

function digestOnce(known: object): string {
  const digest = digests.get(known) ?? sha256HexNow(withoutOrder(known as Json))
  digests.set(known, digest)
  return digest
}

/**
 * What the gate said, as it is kept, with a digest of all that it looked at. Of the number only that there is one is in it,
 * beside the zones that it gave: a number could be found out from its digest.
 */
export function decisionOf(verdict: Verdict, { ask, person, business }: Looked): ContactDecision {
  const { reasons, asked, zones, localTimes, nextAllowedAtMs } = verdict
  const [first] = reasons
  const { agreements, preferences, ...more } = person
  const { waived, policyAcceptedAtMs, baaSignedAtMs, dncAsOfMs, rndAsOfMs } = business
  const { userId = null, ...asking } = ask
  const to = { phone: ask.phone !== null, userId: userId !== null }
  const looked = { ask: { ...asking, ...to }, person: more, asked, zones }
  const known = [agreements, preferences, business].map(digestOnce)
  return {
    allowed: first === undefined,
    code: first?.code ?? null,
    ruleIds: first === undefined ? asked : [...new Set(reasons.flatMap(({ ruleIds }) => ruleIds))],
    zones,
    localTimes,
    nextAllowedAtMs,
    inputsHash: sha256HexNow([withoutOrder(looked as unknown as Json), ...known].join('\n')),
    waived,
    policyAcceptedAtMs,
    baaSignedAtMs,
    dncAsOfMs,
    rndAsOfMs,
  }
}
