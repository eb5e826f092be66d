import { EVERY_CHANNEL, EVERY_CLASS, INFORMATION, ofThePack } from './of-the-pack.ts'
import type { Demand, Rule } from './rule.ts'
import { between, week } from './week.ts'

const EIGHT_TO_NINE: Demand = { kind: 'hours', week: week(between(8, 21)), holiday: 'as_the_day' }
const LIST_DAYS = 31

/**
 * Emergency lines that are one number in a whole country, and the helplines of the United States that 64.1200(a)(1)(i) means:
 * poison control, and for lives in danger.
 */
const EMERGENCY_NUMBERS: readonly string[] = [
  '911',
  '112',
  '999',
  '000',
  '110',
  '118',
  '119',
  '988',
  '933',
  '+18002221222',
  '+18002738255',
  '+18007997233',
  '+18006564673',
]

/** Numbers that cost somebody more than a call: pay-per-call of North America, and personal numbers of the United Kingdom. */
const PAID_BY_THE_CALLED: readonly string[] = ['+1900', '+1976', '+4470']

/** Consent, and lines that are left alone. */
const CONSENT: readonly Rule[] = [
  ofThePack({
    id: 'R-1',
    jurisdiction: 'US',
    effectiveFrom: '2024-02-08',
    citation: 'FCC 24-17 (CG 23-362); 47 CFR 64.1200(a)(1)',
    source: 'FCC 24-17 (text of the order), natlawreview',
    channels: ['voice'],
    classes: ['transactional', ...INFORMATION],
    demand: { kind: 'consent', level: 'express' },
  }),
  ofThePack({
    id: 'R-2',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(a)(2), (f)(9)',
    source: 'VapiAI/docs tcpa-consent',
    channels: ['voice', 'sms'],
    classes: ['solicitation'],
    demand: { kind: 'consent', level: 'written' },
  }),
  ofThePack({
    id: 'R-2-text',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(a)(1)',
    source: 'VapiAI/docs tcpa-consent',
    channels: ['sms'],
    classes: INFORMATION,
    demand: { kind: 'consent', level: 'express' },
  }),
  ofThePack({
    id: 'R-3',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(a)(1)(i)-(iii)',
    source: 'saxton.org, edocket',
    channels: ['voice'],
    classes: EVERY_CLASS,
    demand: {
      kind: 'line',
      denied: ['emergency', 'patient_room', 'called_party_pays', 'hospital'],
      numbers: EMERGENCY_NUMBERS,
      prefixes: PAID_BY_THE_CALLED,
    },
  }),
  ofThePack({
    id: 'R-3-text',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(a)(1)(i)',
    source: 'saxton.org, edocket',
    channels: ['sms', 'whatsapp'],
    classes: EVERY_CLASS,
    demand: { kind: 'line', denied: ['emergency'], numbers: EMERGENCY_NUMBERS, prefixes: [] },
  }),
]

/** Hours, and what must have been looked at. */
const REACH: readonly Rule[] = [
  ofThePack({
    id: 'R-6',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(c)(1)',
    source: 'fedsoc.org, quoting the rule',
    channels: EVERY_CHANNEL,
    classes: ['solicitation'],
    demand: EIGHT_TO_NINE,
  }),
  ofThePack({
    id: 'R-7',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(c)(1); petition of 3 March 2025, open',
    source: 'ecomm-alliance.org, natlawreview 289620',
    channels: EVERY_CHANNEL,
    classes: INFORMATION,
    waivable: true,
    demand: EIGHT_TO_NINE,
  }),
  ofThePack({
    id: 'R-7-service',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(c)(1); petition of 3 March 2025, open',
    source: 'ecomm-alliance.org, natlawreview 289620',
    channels: ['voice'],
    classes: ['transactional'],
    waivable: true,
    demand: EIGHT_TO_NINE,
  }),
  ofThePack({
    id: 'R-15-dnc',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(c)(2); Va. Code 59.1-514(C)',
    source: 'Va. Code 59.1-514(C)',
    channels: ['voice', 'sms'],
    classes: ['solicitation'],
    demand: { kind: 'fresh', list: 'dnc', days: LIST_DAYS },
  }),
  ofThePack({
    id: 'R-15-rnd',
    jurisdiction: 'US',
    citation: '47 CFR 64.1200(m)',
    source: 'Va. Code 59.1-514(C)',
    channels: ['voice', 'sms'],
    classes: ['solicitation'],
    demand: { kind: 'fresh', list: 'rnd', days: LIST_DAYS },
  }),
]

export const FEDERAL: readonly Rule[] = [...CONSENT, ...REACH]
