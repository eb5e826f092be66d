import { EVERY_CHANNEL, ofThePack } from './of-the-pack.ts'
import type { Rule } from './rule.ts'

const DAY_HOURS = 24
const WEEK_HOURS = 7 * DAY_HOURS

const R4: Pick<Rule, 'jurisdiction' | 'citation' | 'source' | 'channels' | 'classes' | 'waivable'> = {
  jurisdiction: 'US',
  citation: '47 CFR 64.1200(a)(9)(iv)',
  source: 'revmo.ai, kennethhiller.com',
  channels: ['voice', 'sms'],
  classes: ['health_care'],
  waivable: true,
}

const R5: typeof R4 & Pick<Rule, 'lineTypes'> = {
  jurisdiction: 'US',
  citation: '47 CFR 64.1200(a)(3)(ii)-(v) (unverified)',
  source: 'the rule itself, not seen',
  channels: ['voice'],
  classes: ['informational'],
  lineTypes: ['landline'],
  waivable: true,
}

/** Of a business of health care a reminder of a visit is about somebody's health, whatever it is called. */
const BEGUN_BY_A_CLINIC: Rule['classes'] = ['health_care', 'informational']

/** What holds for messages of health care, and what a business of health care must have signed. */
export const HEALTH: readonly Rule[] = [
  ofThePack({ ...R4, id: 'R-4-day', demand: { kind: 'cap', max: 1, hours: DAY_HOURS } }),
  ofThePack({ ...R4, id: 'R-4-week', demand: { kind: 'cap', max: 3, hours: WEEK_HOURS } }),
  ofThePack({ ...R5, id: 'R-5', demand: { kind: 'cap', max: 3, hours: 30 * DAY_HOURS } }),
  ofThePack({
    ...R5,
    id: 'R-5-health-day',
    classes: ['health_care'],
    demand: { kind: 'cap', max: 1, hours: DAY_HOURS },
  }),
  ofThePack({
    ...R5,
    id: 'R-5-health-week',
    classes: ['health_care'],
    demand: { kind: 'cap', max: 3, hours: WEEK_HOURS },
  }),
  ofThePack({
    id: 'R-42',
    jurisdiction: 'US',
    citation: '45 CFR 164.502(e), 164.504(e), 164.308(b)',
    source: 'the rule itself, not seen',
    channels: EVERY_CHANNEL,
    classes: BEGUN_BY_A_CLINIC,
    demand: { kind: 'business', has: 'baa_signed' },
  }),
  ofThePack({
    id: 'R-46',
    jurisdiction: 'US',
    citation: '45 CFR 164.502(e); Meta gives no agreement for WhatsApp',
    source: 'tyntec.com, developers.facebook.com',
    channels: ['whatsapp'],
    classes: BEGUN_BY_A_CLINIC,
    demand: { kind: 'no_health' },
  }),
]
