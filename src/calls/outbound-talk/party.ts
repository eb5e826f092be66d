import { hears } from '../../dialogue/guardrails/listen-for.ts'
import { plainWords } from '../../dialogue/guardrails/plain-words.ts'
import type { AnsweredBy } from '../call.ts'
import {
  awayEar,
  deadEar,
  declinedEar,
  faxEar,
  holdingEar,
  humanEar,
  menuEar,
  PUTS_THROUGH,
  screeningEar,
  voicemailEar,
} from './party-phrases.ts'

/** Who, or what, is on the other end of a call of ours, as far as is known. */
export type Party = AnsweredBy | 'unknown'

/** What is remembered of that. Clear: nothing that was said is in it. */
export interface PartyState {
  readonly party: Party
  /** What the carrier takes it for. It hears tones and pauses, and no words: where words say otherwise, they count. */
  readonly hint: Party
  /** They did or said what no recording does. Of anybody else who is taken for a person only, everything is doubted. */
  readonly isSure: boolean
  /** How often an assistant was told who calls, a menu was heard, and nobody said anything. */
  readonly screened: number
  readonly menus: number
  readonly silences: number
  /** Its message has been left: nothing else is said to a machine. */
  readonly isLeft: boolean
}

export const NOBODY_YET: PartyState = {
  party: 'unknown',
  hint: 'unknown',
  isSure: false,
  screened: 0,
  menus: 0,
  silences: 0,
  isLeft: false,
}

export type PartyEvent =
  | { readonly type: 'amd'; readonly answeredBy: Party }
  /** A stretch of speech, as recognised. */
  | { readonly type: 'heard'; readonly text: string; readonly msSinceAnswer: number }
  /** Nobody has said anything for so long, and neither have we. */
  | { readonly type: 'silence'; readonly ms: number }
  | { readonly type: 'tone' }
  | { readonly type: 'pressed' }

/**
 * What to do. `talk`: to a person. `wait`: say nothing. `ask`: say once more who calls, nothing else. `press`: the key
 * that puts the call through.
 */
export type PartyAct =
  | { readonly act: 'talk' | 'wait' | 'ask' | 'leave_voicemail' | 'answer_screening' | 'hang_up' }
  | { readonly act: 'press'; readonly digits: string }

export type Judged = PartyAct & { readonly state: PartyState }

/** A greeting is heard early. Who is known for a person and speaks of tones later is one all the same. */
const GREETING_MS_MAX = 25_000
/** After a greeting, or where one is only suspected, a pause this long means that the machine is listening. */
const MACHINE_PAUSE_MS = 1_500
const SUSPECTED_PAUSE_MS = 4_000
const NOBODY_MS = 4_000
const SILENCES_MAX = 2
const SCREENED_MAX = 2
const SCREENING_MS_MAX = 25_000
const MENUS_MAX = 2
const MENU_MS_MAX = 6_000
/** More words at one go than people say who have just picked up. */
const GREETING_WORDS_MIN = 30

/**
 * Who is there after `event`, and what to do. Pure.
 *
 * Doubt is never a person's loss: what could be one and sounds like no machine is talked to, which gives nothing away
 * yet. The other way, what could be a machine is never told anything that only a person may hear: what has shown itself
 * one, or is one to the carrier, is a person again only by what no recording says, or by a key.
 */
export function judge(state: PartyState, event: PartyEvent): Judged {
  if (state.isLeft) return { state, act: event.type === 'silence' ? 'hang_up' : 'wait' }
  switch (event.type) {
    case 'amd':
      return hinted(state, event.answeredBy)
    case 'heard':
      return heard({ ...state, silences: 0 }, event.text, event.msSinceAnswer)
    case 'silence':
      return silent(state, event.ms)
    case 'tone':
      return (isPerson(state) && state.isSure) || state.party === 'fax' ? stay(state) : leave(state)
    case 'pressed':
      return become({ ...state, isSure: true }, 'human', 'talk')
  }
}

const isPerson = ({ party }: PartyState): boolean => party === 'human'

