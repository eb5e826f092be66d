import type { Heard } from '../heard.ts'
import { isPartySize } from '../lexicon.ts'
import { type Move, say, withTask } from '../moves.ts'
import type { BookingTask, Notes, Search } from '../notes.ts'
import { readField } from '../slots/field.ts'
import { hurts } from '../slots/hurts.ts'
import { readName, readWhose } from '../../../../dialogue/capture/read-name.ts'
import type { World } from '../world.ts'
import { readPlace } from '../slots/choice.ts'
import { namesWith, tellWhom } from './with-whom.ts'
import { advanceBooking, bookNow, questionOf, SERVICES_SAID_MAX } from './booking.ts'
import { type BookingStage, missingField, serviceOf, stageOf } from './booking-stage.ts'
import { withWords } from './search-words.ts'
import { applyTime, hearOtherTime, hearTime, type TimeHeard } from './finding.ts'

/** An utterance, and where in a booking it is said. */
interface Scene {
  readonly w: World
  readonly stage: BookingStage
  readonly heard: Heard
  /** The first utterance of the booking: nothing was asked before it. */
  readonly fresh?: true
}

/** The booking with one kind of fact taken in; the very same object when there is none. */
type Ear = (task: BookingTask, scene: Scene) => BookingTask

const ASKS_TIMES =
  /\bwhat (?:do|have) you (?:have|got)\b|\bwhat (?:is|s) (?:there|available|open|free)\b|\bwhats (?:there|available|open|free)\b/

/** Words that turn over what was said before. */
const CORRECTS =
  /\b(?:actually|instead|rather|no|not|change|make it|switch|correction|i meant|wait|sorry|let me|could (?:it|we)|can (?:it|we)|want)\b/

/** What an utterance adds to a booking, or null when it is about something else. */
export function hearBooking(w: World, notes: Notes, task: BookingTask, heard: Heard): Move | null {
  const scene = { w, stage: stageOf(w, task), heard }
  const told = takeIn(task, scene)
  if (told !== task) return advanceBooking(w, notes, told, leadFor(scene, told.name !== task.name))
  return ANSWERS[heard.yesNo() ?? 'nothing'](notes, task, scene)
}

/** The booking with every fact of the utterance in it; the very same object when there is none. */
export const takeIn = (task: BookingTask, scene: Scene): BookingTask =>
  [hearService, hearPerson, hearWhen, hearParty, hearField, hearName].reduce(
    (booking, ear) => ear(booking, scene),
    task,
  )

const UNCHOSEN = { chosen: null, agreed: false, held: false, readBack: false } as const

/** A search without words looks for the same time anew: the wish is kept by the tools. */
const searchAnew = (task: BookingTask): Search =>
  task.search ?? { when: null, refine: task.searched ? 'refine' : 'new' }

const hearService: Ear = (task, scene) => {
  const { stage, heard } = scene
  const { ids, whole } = heard.services()
  const [slug] = ids
  if (slug === undefined && stage === 'service') return byTrouble(task, scene) ?? byPlaceInList(task, scene)
  if (slug === undefined || (task.service !== null && ids.includes(task.service))) return task
  if (stage !== 'service' && !(whole && changesService(stage, heard))) return task
  if (ids.length > 1) return stage === 'service' ? { ...task, between: ids } : task
  const search = searchAnew(task)
  return { ...task, ...UNCHOSEN, service: slug, between: [], search, options: [], fields: {} }
}

/** What hurts was told instead of a service: the one that is for that. */
function byTrouble(task: BookingTask, { w, heard, fresh }: Scene): BookingTask | null {
  const service = w.lexicon.forTrouble
  if (fresh || service === null || !hurts(heard.plain)) return null
  return { ...task, service, between: [], search: searchAnew(task) }
}

/** "The second one", of the services that were read out. */
function byPlaceInList(task: BookingTask, { w, heard, fresh }: Scene): BookingTask {
  if (fresh || heard.when() !== null) return task
  const slugs =
    task.between.length > 0 ? task.between : w.lexicon.services.slice(0, SERVICES_SAID_MAX).map(({ id }) => id)
  const said = slugs.map((say, index) => ({ option: index, say, with: null }))
  const names =
    /\b(?:one|option|first|second|third|last)\b/.test(heard.plain) &&
    !/\b(?:earl|soon|lat)\w*/.test(heard.plain.replace(/\blatter\b/, ''))
  const place = names ? readPlace(heard.plain, said) : null
  return place === null ? task : { ...task, service: place.say, between: [], search: searchAnew(task) }
}

/** Where a name or a field is asked for, a service's name may be part of the answer. */
const changesService = (stage: BookingStage, { plain }: Heard): boolean =>
  (stage !== 'name' && stage !== 'field') || CORRECTS.test(plain)

const ANYONE =
  /\b(?:any ?one|any ?body|whoever|any (?:doctor|dentist|stylist|hygienist|of them)|no preference|doesnt matter who)\b/

const ELSE =
  /^(?:(?:with|is|there|do|you|have|can|i|see|get|ok|okay|and|hmm|um|what|how|about|or) )*(?:any ?(?:one|body)|some ?(?:one|body)|who) else\b|\b(?:another|a different|other) (?:doctor|dentist|hygienist|stylist|barber|provider|person)\b/
