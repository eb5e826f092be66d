import { RELATIVE } from '../../../dialogue/capture/read-name.ts'
import type { Heard } from './heard.ts'
import type { Intent } from './intents.ts'
import { after, type Move, say } from './moves.ts'
import type { FormTask, Notes } from './notes.ts'
import { canMessage, pendingQuestion } from './pending.ts'
import { hurts } from './slots/hurts.ts'
import { parking } from './start.ts'
import { noteOf, startNote } from './tasks/start-form.ts'
import type { World } from './world.ts'

/** "Move me up if anything opens", "put me on the waiting list". */
const WAITS =
  /\b(?:if|when|in case) (?:any\w*|some\w*|an?|theres?|you (?:have|get)) (?:\w+ ){0,3}?(?:opens|opened|(?:open|free|frees) up|comes? (?:up|free)|cancels|cancell?ation|drops? out)\b|\b(?:wait(?:ing)? ?|cancell?ation )list\b|\bcase of (?:a )?cancell?ation/
/** "Can I cancel if something comes up?" waits for nothing. */
const MAY_CANCEL = /\b(?:i|we|to) (?:cancel|move|reschedule)\b|\b(?:fee|policy)\b/

/** "Put it under my husband's name", "can my son take my appointment", "give my slot to my sister". */
const CHANGES_WHO = new RegExp(
  String.raw`\bchange the name\b|\b(?:can|could) my (?:\w+ )?(?:${RELATIVE}) (?:take|have|use|come|go|get) (?:in )?(?:my|the|that|it|instead|for me)\b|\bgive my (?:\w+ ){1,2}to\b|\b(?:in my place|instead of me)\b`,
)

const RENAMES =
  /\b(?:put|change|switch|move|transfer) (?:\w+ ){1,4}(?:under|in|into|to) (?:my|his|her|our|another|a different) (?:\w+ ){0,2}names?\b/

/** "Can we make it six people", of a table that is booked. */
const CHANGES_COUNT = /\b(?:make|change) (?:\w+ ){1,4}(?:people|guests|of us)\b|\bwe are \w+ people\b/
const OUR_TABLE = /\b(?:my|our) (?:\w+ ){0,2}(?:reservation|booking|table)\b/

const CHANGES_RECORD =
  /\b(?:update|change|correct|fix) (?:my|our|his|her) (?:\w+ )?(?:phone|number|address|e ?mail|insurance|last name|pharmacy)\b/

const RESULTS = /\b(?:my|his|her) (?:\w+ )?(?:(?:test|lab|blood|x ?ray|scan) (?:results?|work)|results)\b/

const CHARGED = /\b(?:was|were|got|been|you|they) (?:over|double )?(?:charged|billed)\b|\bovercharged\b/

/** Papers, what a bill says, what is wrong on file, and what was asked for and is not wanted. */
const PAPERS =
  /\b(?:can|could|will|would) you (?:please )?remind (?:me|her|him|us|them)\b|\bcancel (?:my|the|that|his|her) (?:\w+ )?(?:refills?|prescriptions?|orders?|message)\b|\b(?:wrong|incorrect|old) (?:\w+ ){0,4}on file\b|\bhave (?:the |my )?(?:wrong|incorrect) (?:\w+ )?(?:birthday|date of birth|address|number|insurance|name|email)\b|\b(?:need|want|get|have|pick up|want) (?:\w+ ){0,3}(?:note|letter|form|forms|paperwork) (?:for|from|filled|signed)\b|\b(?:school|work|sports|camp|immunization|vaccination|disability|fmla) (?:forms?|notes?|records?|paperwork)\b|\b(?:copy of|transfer|send) (?:my|his|her|our|the) (?:\w+ )?(?:records|x ?rays|chart)\b|\b(?:got|received|have|about) (?:a|an|the|my|this) (?:\w+ )?(?:bill|invoice|statement|charge) (?:for|of|from|and|that|in)\b/

/** "I wanted to ask whether the doctor got the letter". */
const ASKS_OF_THEM =
  /\b(?:ask|know|find out|check|see) (?:whether|if) (?:\w+ ){1,3}(?:got|received|get|sent|called|faxed|found)\b/

/** "Could you add a cut to that", of what is booked. */
const ADDS = /\badd (?:an? |the |some )?(?:\w+ ){1,3}(?:to|onto|on) (?:that|it|my|the same|our)\b/