/** What is no person, whether or not one may yet come. */
export const isMachine = (party: Party): boolean => party !== 'human' && party !== 'unknown' && party !== 'silence'

const stay = (state: PartyState): Judged => ({ state, act: isPerson(state) ? 'talk' : 'wait' })

const become = (state: PartyState, party: Party, act: Exclude<PartyAct['act'], 'press'>): Judged => ({
  state: { ...state, party, isSure: party === 'human' && state.isSure },
  act,
})

const leave = (state: PartyState): Judged => ({
  state: { ...state, party: 'beep', isLeft: true },
  act: 'leave_voicemail',
})

/** The carrier's word counts for itself only where it heard what no person does, and against whoever is not known better. */
function hinted(before: PartyState, answeredBy: Party): Judged {
  // What screened the call is a machine, too: that is no word about whom it put through.
  const isDoubted = isMachine(answeredBy) && isPerson(before) && !before.isSure && before.screened === 0
  const state: PartyState = isDoubted ? { ...before, party: 'unknown' } : before
  const known = { ...state, hint: answeredBy }
  // A company's menu pauses as a greeting does: what it is comes from its words.
  if (isPerson(state) || state.party === 'screening' || state.party === 'ivr') return stay(known)
  if (answeredBy === 'beep') return leave(known)
  if (answeredBy === 'fax') return become(known, 'fax', 'hang_up')
  return stay(known)
}

function heard(state: PartyState, text: string, msSinceAnswer: number): Judged {
  const plain = wordsOf(text)
  if (plain === '') return stay(state)
  // Whoever has been talked with as a person stays one; a greeting that began with "hello?" is heard to its end.
  if (isPerson(state) && msSinceAnswer > GREETING_MS_MAX) return stay(state)
  const kind = kindOf(plain, state)
  if (kind === 'nothing') return stay(state)
  if (isPerson(state) && !UNMASKS.has(kind) && !(kind === 'menu' && !state.isSure)) return stay(sureBy(state, plain))
  return actOn(sureBy(state, plain), kind, plain)
}

const DIGITS: Readonly<Record<string, string>> = { one: '1', uno: '1', dos: '2', tres: '3', cuatro: '4', cinco: '5' }

/** Plain words without pauses, and with the digits that are spoken of keys. */
const wordsOf = (text: string): string =>
  plainWords(text)
    .replace(/ ?, ?/g, ' ')
    .replace(/\b(?:one|uno|dos|tres|cuatro|cinco)\b/g, (word) => DIGITS[word] ?? word)
    .trim()

/** What shows that a person was none. */
const UNMASKS: ReadonlySet<Kind> = new Set<Kind>(['voicemail', 'screening', 'dead'])

const sureBy = (state: PartyState, plain: string): PartyState =>
  state.isSure || !hears(humanEar, plain) || isIntroduction(plain) ? state : { ...state, isSure: true }

/** "Hello, this is Ana" begins many a greeting. */
const isIntroduction = (plain: string): boolean =>
  /\b(?:this is|it is|my name is|soy|(?<!quien |el |ella )habla|me llamo)\b(?! (?:he|she|him|her|me|yo)$)/.test(plain)

/** An assistant that was answered by how the call began, before anything of what it asked was heard. */
const TOLD = /^(?:(?:thanks?|thank you|ok|okay|great) )+(?:please )?(?:stay|hold) on the line$/

type Kind = 'dead' | 'fax' | 'screening' | 'told' | 'holding' | 'declined' | 'voicemail' | 'menu' | 'human' | 'nothing'

/** What a stretch of speech is, the surest signs first. */
const SIGNS: readonly (readonly [Kind, (plain: string, party: Party) => boolean])[] = [
  ['dead', (plain) => hears(deadEar, plain)],
  ['fax', (plain) => hears(faxEar, plain)],
  ['screening', (plain) => hears(screeningEar, plain)],
  ['declined', (plain, party) => party === 'screening' && hears(declinedEar, plain)],
  ['holding', (plain, party) => (party === 'screening' || party === 'ivr') && hears(holdingEar, plain)],
  ['told', (plain, party) => party === 'unknown' && TOLD.test(plain)],
  ['menu', (plain) => putsThrough(plain) !== null],
  ['voicemail', (plain) => hears(voicemailEar, plain)],
  ['menu', (plain) => hears(menuEar, plain)],
  ['human', (plain) => hears(humanEar, plain)],
  ['voicemail', (plain) => hears(awayEar, plain)],
]

