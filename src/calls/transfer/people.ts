import type { AgentDocument, AgentTarget } from '../../agents/agent-document.ts'
import { isForAnyone } from '../../agents/for-anyone.ts'
import { isOpenAt } from '../../agents/open-hours.ts'
import type { TransferPerson } from '../call-state.ts'

/** A caller who has heard this many ring in vain is not to wait for another. */
export const PEOPLE_MAX = 5

type PhoneTarget = Extract<AgentTarget, { kind: 'phone' }>

const isPhone = (target: AgentTarget | string | undefined): target is PhoneTarget =>
  typeof target === 'object' && target.kind === 'phone'

/** Everybody the document would have rung, wherever it says so; those of the routing first. */
export function phoneTargets({ routing, dtmf, guardrails, identity, skills }: AgentDocument): readonly PhoneTarget[] {
  return [
    ...routing.map(({ to }) => to),
    ...Object.values(dtmf),
    guardrails.emergency?.thenTransfer,
    identity.onFail,
    skills.refill?.route,
    skills.qa?.unknown,
    skills.message?.route,
  ].filter(isPhone)
}

/** Everybody whom the routing names for anyone who asks, at this hour, in its order. */
export const peopleNow = (document: AgentDocument, nowMs: number): readonly TransferPerson[] =>
  routed(document, (intent) => isForAnyone(intent), nowMs)

function routed(
  { routing, hours }: AgentDocument,
  isMeant: (intent: string) => boolean,
  nowMs: number,
): readonly TransferPerson[] {
  const isOpen = isOpenAt(hours, nowMs)
  return routing
    .filter(({ intent, when }) => isMeant(intent) && holds(when, isOpen))
    .map(({ to }) => to)
    .filter(isPhone)
    .map(personOf)
}

interface Wanted {
  readonly number: string
  readonly mode: TransferPerson['mode'] | undefined
  readonly sendDigits?: string | undefined
}

interface Dialled {
  readonly number: string
  readonly sendDigits?: string | undefined
}

/** An extension has a whole house's number, and is somebody of their own all the same. */
export const isSame = (one: Dialled, other: Dialled): boolean =>
  one.number === other.number && (one.sendDigits ?? '') === (other.sendDigits ?? '')

/**
 * Whom to ring for a caller who is to be passed to `number`, in its own way: that one, then everybody else whom the routing names for
 * the same wish, or for anyone, at this hour, in its order.
 */
export function peopleToTry(
  document: AgentDocument,
  { number, mode, sendDigits }: Wanted,
  nowMs: number,
): readonly TransferPerson[] {
  const wanted = { number, ...(sendDigits !== undefined && { sendDigits }) }
  const wish = document.routing.find(({ to }) => isPhone(to) && isSame(to, wanted))?.intent
  const first = phoneTargets(document).find((target) => isSame(target, wanted))
  const others = routed(document, (intent) => isForAnyone(intent) || intent === wish, nowMs)
  // The number comes back to us in a webhook: only the document says who may be rung.
  const asked = first === undefined ? [] : [{ ...wanted, mode: mode ?? first.mode }]
  const people = [...asked, ...others]
  return people.filter((person, at) => people.findIndex((one) => isSame(one, person)) === at).slice(0, PEOPLE_MAX)
}

const holds = (when: 'always' | 'open' | 'closed', isOpen: boolean): boolean =>
  when === 'always' || (when === 'open') === isOpen

const personOf = ({ number, mode, sendDigits }: PhoneTarget): TransferPerson => ({
  number,
  mode,
  ...(sendDigits !== undefined && { sendDigits }),
})
