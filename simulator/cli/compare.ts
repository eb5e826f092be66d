import type { CallRecord } from '../caller/place-call.ts'
import type { Expectation } from '../caller/scenario.ts'
import type { Aftermath } from './aftermath.ts'
import { fieldOf, textOf } from './gateway.ts'

/** One way in which what came of a call is not what was expected. */
export interface Difference {
  readonly what: string
  readonly expected: string
  readonly actual: string
}

/** Where the call and its aftermath differ from what its scenario says. Empty when all is as it should be. */
export function compare(record: CallRecord, aftermath: Aftermath, expected: Expectation): readonly Difference[] {
  const { call, booking, events } = aftermath
  const differences: Difference[] = []
  const differ = (what: string, wanted: string | null | undefined, actual: string | null): void => {
    if (wanted === undefined || wanted === actual) return
    differences.push({ what, expected: wanted ?? 'none', actual: actual ?? 'none' })
  }
  if (record.failure !== null) differences.push({ what: 'talk', expected: 'as scripted', actual: record.failure })
  if (call === null) differences.push({ what: 'call', expected: 'in GET /v1/calls', actual: 'not there' })
  differ('ends', expected.ends, record.ends)
  differ('outcome', expected.outcome, textOf(call?.['outcome']))
  differ('booking', expected.booking, textOf(booking?.['status']) ?? 'none')
  differ('recording', expected.recording, textOf(fieldOf(call?.['recording'], 'status')))
  for (const type of expected.events) {
    if (!events.some((event) => event.type === type)) differ('event', type, 'not received')
  }
  return differences
}

/** Two callers who were given the same slot. */
export function sharedSlots(aftermaths: readonly Aftermath[]): readonly Difference[] {
  const slots = aftermaths.flatMap(({ booking }) => {
    const start = textOf(booking?.['starts_at'])
    return start === null ? [] : [`${start} with ${textOf(booking?.['resource_id']) ?? 'nobody'}`]
  })
  const shared = slots.find((slot, index) => slots.indexOf(slot) !== index)
  return shared === undefined ? [] : [{ what: 'slots', expected: 'one booking each', actual: `two at ${shared}` }]
}
