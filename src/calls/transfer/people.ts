import type { AgentDocument, AgentTarget } from '../../agents/agent-document.ts'
import { isForAnyone } from '../../agents/for-anyone.ts'
import { isOpenAt } from '../../agents/open-hours.ts'
import type { TransferPerson } from '../call-state.ts'

/** A caller who has heard this many ring in vain is not to wait for another. */
const PEOPLE_MAX = 5

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

/**
 * Whom to ring for a caller who is to be passed to `number`, in its own way: that one, then everybody else whom the routing names for
 * the same wish, or for anyone, at this hour, in its order.
 */
export function peopleToTry(
  document: AgentDocument,
  { number, mode }: { readonly number: string; readonly mode: TransferPerson['mode'] | undefined },
  nowMs: number,
): readonly TransferPerson[] {
  const wish = document.routing.find(({ to }) => isPhone(to) && to.number === number)?.intent
  const first = phoneTargets(document).find((target) => target.number === number)
  const others = routed(document, (intent) => isForAnyone(intent) || intent === wish, nowMs)
  const people = [{ number, mode: mode ?? first?.mode ?? ('cold' as const) }, ...others]
  return people
    .filter(({ number: own }, at) => people.findIndex((one) => one.number === own) === at)
    .slice(0, PEOPLE_MAX)
}

const holds = (when: 'always' | 'open' | 'closed', isOpen: boolean): boolean =>
  when === 'always' || (when === 'open') === isOpen

const personOf = ({ number, mode }: PhoneTarget): TransferPerson => ({ number, mode })
