import type { CompletionRequest, Message } from './completion-request.ts'
import { textOf } from './completion-request.ts'
import { does, says, type Reply } from './mind.ts'

/** What a tool answered, as the gateway hands it on. */
interface Answer {
  readonly ok: boolean
  readonly value: Readonly<Record<string, unknown>>
}

interface Option {
  readonly option: number
  readonly say: string
}

/** What can be seen of the talk: a model has no memory but its prompt. */
interface Talk {
  readonly request: CompletionRequest
  /** The caller's last words, without the notes from the line. */
  readonly said: string
  readonly note: string
  /** The assistant's words before that. */
  readonly asked: string
  /** What each tool answered last. */
  readonly answers: ReadonlyMap<string, Answer>
}

/**
 * A receptionist by rule, who sees only what a model sees: the system's text, the talk and the tools. Books, answers and
 * says goodbye; enough for a whole call, and for nothing clever.
 */
export function receptionist(request: CompletionRequest): Reply {
  const talk = talkOf(request)
  const last = request.messages.at(-1)
  if (last?.role === 'tool') return afterTool(talk, calledBy(request.messages, last.tool_call_id))
  return (
    WAYS.map((way) => way(talk)).find((reply) => reply !== null) ??
    says('I can book a visit or answer a question. What would you like?')
  )
}

function talkOf(request: CompletionRequest): Talk {
  const { messages } = request
  const text = textOf(messages.findLast(({ role }) => role === 'user') ?? { role: 'user', content: '' })
  const asked = messages.findLast((message) => message.role === 'assistant' && !message.tool_calls)
  const answers = new Map<string, Answer>()
  for (const message of messages) {
    if (message.role !== 'tool') continue
    answers.set(calledBy(messages, message.tool_call_id), JSON.parse(textOf(message)) as Answer)
  }
  return {
    request,
    said: text.replaceAll(/\[[^\]]*\]/g, ' ').trim(),
    note: [...text.matchAll(/\[([^\]]*)\]/g)].map(([, inner = '']) => inner).join(' '),
    asked: asked ? textOf(asked) : '',
    answers,
  }
}

function calledBy(messages: readonly Message[], id: string): string {
  for (const message of messages) {
    const call = message.role === 'assistant' ? message.tool_calls?.find((one) => one.id === id) : undefined
    if (call) return call.function.name
  }
  return ''
}

const has = ({ request }: Talk, tool: string): boolean =>
  request.tools?.some((one) => one.function.name === tool) ?? false

const optionsIn = (answer: Answer | undefined): readonly Option[] =>
  (answer?.value['options'] as readonly Option[] | undefined) ?? []

