import { isSpanish } from '../dialogue/guardrails/guard-words.ts'
import type { AnsweredBy, EndReason, Outcome } from './call.ts'

/** What rules say of a call, to the business's people. `who`: whoever called, or answered, or their name. */
interface SummaryWords {
  readonly caller: string
  /** Whoever answered a call of ours. */
  readonly callee: string
  /** What came of a call; and of one of ours, where that is told otherwise. */
  outcomes(who: string): Partial<Record<Outcome, string>>
  ours(who: string): Partial<Record<Outcome, string>>
  readonly notReached: Partial<Record<EndReason, string>>
  /** Whom or what a call of ours reached, where that is why nothing came of it. */
  readonly met: Partial<Record<AnsweredBy | 'wrong_number', string>>
  saidNothing(who: string): string
  readonly nobody: string
  readonly agentEnded: string
  saidGoodbye(who: string): string
  readonly did: Readonly<Record<'cancelled' | 'moved' | 'requested' | 'booked', string>>
  turns(count: number, agent: string): string
  readonly followUps: Partial<Record<Outcome, string>>
  readonly oursFollowUps: Partial<Record<Outcome, string>>
}

const ENGLISH: SummaryWords = {
  caller: 'The caller',
  callee: 'Whoever answered',
  outcomes: (who) => ({
    emergency_redirect: `${who} described an emergency and was told whom to call.`,
    refill_requested: 'A refill request was taken down for the staff.',
    opted_out: `${who} asked not to be contacted again.`,
    transferred: `${who} was passed on to a person.`,
    callback_task: `${who} asked for a person; a call-back task was made.`,
    message_taken: 'A message was taken.',
    voicemail_left: `${who} left a voicemail.`,
    question_answered: 'Questions were answered.',
    abandoned: `${who} hung up before anything came of it.`,
    failed: 'The call broke off for technical reasons.',
  }),
  ours: (who) => ({
    confirmed: 'The appointment was confirmed.',
    callback_task: `${who} needs something of the team; a task was made.`,
    voicemail_left: 'We left a voicemail.',
  }),
  notReached: {
    busy: 'The line was busy.',
    no_answer: 'Nobody picked up.',
    canceled: 'The call was called off before anybody picked up.',
    contact_refused: 'The rules did not let this call be made.',
    number_invalid: 'The number cannot be called.',
    outcome_unknown: 'It is not known whether the call was made.',
  },
  met: {
    machine: 'A machine picked up, and nothing was left on it.',
    ivr: 'A phone menu picked up, and nobody came to the phone.',
    screening: 'An assistant that screens calls picked up, and nobody came to the phone.',
    fax: 'A fax picked up.',
    wrong_number: 'Whoever answered said that it is the wrong number.',
  },
  saidNothing: (who) => `${who} said nothing, and the agent said goodbye.`,
  nobody: 'In the end nobody said anything, and the agent said goodbye.',
  agentEnded: 'The agent ended the call before anything came of it.',
  saidGoodbye: (who) => `${who} said goodbye before anything came of it.`,
  did: { cancelled: 'cancelled', moved: 'moved', requested: 'requested', booked: 'booked' },
  turns: (count, agent) => `${count} ${count === 1 ? 'turn' : 'turns'} with ${agent}.`,
  followUps: {
    callback_task: 'Call the caller back.',
    message_taken: 'Read the message.',
    voicemail_left: 'Listen to the voicemail.',
    refill_requested: 'Look at the refill request.',
    emergency_redirect: 'Check that the caller got help.',
  },
  oursFollowUps: { callback_task: 'See to the task.', emergency_redirect: 'Check that they got help.' },
}

const SPANISH: SummaryWords = {
  caller: 'Quien llamó',
  callee: 'Quien contestó',
  outcomes: (who) => ({
    emergency_redirect: `${who} describió una emergencia y se le dijo a quién llamar.`,
    refill_requested: 'Se anotó una solicitud de resurtido para el personal.',
    opted_out: `${who} pidió que no se le contacte más.`,
    transferred: `${who} pasó a hablar con una persona.`,
    callback_task: `${who} pidió hablar con una persona; quedó una tarea para devolver la llamada.`,
    message_taken: 'Se tomó un mensaje.',
    voicemail_left: `${who} dejó un mensaje de voz.`,
    question_answered: 'Se respondieron preguntas.',
    abandoned: `${who} colgó antes de que se lograra algo.`,
    failed: 'La llamada se cortó por razones técnicas.',
  }),
  ours: (who) => ({
    confirmed: 'Se confirmó la cita.',
    callback_task: `${who} necesita algo del equipo; quedó una tarea.`,
    voicemail_left: 'Dejamos un mensaje de voz.',
  }),
  notReached: {
    busy: 'La línea estaba ocupada.',
    no_answer: 'Nadie contestó.',
    canceled: 'La llamada se canceló antes de que alguien contestara.',
    contact_refused: 'Las reglas no permitieron esta llamada.',
    number_invalid: 'No se puede llamar a ese número.',
    outcome_unknown: 'No se sabe si la llamada se hizo.',
  },
  met: {
    machine: 'Contestó una máquina, y no se le dejó nada.',
    ivr: 'Contestó un menú telefónico, y nadie se puso al teléfono.',
    screening: 'Contestó un asistente que filtra llamadas, y nadie se puso al teléfono.',
    fax: 'Contestó un fax.',
    wrong_number: 'Quien contestó dijo que el número está equivocado.',
  },
  saidNothing: (who) => `${who} no dijo nada, y el agente se despidió.`,
  nobody: 'Al final nadie dijo nada, y el agente se despidió.',
  agentEnded: 'El agente terminó la llamada antes de que se lograra algo.',
  saidGoodbye: (who) => `${who} se despidió antes de que se lograra algo.`,
  did: { cancelled: 'canceló', moved: 'cambió', requested: 'solicitó', booked: 'reservó' },
  turns: (count, agent) => `${count} ${count === 1 ? 'turno' : 'turnos'} con ${agent}.`,
  followUps: {
    callback_task: 'Devolver la llamada.',
    message_taken: 'Leer el mensaje.',
    voicemail_left: 'Escuchar el mensaje de voz.',
    refill_requested: 'Revisar la solicitud de resurtido.',
    emergency_redirect: 'Comprobar que recibió ayuda.',
  },
  oursFollowUps: { callback_task: 'Atender la tarea.' },
}

/** The words for the people of a business whose agent talks in `language` (BCP 47): Spanish has its own, all others read English. */
export const summaryWords = (language: string): SummaryWords => (isSpanish(language) ? SPANISH : ENGLISH)