/** Who was chosen, or is on offer. */
const offeredWith = ({ resource, chosen, options }: BookingTask): string | null =>
  resource ?? (chosen ?? options[0])?.with ?? null

/** "Anyone but Marcus", or "anyone else" than who is on offer. */
function notWanted(task: BookingTask, heard: Heard): string | null {
  if (heard.resource() !== null) return null
  return heard.refusedResource() ?? (ELSE.test(heard.plain) ? offeredWith(task) : null)
}

const hearPerson: Ear = (task, scene) => {
  const { stage, heard } = scene
  const refused = notWanted(task, heard)
  if (refused !== null) return withoutPerson(task, scene.w, refused)
  if (task.resource !== null && heard.resource() === null && stage !== 'name' && ANYONE.test(heard.plain))
    return { ...task, ...UNCHOSEN, resource: null, search: searchAnew(task) }
  const resource = heard.resource()
  if (resource === null || resource === task.resource || isAnswering(stage) || isOffered(task, resource)) return task
  const search = searchAnew(task)
  return { ...task, ...UNCHOSEN, resource, search }
}

/** A name or a number is asked for: what sounds like a resource is part of the answer. */
const isAnswering = (stage: BookingStage): boolean => stage === 'name' || stage === 'field'

/** Somebody is not wanted: the next who does this is asked for. */
function withoutPerson(task: BookingTask, w: World, refused: string): BookingTask {
  const [other] = (serviceOf(w, task.service)?.resources ?? []).filter((name) => name !== refused)
  if (other === undefined || task.resource === other) return task
  return { ...task, ...UNCHOSEN, resource: other, search: searchAnew(task) }
}

/** Who is named is on offer already: that may choose, and is heard as a choice. */
const isOffered = (task: BookingTask, resource: string): boolean =>
  task.chosen === null ? task.options.some((option) => option.with === resource) : task.chosen.with === resource

const hearWhen: Ear = (task, scene) => {
  const { stage, heard } = scene
  if (stage === 'field' && isNumeric(task, scene)) return task
  if (task.search !== null) return withWords(task, task.search, scene)
  const time = task.chosen === null ? hearTime(task, heard, scene.w) : hearAboutChosen(task, scene)
  if (time === null) return task
  const next = applyTime(task, time)
  const kept = next.chosen !== null && next.chosen.option === task.chosen?.option && next.agreed === task.agreed
  return kept ? task : { ...next, held: false }
}

/** A time that was proposed is changed, or taken by naming it. */
function hearAboutChosen(task: BookingTask, { w, stage, heard }: Scene): TimeHeard | null {
  const other = hearOtherTime(task, heard)
  if (other !== null || stage !== 'take' || task.chosen === null || heard.yesNo() === 'no') return other
  const same = hearTime({ ...task, options: [task.chosen] }, heard, w)
  return same?.type === 'chosen' ? same : null
}

const NUMERIC: ReadonlySet<string> = new Set(['date', 'dob', 'number', 'phone', 'zip'])

const isNumeric = (task: BookingTask, { w }: Scene): boolean => NUMERIC.has(missingField(w, task)?.type ?? '')

const hearParty: Ear = (task, { w, heard }) => {
  const party = heard.party()
  const field = serviceOf(w, task.service)?.fields.find((one) => isPartySize(one, w.turn.language))
  if (party === null || !field || task.fields[field.id] === String(party)) return task
  return { ...task, readBack: false, fields: { ...task.fields, [field.id]: String(party) } }
}

const hearField: Ear = (task, { w, stage, heard }) => {
  const field = missingField(w, task)
  if (stage !== 'field' || field === null) return task
  const found = readField(heard, field, w.turn)
  return found.type === 'value' ? { ...task, fields: { ...task.fields, [field.id]: found.value } } : task
}

const hearName: Ear = (task, scene) => {
  const { heard } = scene
  const whose = readWhose(heard.timeless())
  if (whose && whose.whose !== task.whose) return { ...task, whose: whose.whose, name: whose.name, readBack: false }
  const name = readName(heard.timeless(), takesBareName(task, scene))
  if (name === null || name === task.name || isPartOf(name, task.name)) return task
  return scene.stage !== 'name' && isResource(scene.w, name) ? task : { ...task, name, readBack: false }
}

/** Where a name alone is one: when it is asked for, and, written like one, as a correction or ahead of the question. */
function takesBareName(task: BookingTask, { stage, heard }: Scene): boolean {
  if (heard.services().ids.length > 0) return false
  return stage === 'name' || (isAboutNothingElse(heard) && BARE_NAMES[stage]?.(task, heard) === true)
}

const isAboutNothingElse = (heard: Heard): boolean =>
  heard.when() === null && heard.topic() === null && heard.intent() === null

const isFullName: BareName = (_, heard) => heard.yesNo() === null && FULL_NAME.test(heard.raw)
const isCorrection: BareName = (task, heard) => heard.yesNo() === null || heard.yesNo() === 'no' || task.name === null