const YES = /\b(yes|yeah|yep|sure|please do|that works|sounds good|correct|right|perfect|great|okay|ok)\b/i
const NO = /\b(no|nope|not|don't|neither|instead)\b/i
const TIME =
  /\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(tomorrow|today|tonight|morning|afternoon|evening|noon|week|month|earlier|later|soonest|earliest|next|\d{1,2}(:\d\d)?( ?[ap]m)?)\b/i
const BOOKING = /\b(book|appointment|schedule|come in|visit|cleaning|check-?up|reserve|table|slot|haircut)\b/i
const QUESTION = /\?|\b(what|where|when|how|do you|are you|can i|is there|which)\b/i

type Way = (talk: Talk) => Reply | null

const WAYS: readonly Way[] = [silence, goodbye, takeName, confirm, chooseOption, hours, book, message, question]

function silence({ note, said }: Talk): Reply | null {
  if (said !== '' || !/They are (still )?silent/.test(note)) return null
  return note.includes('times in a row')
    ? does('end_call', { reason: 'silence' }, 'I will let you go. Goodbye.')
    : says('Are you still there?')
}

function goodbye({ said, asked }: Talk): Reply | null {
  const isDone = /anything else/i.test(asked) && /\b(no|nope|that's all|that is all|that's it)\b/i.test(said)
  return isDone || /\b(goodbye|bye)\b/i.test(said) ? does('end_call', { reason: 'goodbye' }) : null
}

function takeName({ said, asked, answers }: Talk): Reply | null {
  if (!/what name/i.test(asked)) return null
  const name = said
    .replace(/^.*?\b(?:name is|name's|it's|it is|this is|i'm|i am|for)\s+/i, '')
    .replace(/[.!?,].*$/, '')
    .trim()
  const held = answers.get('hold_slot')?.value['say']
  return says(`That is ${typeof held === 'string' ? held : 'the time you chose'}, for ${name}. Shall I book it?`)
}

function confirm({ said, asked, answers }: Talk): Reply | null {
  const [, name = ''] = /for ([^.]+)\. Shall I book it\?/.exec(asked) ?? []
  if (name === '') return null
  if (NO.test(said) || !YES.test(said)) return says('All right. Which day and time would you like instead?')
  return does('book', { option: answers.get('hold_slot')?.value['option'] ?? 1, name })
}

function chooseOption(talk: Talk): Reply | null {
  const options = optionsIn(talk.answers.get('find_slots'))
  if (options.length === 0 || !/which (would|one)|does that work/i.test(talk.asked)) return null
  const words = talk.said.toLowerCase()
  if (QUESTION.test(talk.said) && !TIME.test(talk.said)) return question(talk)
  const chosen = chosenIn(options, words)
  if (chosen !== undefined) return does('hold_slot', { option: chosen.option })
  const refine = /\bearlier\b/.test(words) ? 'earlier' : /\blater\b/.test(words) ? 'later' : 'refine'
  return TIME.test(words)
    ? does('find_slots', { service: serviceIn(talk), when: talk.said, refine })
    : says('Which one would you like?')
}

/** The option that is named by its time or its place, or meant by a yes. */
function chosenIn(options: readonly Option[], words: string): Option | undefined {
  const timeOf = ({ say }: Option): string => (/\d{1,2}(:\d\d)? [AP]M/.exec(say)?.[0] ?? say).toLowerCase()
  const named = options.find((option) => words.includes(timeOf(option)))
  if (named) return named
  if (/\b(second|latter|two)\b/.test(words)) return options[1]
  return /\b(first|former|one|either|any)\b/.test(words) || YES.test(words) ? options[0] : undefined
}

function hours(talk: Talk): Reply | null {
  const isAbout = /\b(open|close|closed|hours)\b/i.test(talk.said)
  return isAbout && has(talk, 'opening_hours') ? does('opening_hours', { when: talk.said }) : null
}

function book(talk: Talk): Reply | null {
  const isAnswering = /day and time|come in for|another day/i.test(talk.asked)
  if (!has(talk, 'find_slots') || !(BOOKING.test(talk.said) || isAnswering)) return null
  const service = serviceIn(talk)
  if (service === null) return says('Of course. What would you like to come in for?')
  return does('find_slots', { service, when: talk.said }, 'Let me look.')
}

/** The service the caller has named last, by the ids the system's text lists. */
function serviceIn({ request: { messages } }: Talk): string | null {
  const system = messages
    .filter(({ role }) => role === 'system')
    .map(textOf)
    .join('\n')
  const services = [...system.matchAll(/^- (.+?) \(service id "([\w-]+)"\)/gm)].map(([, name = '', id = '']) => ({
    name,
    id,
  }))
  const said = messages.filter(({ role }) => role === 'user').map((one) => textOf(one).toLowerCase())
  const named = said
    .toReversed()
    .flatMap((text) => services.filter(({ name, id }) => text.includes(name.toLowerCase()) || text.includes(id)))
  return named[0]?.id ?? (services.length === 1 ? (services[0]?.id ?? null) : null)
}

function message(talk: Talk): Reply | null {
  if (/what is the message/i.test(talk.asked))
    return does('take_message', { fields: { message: talk.said, name: 'the caller' } })
  return /\bmessage\b/i.test(talk.said) ? says('I can take a message. What is the message?') : null
}

function question(talk: Talk): Reply | null {
  return QUESTION.test(talk.said) && has(talk, 'answer_question')
    ? does('answer_question', { question: talk.said })
    : null
}

function afterTool({ answers }: Talk, tool: string): Reply {
  const answer = answers.get(tool) ?? { ok: false, value: {} }
  const { ok, value } = answer
  const spoken = value['say'] ?? value['answer']
  switch (tool) {
    case 'find_slots':
      return offer(answer)
    case 'hold_slot':
      return ok ? says('What name should I put it under?') : offer(answer)
    case 'book':
      return ok
        ? says(`You're booked for ${String(value['service'])}, ${String(spoken)}. Is there anything else?`)
        : notBooked(answer)
    case 'end_call':
      return says('Thank you for calling. Goodbye.')
    case 'take_message':
      return says(ok ? 'I have taken that down. Is there anything else?' : 'I could not take that down.')
    default:
      return aside(typeof spoken === 'string' ? spoken : 'I do not know that.', answers)
  }
}

/** Says something by the way, and goes on where the talk was. */
function aside(spoken: string, answers: Talk['answers']): Reply {
  const offered = answers.get('find_slots')
  const isChoosing = optionsIn(offered).length > 0 && !answers.has('hold_slot')
  return says(`${spoken} ${isChoosing && offered ? offer(offered).text : 'Is there anything else?'}`)
}

function offer(answer: Answer): Reply {
  const options = optionsIn(answer)
  if (options.length === 0) return says('I have nothing free there. Is there another day that would suit you?')
  const times = options.map(({ say }) => say).join(', or ')
  return says(`${answer.ok ? 'I have' : 'That is not free, but I have'} ${times}. Which would you like?`)
}

function notBooked(answer: Answer): Reply {
  if (answer.value['code'] === 'slot_taken') return offer(answer)
  return says(
    answer.value['code'] === 'missing_field' ? 'What name should I put it under?' : 'I could not book that just now.',
  )
}
