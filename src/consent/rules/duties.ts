import type { ContactChannel } from '../contact.ts'
import { AS_OF, EVERY_CHANNEL } from './of-the-pack.ts'
import type { Rule } from './rule.ts'

/**
 * A rule that holds no contact back, and says how it is gone about: how far a stop reaches for which nothing narrower was
 * chosen, or that a machine says what it is, whatever the agent is set to.
 */
export interface Duty extends Pick<
  Rule,
  'id' | 'jurisdiction' | 'effectiveFrom' | 'effectiveTo' | 'citation' | 'source' | 'asOf' | 'waivable'
> {
  readonly channels: readonly ContactChannel[]
  readonly duty: 'stop_ends_all' | 'say_it_is_a_machine' | 'give_no_clinical_information'
}

/** The FCC put R-11 off until 31 January 2027. Until then a stop ends all because we say so. */
export const DUTIES: readonly Duty[] = [
  {
    id: 'careline-stop-ends-all',
    jurisdiction: 'careline',
    effectiveFrom: '2025-04-11',
    effectiveTo: '2027-01-31',
    citation: 'Terms of Careline: a stop ends everything',
    source: 'Terms of Careline',
    asOf: AS_OF,
    channels: EVERY_CHANNEL,
    waivable: true,
    duty: 'stop_ends_all',
  },
  {
    id: 'R-11',
    jurisdiction: 'US',
    effectiveFrom: '2027-01-31',
    effectiveTo: null,
    citation: '47 CFR 64.1200(a)(10); order of the CGB of 6 January 2026',
    source: 'consumerfinancialserviceslawmonitor.com/?p=30918',
    asOf: AS_OF,
    channels: EVERY_CHANNEL,
    waivable: true,
    duty: 'stop_ends_all',
  },
  {
    id: 'R-34',
    jurisdiction: 'EU',
    effectiveFrom: '2026-08-02',
    effectiveTo: null,
    citation: 'Regulation (EU) 2024/1689, art. 50(1), (5)',
    source: 'theleveragedyears, evalueserve, compliancehub',
    asOf: AS_OF,
    channels: EVERY_CHANNEL,
    waivable: false,
    duty: 'say_it_is_a_machine',
  },
  {
    // What it would have to be said with is not said at all: the speech guard lets no advice of that kind out.
    id: 'R-36',
    jurisdiction: 'US-CA',
    effectiveFrom: '2025-01-01',
    effectiveTo: null,
    citation: 'California Health and Safety Code 1339.75',
    source: 'lexace.ai',
    asOf: AS_OF,
    channels: EVERY_CHANNEL,
    waivable: false,
    duty: 'give_no_clinical_information',
  },
]