type BareName = (task: BookingTask, heard: Heard) => boolean

/** By stage, when a bare name is taken although none was asked for. */
const BARE_NAMES: Readonly<Partial<Record<BookingStage, BareName>>> = {
  choose: isFullName,
  when: isFullName,
  take: (task, heard) => CAPITAL.test(heard.raw) && isCorrection(task, heard),
  confirm: isCorrection,
}

const CAPITAL = /(?:^|\s)\p{Lu}\p{L}/u
const FULL_NAME = /^(?:(?:Mrs?|Ms|Miss|Dr)\.? )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){1,3}\W*$/u

/** "Katherine with a K", of Katherine Johnson. */
const isPartOf = (name: string, known: string | null): boolean => known !== null && known.split(' ').includes(name)

/** "Is Dr. Patel there" gives no caller's name. */
const isResource = (w: World, name: string): boolean =>
  w.lexicon.resources.some((resource) => resource.toLowerCase().endsWith(name.toLowerCase()))

function leadFor({ w, stage, heard }: Scene, named: boolean): readonly string[] {
  if (stage === 'name' && named) return [w.phrases.thanks()]
  if (stage === 'service' && hurts(heard.plain)) return [w.phrases.sorryToHear()]
  return stage === 'confirm' || heard.yesNo() === 'no' ? [w.phrases.fine()] : []
}

/** Yes, no, or a hesitation, to what the booking asked. */
const ANSWERS: Readonly<
  Record<'yes' | 'no' | 'unsure' | 'nothing', (notes: Notes, task: BookingTask, scene: Scene) => Move | null>
> = {
  nothing: remark,
  unsure: (notes, task, { w, stage }) =>
    say(
      withTask(notes, task),
      w.phrases.noRush(),
      ...questionOf(w, task),
      ...(stage === 'choose' ? [w.phrases.orAnotherDay()] : []),
    ),
  yes: agree,
  no: refuse,
}

/** "Is that with Jordan?", "why do you need my name?", "the first one" of a time that is chosen already. */
function remark(notes: Notes, task: BookingTask, scene: Scene): Move | null {
  const line = replyTo(task, scene)
  return line === null ? null : say(withTask(notes, task), ...line, ...questionOf(scene.w, task))
}

function replyTo(task: BookingTask, { w, stage, heard }: Scene): readonly string[] | null {
  const { plain } = heard
  if (stage === 'name' && /\bwhy\b/.test(plain)) return [w.phrases.needName()]
  const person = aboutPerson(task, { w, stage, heard })
  if (person !== null) return person
  if (hurts(plain)) return [w.phrases.sorryToHear()]
  if (ASKS_TIMES.test(plain) || ANYONE.test(plain)) return []
  return task.chosen && readPlace(plain, task.options)?.option === task.chosen.option ? [w.phrases.fine()] : null
}

/** "Is that with Jordan?", "who is that with?", "is there anyone else?" where nobody else does it. */
function aboutPerson(task: BookingTask, { w, stage, heard }: Scene): readonly string[] | null {
  const offered = offeredWith(task)
  if (heard.question() && heard.resource() !== null && stage !== 'service') return [w.phrases.thatsRight()]
  const names = namesWith(task.chosen === null ? task.options : [task.chosen])
  const told = names.length === 0 ? null : tellWhom(w, names, heard)
  if (told !== null) return [told]
  return ELSE.test(heard.plain) && offered !== null ? [w.phrases.onlyWith(offered)] : null
}

function agree(notes: Notes, task: BookingTask, { w, stage }: Scene): Move | null {
  if (stage === 'take') return advanceBooking(w, notes, { ...task, agreed: true })
  if (stage === 'name') return say(withTask(notes, task), w.phrases.askNameAgain(task.whose))
  if (stage === 'choose') return advanceBooking(w, notes, { ...task, chosen: task.options[0] ?? null })
  if (stage !== 'confirm') return null
  // A yes to what was not heard is no yes.
  const agrees = task.readBack && w.turn.lastReplyHeard !== 'none'
  return agrees ? bookNow(notes, task) : advanceBooking(w, notes, task)
}

const REFUSES_NAME = /\b(?:not|dont|without)\b.*\bname\b/

function refuse(notes: Notes, task: BookingTask, { w, stage, heard }: Scene): Move | null {
  const { phrases } = w
  if ((stage === 'choose' || stage === 'take') && REFUSES_NAME.test(heard.plain))
    return say(withTask(notes, task), phrases.needName(), ...questionOf(w, task))
  if (stage === 'choose' || stage === 'take') {
    const open = { ...task, ...UNCHOSEN, declined: true }
    return say(withTask(notes, open), phrases.noProblem(), phrases.askOtherTime())
  }
  if (stage === 'name' && !/\b(?:wrong|right|correct)\b/.test(heard.plain))
    return say(withTask(notes, task), phrases.needName(), ...questionOf(w, task))
  if (stage !== 'confirm' && stage !== 'name') return null
  return say({ ...withTask(notes, { ...task, readBack: false }), aside: 'what_to_change' }, phrases.whatToChange())
}
