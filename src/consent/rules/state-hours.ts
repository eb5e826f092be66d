import type { ContactChannel } from '../contact.ts'
import type { Demand } from './rule.ts'
import { between, week } from './week.ts'

/** A state's row, as the law of that state would have it. */
export interface StateRow {
  /** As in `US-FL`. */
  readonly state: string
  readonly demand: Demand
  readonly citation: string
  readonly source: string
  readonly effectiveFrom?: string
  /** Absent: calls and texts. */
  readonly channels?: readonly ContactChannel[]
}

type Hours = Extract<Demand, { readonly kind: 'hours' }>
type Week = Hours['week']

const hours = (week: Week): Hours => ({ kind: 'hours', week, holiday: 'as_the_day' })
const butNoHoliday = (week: Week): Hours => ({ kind: 'hours', week, holiday: null })

const EIGHT_TO_NINE = between(8, 21)
const EIGHT_TO_EIGHT = between(8, 20)
const NINE_TO_NINE = between(9, 21)
const WORKDAYS_NINE_TO_FIVE = week(between(9, 17), null, null)

const TOOLS = 'dropcowboy, clickpoint'

/**
 * When people may be contacted, by state. Where sources differ the stricter one stands; a day of which a source says nothing
 * is as a workday. None was held against its statute: every citation says so.
 */
export const STATE_HOURS: readonly StateRow[] = [
  {
    state: 'FL',
    demand: hours(week(EIGHT_TO_EIGHT)),
    citation: 'Fla. Stat. 501.616(6)',
    source: 'dnc.com, clickpoint',
    effectiveFrom: '2021-07-01',
  },
  {
    state: 'OK',
    demand: hours(week(EIGHT_TO_EIGHT)),
    citation: '15 O.S. 775C.1 and following',
    source: 'dnc.dreamhosters ?p=1309',
    effectiveFrom: '2022-11-01',
  },
  {
    // Sources differ on whether "Texas time" or that of whoever is called: both must allow.
    state: 'TX',
    demand: { ...hours(week(NINE_TO_NINE, NINE_TO_NINE, between(12, 21))), alsoIn: ['America/Chicago'] },
    citation: 'Tex. Bus. & Com. Code 301.051, SB 140',
    source: 'colemanbusinesslaw, foster.com, cloudcommunications',
    effectiveFrom: '2025-09-01',
  },
  {
    state: 'MD',
    demand: hours(week(EIGHT_TO_EIGHT)),
    citation: 'Md. Code, Com. Law 14-4501 and following',
    source: 'dropcowboy, g2leads',
  },
  {
    state: 'WA',
    demand: hours(week(EIGHT_TO_EIGHT)),
    citation: 'RCW 80.36.390',
    source: 'Call Desk can_i_call_now',
  },
  {
    state: 'WY',
    demand: hours(week(EIGHT_TO_EIGHT)),
    citation: 'Wyo. Stat. 40-12-302',
    source: 'Call Desk can_i_call_now',
  },
  {
    state: 'AL',
    demand: butNoHoliday(week(EIGHT_TO_EIGHT, EIGHT_TO_EIGHT, null)),
    citation: 'Ala. Code 8-19A-14',
    source: 'dropcowboy',
  },
  {
    state: 'LA',
    demand: butNoHoliday(week(EIGHT_TO_EIGHT, EIGHT_TO_EIGHT, null)),
    citation: 'La. R.S. 45:844.31',
    source: 'dropcowboy',
  },
  {
    state: 'MS',
    demand: hours(week(EIGHT_TO_EIGHT, EIGHT_TO_EIGHT, null)),
    citation: 'Miss. Code 77-3-723',
    source: 'dropcowboy',
  },
  { state: 'CT', demand: hours(week(between(9, 20))), citation: 'Conn. Gen. Stat. 42-288a', source: TOOLS },
  { state: 'KY', demand: hours(week(between(10, 21))), citation: 'KRS 367.46955', source: TOOLS },
  { state: 'MA', demand: hours(week(EIGHT_TO_EIGHT)), citation: 'M.G.L. c. 159C s. 3', source: TOOLS },
  { state: 'MI', demand: hours(week(NINE_TO_NINE)), citation: 'MCL 445.111a', source: 'dropcowboy' },
  { state: 'MN', demand: hours(week(NINE_TO_NINE)), citation: 'Minn. Stat. 325E.30', source: 'dropcowboy' },
  { state: 'NM', demand: hours(week(NINE_TO_NINE)), citation: 'N.M. Stat. 57-12-22', source: 'dropcowboy' },
  { state: 'NV', demand: hours(week(between(9, 20))), citation: 'NRS 598.0918', source: 'dropcowboy' },
  // 8 to 21 but for prerecorded voices; the stricter one for all.
  { state: 'IL', demand: hours(week(NINE_TO_NINE)), citation: '815 ILCS 305/15', source: TOOLS },
  {
    state: 'ME',
    demand: hours(WORKDAYS_NINE_TO_FIVE),
    citation: '10 M.R.S. 1498',
    source: 'Call Desk, g2leads',
    channels: ['voice'],
  },
  {
    state: 'PA',
    demand: butNoHoliday(week(between(9, 19), between(9, 19), null)),
    citation: 'SB 992, 73 P.S. 2241 and following',
    source: 'pasenategop.com, Call Desk',
    effectiveFrom: '2026-10-18',
  },
  {
    state: 'VA',
    demand: hours(week(EIGHT_TO_NINE)),
    citation: 'Va. Code 59.1-511',
    source: 'mwcllc.com, mondaq 1738886',
  },
  {
    state: 'NE',
    demand: {
      kind: 'hours',
      week: week(EIGHT_TO_NINE, EIGHT_TO_NINE, between(13, 21)),
      holiday: between(13, 21),
    },
    citation: 'Neb. Rev. Stat. 86-236 and following',
    source: 'clickpoint',
    channels: ['voice'],
  },
  {
    state: 'RI',
    demand: butNoHoliday(week(EIGHT_TO_NINE)),
    citation: 'R.I. Gen. Laws 5-61-3.6',
    source: 'dnc.dreamhosters 2019',
  },
  {
    state: 'UT',
    demand: butNoHoliday(week(EIGHT_TO_NINE)),
    citation: 'Utah Code 13-25a-103',
    source: 'dnc.dreamhosters 2019',
  },
]
