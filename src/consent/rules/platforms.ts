import { EVERY_CHANNEL, EVERY_CLASS, INFORMATION, ofThePack } from './of-the-pack.ts'
import type { Rule } from './rule.ts'

const WHATSAPP: Pick<Rule, 'jurisdiction' | 'citation' | 'source' | 'channels'> = {
  jurisdiction: 'platform:whatsapp',
  citation: 'WhatsApp Business Messaging Policy, opt-in and customer service window',
  source: 'docs.360dialog.com, AWS social messaging, salesmartly',
  channels: ['whatsapp'],
}

/** What platforms demand, and what we demand ourselves. */
export const PLATFORMS: readonly Rule[] = [
  ofThePack({ ...WHATSAPP, id: 'R-24', classes: EVERY_CLASS, demand: { kind: 'window' } }),
  ofThePack({ ...WHATSAPP, id: 'R-24-opt-in', classes: INFORMATION, demand: { kind: 'consent', level: 'express' } }),
  ofThePack({
    ...WHATSAPP,
    id: 'R-24-marketing',
    classes: ['solicitation'],
    demand: { kind: 'consent', level: 'written' },
  }),
  ofThePack({
    id: 'careline-service',
    jurisdiction: 'careline',
    citation: 'Terms of Careline: an answer in writing needs no agreement of its own',
    source: 'Terms of Careline',
    channels: ['sms', 'whatsapp'],
    classes: ['transactional'],
    demand: { kind: 'consent', level: 'none' },
  }),
  ofThePack({
    id: 'careline-policy',
    jurisdiction: 'careline',
    citation: 'Terms of Careline: the policies that stand are accepted',
    source: 'Terms of Careline',
    channels: EVERY_CHANNEL,
    classes: EVERY_CLASS,
    demand: { kind: 'business', has: 'policy_accepted' },
  }),
  ofThePack({
    id: 'careline-rings',
    jurisdiction: 'careline',
    citation: 'Terms of Careline: nobody is rung more than three times within a day',
    source: 'Terms of Careline',
    channels: ['voice'],
    classes: INFORMATION,
    waivable: true,
    demand: { kind: 'cap', max: 3, hours: 24 },
  }),
]
