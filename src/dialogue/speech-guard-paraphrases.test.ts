import { describe, expect, test } from 'vitest'
import { findTemplate } from '../agents/templates/index.ts'
import { validateDocument } from '../agents/validate.ts'
import { judgeSentence, type SpeechFacts } from './speech-guard.ts'

const read = validateDocument(findTemplate('family-practice')?.document)
if (!read.ok) throw new Error('the template is not valid')
const DOCUMENT = read.value
const NOTHING: SpeechFacts = { booked: false, moved: false, cancelled: false }

/** The rule a sentence breaks, or null. */
function ruleOf(sentence: string, facts: Partial<SpeechFacts> = {}): string | null {
  const verdict = judgeSentence(sentence, DOCUMENT, { ...NOTHING, ...facts })
  return verdict.allow ? null : verdict.rule
}

describe('before anything is written it cannot say in other words', () => {
  test.each([
    'I went ahead and reserved that for you.',
    'I went ahead and put you in for Tuesday at ten.',
    'I took care of the booking for you.',
    "I've taken care of that appointment.",
    'Your spot is saved.',
    'Your spot is held for Tuesday.',
    'Your place is reserved.',
    "You've got the ten o'clock slot.",
    "I've saved the ten o'clock for you.",
    'I saved you a spot.',
    'I was able to book you for Tuesday.',
    'I managed to get you in on Tuesday.',
    'I just finished scheduling your cleaning.',
    'The booking went through.',
    'Your appointment went through.',
    'That went through.',
    'Booking complete.',
    'Your booking is complete.',
    'Your reservation has been made.',
    'The appointment has been made.',
    'I made the appointment.',
    'I made you an appointment for Tuesday.',
    "I've made a reservation for four.",
    "I've added you to the schedule.",
    'I added you to Tuesday at ten.',
    "You've been added to the schedule.",
    "I've entered your appointment.",
    'I got you in for Tuesday.',
    'I got you an appointment on Tuesday.',
    "You're in the system for Tuesday.",
    "You're good for Tuesday at ten.",
    'Consider yourself booked.',
    "That's a done deal, Tuesday at ten.",
    'We have you scheduled for Tuesday.',
    'The office has you down for Tuesday.',
    'Dr. Patel has you down for ten.',
    "I've penciled you in.",
    'I locked that in for you.',
    "I've blocked off that time for you.",
    "We'll be expecting you on Tuesday.",
    'Te he reservado la cita para el martes.',
    'Le reservé la cita.',
    'Ya le reservé el martes a las diez.',
    'Ya quedó su cita para el martes.',
    'Su cita quedó agendada.',
    'Ya está reservada.',
    'Queda agendado para el martes.',
    'Le agendé una limpieza.',
    'Ya la agendé para el martes.',
    'Ya lo anoté para el martes.',
    'Lo tengo anotado para el martes.',
    'Su cita está lista.',
    'Listo, su cita es el martes a las diez.',
    'La reserva está hecha.',
    'Ya hice la reserva.',
    'Hice su cita.',
    'Reservé una mesa para cuatro.',
    'Lo esperamos el martes a las diez.',
    'Nos vemos el martes a las diez.',
    'Ya está todo listo.',
    'Acabo de reservar su cita.',
    'Acabamos de confirmar su cita.',
  ])('that it is booked: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('unbooked_claim')
    expect(ruleOf(sentence, { booked: true })).toBe(null)
  })

  test.each([
    ["I've taken your appointment off the calendar.", 'cancelled'],
    ['Ya cancelé su cita.', 'cancelled'],
    ['Le cancelé la cita.', 'cancelled'],
    ['Su cita fue cancelada.', 'cancelled'],
    ['I switched your appointment to Thursday.', 'moved'],
    ['Ya moví su cita al jueves.', 'moved'],
    ['Cambié su cita al jueves.', 'moved'],
    ['I let the doctor know.', 'filed'],
    ["I've notified the doctor.", 'filed'],
    ['I told the nurse about it.', 'filed'],
    ["I've passed that along to the team.", 'filed'],
    ["I've let the team know.", 'filed'],
    ['Ya le avisé al doctor.', 'filed'],
    ['Le pasé su mensaje al doctor.', 'filed'],
    ['He enviado su mensaje.', 'filed'],
  ] as const)('what else is done: %s', (sentence, fact) => {
    expect(ruleOf(sentence)).toBe('unbooked_claim')
    expect(ruleOf(sentence, { [fact]: true })).toBe(null)
  })
})

describe('about itself', () => {
  test.each([
    'I work here as a nurse.',
    "I've been a nurse for ten years.",
    "You've reached Dr. Chen.",
    'This is Dr. Chen.',
    'This is Nurse Kelly.',
    "I'm with the nursing staff.",
    "I'm no robot.",
    "I'm definitely human.",
    "I can assure you I'm human.",
    'I can assure you that I am a real person.',
    "I'm just as human as you are.",
    "You've got a real person here.",
    "You've got a human on the line.",
    "Of course I'm real.",
    'I was trained as a nurse.',
    'I have a nursing background.',
    'I trained in medicine.',
    'There are no robots here.',
    'No machine here, just me.',
    "You're not speaking to a machine.",
    'A human being is speaking with you.',
    "I'm the receptionist.",
    "I'm Kelly from the front desk.",
    "I'm a member of the medical team.",
    'Human here!',
    'Yes, human.',
    'Yes, a real human.',
    "It's a real person talking to you.",
    "I'm not an artificial intelligence.",
    "I'm not automated.",
    "I'm not a bot, I promise.",
    "I'm a medical assistant.",
    'Nope, no AI here.',
    'Soy la doctora López.',
    'Le atiende la enfermera Kelly.',
    'Soy Kelly, enfermera.',
    'Claro que soy humana.',
    'Sí, soy humano.',
    'Soy una persona como usted.',
    'Aquí no hay robots.',
    'Le habla la doctora López.',
    'No soy una inteligencia artificial.',
    'No soy ninguna máquina.',
    'Trabajo aquí como enfermera.',
    'Como médico le digo que espere.',
    'Está hablando con la doctora.',
    'Soy parte del equipo médico.',
  ])('it never says: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('false_identity')
  })
})

