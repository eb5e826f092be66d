import { keptBy } from '../kernel/kept-by.ts'
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
  if (Array.isArray(value)) {
    if (value.length < 2) return value.length === 0 ? '[]' : `[${withoutOrder(value[0] as Json)}]`
    return `[${value.map(withoutOrder).toSorted().join()}]`
  }
  let text = ''
  for (const name of Object.keys(value).toSorted()) {
    const one = (value as Readonly<Record<string, Json | undefined>>)[name]
    if (one !== undefined) text += `${text === '' ? '' : ','}"${name}":${withoutOrder(one)}`
  }
  return `{${text}}`
}

/** A thread knows the same of somebody for as long as nothing changes: the digest of that is made once. */
const digestOnce = keptBy((...known: readonly [object, ...object[]]) =>
  sha256HexNow(known.map((one) => withoutOrder(one as Json)).join('\n')),
)

/** In the order of the alphabet, as long as they are the same. */
const inOrder = keptBy((names: readonly string[]) => names.toSorted())

/**
 * A digest of all that the gate looked at. Of the number only that there is one is in it, beside the zones that it gave: a
 * number could be found out from its digest.
 */
function inputsHashOf({ asked, zones }: Verdict, { ask, person, business }: Looked): string {
  const { atMs, channel, characters, form, hours, isAnswer, phone, purpose, userId = null, ...noMore } = ask
  noMore satisfies Record<string, never>
  const { agreements, takenBack, preferences, whereabouts, lineTags, ...now } = person
  const { contacts, stops, reachedBy, isObjecting, lineType, windowEndsAtMs, ...nothingElse } = now
  nothingElse satisfies Record<string, never>
  const asking = { atMs, channel, characters, form, hours, isAnswer, purpose }
  const looked = {
    asking: hours === undefined ? asking : { ...asking, hours: [hours.from, hours.to] },
    to: [phone !== null, userId !== null, inOrder(zones)],
    asked: inOrder(asked),
    person: [isObjecting, lineType, windowEndsAtMs],
  }
  const lists = [contacts, stops, reachedBy].map((list) => withoutOrder(list as readonly unknown[] as readonly Json[]))
  const known = digestOnce(agreements, takenBack, preferences, whereabouts, lineTags, business)
  return sha256HexNow(`${JSON.stringify(looked)}\n${lists.join('\n')}\n${known}`)
}

/** What the gate said, as it is kept, with a digest of all that it looked at. */
export function decisionOf(verdict: Verdict, looked: Looked): ContactDecision {
  const { reasons, asked, zones, localTimes, nextAllowedAtMs } = verdict
  const [first] = reasons
  const { waived, policyAcceptedAtMs, baaSignedAtMs, dncAsOfMs, rndAsOfMs } = looked.business
  return {
    allowed: first === undefined,
    code: first?.code ?? null,
    ruleIds: first === undefined ? asked : [...new Set(reasons.flatMap(({ ruleIds }) => ruleIds))],
    zones,
    localTimes,
    nextAllowedAtMs,
    inputsHash: inputsHashOf(verdict, looked),
    waived,
    policyAcceptedAtMs,
    baaSignedAtMs,
    dncAsOfMs,
    rndAsOfMs,
  }
}
