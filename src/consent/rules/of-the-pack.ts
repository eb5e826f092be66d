import type { ContactChannel, PurposeClass } from '../contact.ts'
import type { Rule } from './rule.ts'

/** When the sources of this pack were last looked at. */
export const AS_OF = '2026-11-01'
/** For what has been law for so long that the day on which it began decides nothing any more. */
const LONG_AGO = '1970-01-01'

export const EVERY_CHANNEL: readonly ContactChannel[] = ['voice', 'sms', 'whatsapp']
export const EVERY_CLASS: readonly PurposeClass[] = ['transactional', 'informational', 'health_care', 'solicitation']
/** What a business begins without selling anything. */
export const INFORMATION: readonly PurposeClass[] = ['informational', 'health_care']

/** What no rule of the pack goes without saying. */
type Told = 'id' | 'jurisdiction' | 'citation' | 'source' | 'channels' | 'classes' | 'demand'

/** A rule of this pack: of long standing, without an end and not waivable unless it says otherwise. */
export const ofThePack = (rule: Pick<Rule, Told> & Partial<Rule>): Rule => ({
  effectiveFrom: LONG_AGO,
  effectiveTo: null,
  asOf: AS_OF,
  waivable: false,
  ...rule,
})
