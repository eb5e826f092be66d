import { phraseTable } from './phrase-table.ts'
import type { TimeRange } from './wish.ts'

/** A named stretch of the day, as minutes after midnight. Opening hours narrow it further. */
export interface PartOfDay extends TimeRange {
  readonly edge?: 'first' | 'last'
  /** 0 for "this morning", "tonight": the part belongs to today. */
  readonly dayOffset?: 0
  /** "Mornings": on any day. */
  readonly isEvery?: true
}

const hours = (from: number, to: number): PartOfDay => ({ fromMinutes: from * 60, toMinutes: to * 60 })
const today = (part: PartOfDay): PartOfDay => ({ ...part, dayOffset: 0 })
const every = (part: PartOfDay): PartOfDay => ({ ...part, isEvery: true })

const MORNING = hours(6, 12)
const AFTERNOON = hours(12, 17)
const EVENING = hours(17, 21)
const NIGHT = hours(18, 24)
const LUNCH = hours(11.5, 13.5)
const FIRST_THING: PartOfDay = { ...hours(0, 12), edge: 'first' }
const LAST_THING: PartOfDay = { ...hours(15, 24), edge: 'last' }

/** The name for a stretch of the day, to say it back. */
export const PART_NAMES: readonly (readonly [name: string, part: PartOfDay])[] = [
  ['morning', MORNING],
  ['afternoon', AFTERNOON],
  ['evening', EVENING],
  ['night', NIGHT],
  ['lunchtime', LUNCH],
]

const IN = '[in|at|during|sometime in|any time in|anytime in|of] [the|a|that]'

/** The part of day that starts at a token. Patterns as in `phraseTable`. */
export const partOfDay = phraseTable<PartOfDay>([
  [`${IN} morning [time|hours]`, MORNING],
  ['[in|during] the am', MORNING],
  ['[in|during] the pm', hours(12, 21)],
  [`${IN} afternoon [time]`, AFTERNOON],
  ['after noon', AFTERNOON],
  [`${IN} evening [time]`, EVENING],
  [`${IN} (early|earlier) [in|part of] [the] (evening|eve)`, hours(17, 19)],
  [`${IN} late evening`, hours(19, 22)],
  ['[at|during the|in the] (night|nighttime)', NIGHT],
  ['[in the] mornings', every(MORNING)],
  ['[in the] afternoons', every(AFTERNOON)],
  ['[in the] evenings', every(EVENING)],
  ['(any|every|each) (morning|mornings)', every(MORNING)],
  ['(any|every|each) (afternoon|afternoons)', every(AFTERNOON)],
  ['(any|every|each) (evening|evenings)', every(EVENING)],
  ['this [coming] morning', today(MORNING)],
  ['this [coming] afternoon', today(AFTERNOON)],
  ['(early|earlier) this afternoon', today(hours(12, 14))],
  ['(late|later) this afternoon', today(hours(15, 18))],
  ['this evening', today(EVENING)],
  ['later this evening', today(hours(18, 22))],
  ['later tonight', today(hours(19, 24))],
  ['tonight', today(NIGHT)],
  [`${IN} (early|earlier) [in|on in] [the] morning`, hours(6, 9)],
  ['(bright and early|crack of dawn)', hours(6, 9)],
  [`${IN} mid morning`, hours(9.5, 11)],
  [`${IN} (midmorning|middle of the morning)`, hours(9.5, 11)],
  [`${IN} (late|later) [in] [the] morning`, hours(10, 12)],
  [`${IN} (early|earlier) [in] [the] afternoon`, hours(12, 14)],
  [`${IN} mid afternoon`, hours(14, 16)],
  [`${IN} (midafternoon|middle of the afternoon)`, hours(14, 16)],
  [`${IN} (late|later) [in] [the] afternoon`, hours(15, 18)],
  [`${IN} middle of the day`, hours(11, 14)],
  [`${IN} (early|earlier) in the day`, hours(6, 11)],
  [`${IN} (late|later) in the day`, hours(15, 20)],
  ['[at|around|over|during|on] [the|my|a|our] (lunchtime|lunch|lunch time|lunch break|lunch hour|dinnertime)', LUNCH],
  ['not too early [in the morning|in the day]', hours(9, 24)],
  ['not too late [in the day|in the evening]', hours(0, 17)],
  ['before lunch', hours(6, 12)],
  ['after lunch [time]', hours(13, 17)],
  ['before lunchtime', hours(6, 12)],
  ['after [i finish|i get off|i get out of|i leave] work [hours]', hours(17, 21)],
  ['after i (get off|finish)', hours(17, 21)],
  ['(before|ahead of) (work|school)', hours(6, 9)],
  ['after school [hours]', hours(15, 18)],
  ['after (dinner|supper)', hours(18, 22)],
  ['after breakfast', hours(8, 11)],
  ['[at|by|toward|towards|near|around] [the] end of [the] (day|business|business day|working day)', hours(15, 18)],
  ['[at|by] close of (business|play)', hours(15, 18)],
  ['[at|the] (start|beginning) of the day', FIRST_THING],
  ['first thing [in the morning|in the am|that morning|that day]', FIRST_THING],
  ['[the] first (slot|appointment|opening|one|thing) (of the day|in the morning)', FIRST_THING],
  ['last thing [in the day|of the day|that day|at night|in the afternoon]', LAST_THING],
  ['[the] last (slot|appointment|opening|one|thing) (of the day|in the day|in the afternoon)', LAST_THING],
])