/** What is known for a machine, or taken for one by the carrier, is a person once they say what only people do. */
function kindOf(plain: string, { party, hint, isSure }: PartyState): Kind {
  const found = SIGNS.find(([, isHeard]) => isHeard(plain, party))?.[0]
  const isDoubted = isMachine(party) || (isMachine(hint) && !isSure)
  if (!isDoubted) return found ?? 'human'
  // Of an assistant it is known that somebody may be put through.
  if (found === 'human') return party !== 'screening' && isIntroduction(plain) ? 'nothing' : 'human'
  if (found !== undefined) return found
  return party === 'unknown' && isAnnouncement(plain) ? 'voicemail' : 'nothing'
}

/** Nothing in it says what it is, and the carrier says machine: a greeting, as likely as not. */
const isAnnouncement = (plain: string): boolean => {
  const words = plain.split(' ').length
  return (
    words >= GREETING_WORDS_MIN ||
    (words > 3 && /\b(?:this is|it is|you have|i am|we are|hi|hello|hola|soy|es)\b/.test(plain))
  )
}

function putsThrough(plain: string): string | null {
  for (const pattern of PUTS_THROUGH) {
    const digit = pattern.exec(plain)?.[1]
    if (digit !== undefined) return digit
  }
  return null
}

function actOn(state: PartyState, kind: Kind, plain: string): Judged {
  switch (kind) {
    case 'human':
      return become(state, 'human', 'talk')
    case 'dead':
      return become(state, 'machine', 'hang_up')
    case 'fax':
      return become(state, 'fax', 'hang_up')
    case 'declined':
      return become(state, 'screening', 'hang_up')
    case 'told':
      return become({ ...state, screened: 1 }, 'screening', 'wait')
    case 'holding':
    case 'nothing':
      return { state, act: 'wait' }
    case 'voicemail':
      return become(state, 'machine', 'wait')
    case 'screening': {
      if (state.screened >= SCREENED_MAX) return become(state, 'screening', 'wait')
      return become({ ...state, screened: state.screened + 1 }, 'screening', 'answer_screening')
    }
    case 'menu':
      return atMenu({ ...state, party: 'ivr', menus: state.menus + 1 }, plain)
  }
}

function atMenu(state: PartyState, plain: string): Judged {
  if (state.menus > MENUS_MAX) return { state, act: 'hang_up' }
  const digits = putsThrough(plain)
  if (digits !== null) return { state, act: 'press', digits }
  return { state, act: 'wait' }
}

function silent(before: PartyState, ms: number): Judged {
  const state = { ...before, silences: before.silences + 1 }
  switch (state.party) {
    case 'human':
      return { state: before, act: 'talk' }
    case 'machine':
      return ms >= MACHINE_PAUSE_MS ? leave(state) : { state: before, act: 'wait' }
    case 'screening':
      return { state, act: ms >= SCREENING_MS_MAX || state.silences > SILENCES_MAX + 1 ? 'hang_up' : 'wait' }
    case 'ivr':
      return { state, act: ms >= MENU_MS_MAX ? 'hang_up' : 'wait' }
    case 'fax':
    case 'beep':
      return { state, act: 'hang_up' }
    default:
      return nobodySpeaks(state, ms)
  }
}

/** Nothing was heard at all. Where the carrier says machine, its greeting was not recognised, and is over. */
function nobodySpeaks(state: PartyState, ms: number): Judged {
  if (state.hint === 'machine' && ms >= SUSPECTED_PAUSE_MS) return leave(state)
  if (ms < NOBODY_MS) return { state: { ...state, silences: state.silences - 1 }, act: 'wait' }
  return state.silences >= SILENCES_MAX ? become(state, 'silence', 'hang_up') : { state, act: 'ask' }
}