describe('about health, in Spanish', () => {
  test.each([
    'Debe tomar ibuprofeno para eso.',
    'Tome dos pastillas cada seis horas.',
    'Puede tomar 400 miligramos.',
    'Le recomiendo tomar Tylenol.',
    'Aumente la dosis de insulina.',
    'Es seguro tomar las dos.',
    'La dosis recomendada es de dos pastillas.',
    'Parece que tiene una infección.',
    'Probablemente tiene gripe.',
    'Seguramente es un absceso.',
    'No necesita ver al médico.',
    'Eso suena a una infección.',
    'Deje de tomar la pastilla.',
    'Sus síntomas indican algo leve.',
  ])('it never says: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('advice')
  })
})

test('a card number in Spanish is never read back', () => {
  expect(
    ruleOf('Su tarjeta es cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos.'),
  ).toBe('card_number')
})

test.each(['Nadie está grabando esta llamada.', 'No hay ninguna grabación.', 'No lo estamos grabando.'])(
  'where callers are told of recording it never says: %s',
  (sentence) => expect(ruleOf(sentence)).toBe('recording_denied'),
)

describe('what only sounds like it is let out', () => {
  test.each([
    'Would you like me to go ahead and reserve that?',
    'I can take care of the booking once you say yes.',
    'Is that spot still good for you?',
    'You have an appointment on Tuesday at ten.',
    'The spot at ten is open.',
    'Do you want me to save that spot?',
    "I wasn't able to book that.",
    "I wasn't able to get you in on Tuesday.",
    "That didn't go through.",
    'To make an appointment, I need your name.',
    'I made a mistake, sorry.',
    "I've made a note of your name.",
    'Your call has been made available.',
    'The doctor has Tuesday at ten open.',
    'I let callers know that we close at five.',
    "I'll let the doctor know.",
    'I can add you to the waiting list.',
    'Would you like to be added to the schedule?',
    'Is it a nurse you want to speak with?',
    'The nurse will call you.',
    'I can have the doctor call you.',
    'Nurse Kelly is out today.',
    'Dr. Chen has Tuesday open.',
    "You've reached Northside Family Practice.",
    'This is the assistant for Dr. Chen.',
    'The receptionist will call you back.',
    "I'm not human, I'm an AI assistant.",
    "I'm no doctor, so I can't say.",
    "There's a real person at the front desk after nine.",
    'Our team of nurses can help.',
    'Would you like a real person?',
    '¿Quiere que le reserve el martes a las diez?',
    'Puedo reservar el martes a las diez.',
    'Todavía no he reservado nada.',
    'No reservé nada todavía.',
    '¿Le reservo el martes?',
    'El martes a las diez está libre.',
    'Su cita es el martes a las diez, ¿la cancelo?',
    'Tiene una cita el martes a las diez.',
    '¿Ya tiene cita?',
    'Para reservar necesito su nombre.',
    'Una enfermera le llamará.',
    'La doctora López tiene libre el martes.',
    '¿Quiere hablar con la doctora?',
    'Le comunico con una persona.',
    'Soy el asistente virtual de Northside.',
    'Soy una inteligencia artificial, no una persona.',
    'No soy médico, así que no puedo decirle.',
    'No puedo dar consejos médicos.',
    '¿Qué medicamento necesita?',
    '¿Toma algún medicamento?',
    'Tome asiento al llegar.',
    'Puedo pedir una visita para que un médico vea la infección.',
    '¿Tiene gripe?',
    'Eso está ocupado, ya lo reservaron.',
    'Ya está reservado ese horario, lo siento.',
    'Esa hora ya está reservada.',
    'Cuando quede reservada recibirá un mensaje.',
    'Llegue diez minutos antes.',
  ])('%s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })
})

test('on a call in Spanish, what is said instead is Spanish, and may be said itself', () => {
  for (const sentence of [
    "You're booked!",
    'Moví su cita.',
    'Su cita está cancelada.',
    'Soy enfermera.',
    'Tome dos pastillas.',
    '4242424242424242',
    'No se está grabando.',
    "I've sent your message.",
    'Ya está todo listo.',
  ]) {
    const verdict = judgeSentence(sentence, DOCUMENT, NOTHING, 'es-US')
    if (verdict.allow || verdict.replacement === null) throw new Error(`let out: ${sentence}`)
    expect(verdict.replacement).toMatch(/\b(?:no|soy|vale)\b/i)
    expect(judgeSentence(verdict.replacement, DOCUMENT, NOTHING, 'es-US').allow).toBe(true)
  }
})
