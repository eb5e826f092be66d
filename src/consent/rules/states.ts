import { EVERY_CLASS, INFORMATION, ofThePack } from './of-the-pack.ts'
import type { Rule } from './rule.ts'
import { STATE_HOURS, type StateRow } from './state-hours.ts'

const DAY_HOURS = 24

/** How often, by state: "on the same subject", which for us is any. */
const STATE_CAPS: readonly StateRow[] = [
  {
    state: 'FL',
    demand: { kind: 'cap', max: 3, hours: DAY_HOURS },
    citation: 'Fla. Stat. 501.616(6)',
    source: 'dnc.com, clickpoint',
    effectiveFrom: '2021-07-01',
  },
  {
    state: 'OK',
    demand: { kind: 'cap', max: 3, hours: DAY_HOURS },
    citation: '15 O.S. 775C.1 and following',
    source: 'dnc.dreamhosters ?p=1309',
    effectiveFrom: '2022-11-01',
  },
  {
    state: 'MD',
    demand: { kind: 'cap', max: 3, hours: DAY_HOURS },
    citation: 'Md. Code, Com. Law 14-4501 and following',
    source: 'dropcowboy, g2leads',
  },
  {
    state: 'ME',
    demand: { kind: 'cap', max: 1, hours: 8 },
    citation: '10 M.R.S. 1498',
    source: 'Call Desk, g2leads',
    channels: ['voice'],
  },
]

/**
 * The rows of a state: what it demands of whatever a business begins, and of calls that complete what the person began. The
 * written answer to what somebody wrote is bound by neither.
 */
function rowsOf({ state, channels = ['voice', 'sms'], citation, ...told }: StateRow): readonly Rule[] {
  const id = `US-${state}-${told.demand.kind}`
  const rule = { ...told, jurisdiction: `US-${state}`, citation: `${citation} (unverified)`, waivable: true }
  if (channels.every((channel) => channel === 'voice'))
    return [ofThePack({ ...rule, id, channels, classes: EVERY_CLASS })]
  return [
    ofThePack({ ...rule, id, channels, classes: [...INFORMATION, 'solicitation'] }),
    ofThePack({ ...rule, id: `${id}-service`, channels: ['voice'], classes: ['transactional'] }),
  ]
}

/** What the states demand, where it is more than what the whole country does. */
export const STATES: readonly Rule[] = [...STATE_HOURS, ...STATE_CAPS].flatMap(rowsOf)