const MORE_PEOPLE =
  /\b(?:we are|were|well be|there (?:are|will be)|its|it is|make it) (?:now |actually |going to be )*\w+ (?:people |of us )?(?:instead of|rather than|and not|not) \w+\b|\b(?:one|two|three|four|five|\d) (?:more|extra|fewer|less) (?:people|person|guests?)\b/

const isFree = ({ task }: Notes): boolean => task === null || task.kind === 'move' || task.kind === 'cancel'

const isBookedTable = ({ done }: Notes, heard: Heard): boolean =>
  OUR_TABLE.test(heard.plain) || heard.intent() === 'cannot_come' || (done !== null && heard.intent() !== 'book')

const ASKS_IF = /^(?:do|does|what|how|is) /

/** To wait for a time, or to change what is booked or known of them. */
const changesSomething = (notes: Notes, { plain, intent }: Heard): boolean =>
  (WAITS.test(plain) && !ASKS_IF.test(plain) && !MAY_CANCEL.test(plain)) ||
  (isFree(notes) &&
    (CHANGES_WHO.test(plain) || (RENAMES.test(plain) && intent() !== 'book') || CHANGES_RECORD.test(plain)))

/** More people at a table that is booked. */
const changesCount = (w: World, notes: Notes, heard: Heard): boolean =>
  w.lexicon.countsPeople &&
  (MORE_PEOPLE.test(heard.plain) || (CHANGES_COUNT.test(heard.plain) && isBookedTable(notes, heard)))

const asksOfThem = (heard: Heard): boolean =>
  heard.intent() === null && !heard.question() && (RESULTS.test(heard.plain) || ASKS_OF_THEM.test(heard.plain))

/** Whether the wish is one that no tool serves, and doing half of it would be wrong. */
const isForPeople = (w: World, notes: Notes, heard: Heard): boolean =>
  changesSomething(notes, heard) ||
  (notes.task === null &&
    (changesCount(w, notes, heard) ||
      PAPERS.test(heard.plain) ||
      CHARGED.test(heard.plain) ||
      ADDS.test(heard.plain) ||
      asksOfThem(heard)))

/** How they were treated, in words that leave no doubt. */
const TREATED_BADLY =
  /\b(?:unhappy|dissatisfied|disappointed|furious|appalled|disgusted|not (?:at all |very )?(?:happy|satisfied|pleased)) (?:with|about|by|at|that)\b|\b(?:was|were|been|being) (?:so |very |really |extremely |just )*(?:rude|nasty|mean|unprofessional|disrespectful|ignored|treated)\b|\bhung up on me\b|\b(?:butchered|ruined|botched|messed up|screwed up) (?:my|his|her|our)\b|\b(?:nobody|no one|you never|never) (?:ever |has |have )*(?:calls?|called|gets?|got|getting) (?:me |us )?back\b|\b(?:want|need|like|give me) (?:my money back|a refund)\b/

/** Somebody suffers from what was done to them here, where nobody is seen for that. */
const suffers = (w: World, heard: Heard): boolean =>
  w.lexicon.forTrouble === null &&
  hurts(heard.plain) &&
  (heard.services().ids.length === 0 || /\b(?:since|after|from) (?:you|my|the)\b/.test(heard.plain))

/** What came of it: "it came out orange", "I am very disappointed". */
const DISPLEASED =
  /\b(?:upset|unhappy|(?:not|isnt|wasnt) happy|disappointed|dissatisfied|furious|livid|awful|terribl[ey]|horribl[ey]|disgusting|ruined|botched|messed up|food poisoning|rude|unacceptable|(?:came|turned) out (?:all |really |so |too |way )*(?:wrong|bad|badly|uneven|crooked|orange|green|brassy|dark|light|short|long|cold|raw|burnt))\b/
/** Of what was, and not of what is to be. */
const WAS =
  /\b(?:did|gave|had|got|was|were|came|turned|went|left|ate|made|cut|charged|waited|treated|told)\b|\b(?:last (?:night|week|time|month)|yesterday|the other day)\b/

const isDispleased = (heard: Heard): boolean =>
  DISPLEASED.test(heard.plain) && WAS.test(heard.plain) && !hurts(heard.plain) && !heard.question()

const isComplaint = (w: World, notes: Notes, heard: Heard): boolean =>
  notes.task === null &&
  ((TREATED_BADLY.test(heard.plain) && !YIELDS.has(heard.intent())) ||
    (suffers(w, heard) && heard.intent() !== 'book') ||
    (isDispleased(heard) && heard.intent() === null))

/** "This is Carol from Doctor Patel's office": whoever calls for another business has something to tell. */
const OF_ANOTHER =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|there|yes|um|uh|so) )*(?:this is|its|it is|my name is) (?:\w+ ){1,3}?(?:from|with|over at|at|calling from) (?!(?:my|your|the (?:phone|road)|out|home|work|down|across|a|an|in|here|there|next|last|table|one|two)\b)\w+ (?=.*\w+ \w+ \w+)/

const LEAVES_IT: ReadonlySet<Intent | null> = new Set<Intent | null>([null, 'message'])

const isOfAnother = (notes: Notes, heard: Heard): boolean =>
  notes.task === null && LEAVES_IT.has(heard.intent()) && !heard.question() && OF_ANOTHER.test(heard.plain)

/** What is wished for besides is not left undone for a complaint. */
const YIELDS: ReadonlySet<Intent | null> = new Set<Intent | null>(['move', 'cancel', 'refill', 'human', 'list'])

/** A wish for the business's people: passed on in the caller's own words, and nothing is done about it here. */
export function forPeople(w: World, notes: Notes, heard: Heard): Move | null {
  if (!canMessage(w) || notes.task?.kind === 'form') return null
  if (isComplaint(w, notes, heard))
    return startNote(w, parking(notes), heard, [w.phrases.sorryToHear(), w.phrases.willPassOn()])
  if (isOfAnother(notes, heard)) return startNote(w, notes, heard, [w.phrases.willPassOn()])
  return isForPeople(w, notes, heard) ? startNote(w, parking(notes), heard, [w.phrases.cannotButPassOn()]) : null
}

/** Wishes beside a booking that it has no place for. */
const BESIDES = /\b(?:wheelchairs?|allerg\w+|interpreter)\b/
const BESIDES_TABLE =
  /\b(?:(?:sit|seat|seats|seated|table|eat|spot|be) (?:\w+ ){0,2}(?:outside|outdoors?|by (?:a|the) window)|(?:outdoor|outside|window|booth) (?:seating|seats?|table)|a booth|patio|terrace|high ?chairs?|booster seats?|birthday(?! is\b)|anniversary|celiac|gluten)\b/

const wishesBesides = ({ lexicon }: World, { plain }: Heard): boolean =>
  BESIDES.test(plain) || (lexicon.countsPeople && BESIDES_TABLE.test(plain))

/** "Could we have a booth" wishes, and "do you have a patio" only asks. */
const WISHES = /^(?:\w+ ){0,2}(?:can|could|may|would) (?:we|i|you)\b/

/** The move, with what was asked for beside the booking kept to be passed on; or that alone, where nothing else was understood. */
export function withBesides(w: World, notes: Notes, heard: Heard, move: Move | null): Move | null {
  if (!wishesBesides(w, heard) || !canMessage(w) || notes.task?.kind === 'form') return move
  return withWish(w, notes, heard, move) ?? move
}

function withWish(w: World, notes: Notes, heard: Heard, move: Move | null): Move | null {
  const isStill = move === null || (move.calls.length === 0 && move.notes.task === notes.task)
  const isAlone = isStill && (move === null || WISHES.test(heard.plain))
  if (notes.task === null && isAlone) return startNote(w, notes, heard, [w.phrases.cannotButPassOn()])
  const next = isStill ? say(notes, ...pendingQuestion(w, notes)) : move
  const isAnswer = next.calls.some(({ name }) => name === 'answer_question')
  return next.notes.task?.kind !== 'booking' || isAnswer ? null : notedBeside(w, heard, next)
}

function notedBeside(w: World, heard: Heard, next: Move): Move {
  const note: FormTask = noteOf(w, next.notes, heard)
  const rest = next.notes.parked.filter((task) => task.kind !== 'form')
  return after([w.phrases.willPassOnAfter()], { ...next, notes: { ...next.notes, parked: [...rest, note].slice(-2) } })
}
