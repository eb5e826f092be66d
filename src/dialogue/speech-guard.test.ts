import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTemplate } from '../agents/templates/index.ts'
import { validateDocument } from '../agents/validate.ts'
import { judgeSentence, type SpeechFacts } from './speech-guard.ts'
import { passesLuhn } from './capture/luhn.ts'
import { carriesCardNumber } from './speech-guard-cards.ts'

const read = validateDocument(findTemplate('family-practice')?.document)
if (!read.ok) throw new Error('the template is not valid')
const DOCUMENT = read.value

const NOTHING: SpeechFacts = { booked: false, moved: false, cancelled: false }

/** The rule a sentence breaks, or null. */
function ruleOf(sentence: string, facts: Partial<SpeechFacts> = {}): string | null {
  const verdict = judgeSentence(sentence, DOCUMENT, { ...NOTHING, ...facts })
  return verdict.allow ? null : verdict.rule
}

describe('before anything is written', () => {
  test.each([
    'You are booked for Tuesday at 10 AM.',
    "You're booked!",
    "You're all booked for Tuesday, November 24.",
    "I've scheduled you for a cleaning on Tuesday.",
    'I have booked your cleaning.',
    'I booked you in for ten.',
    'I went ahead and booked Tuesday at 10 AM for you.',
    'Your appointment is confirmed.',
    'Your appointment on Tuesday at 10 AM is confirmed.',
    'Your cleaning has been scheduled for Tuesday.',
    'Your visit with Dr. Patel has now been booked.',
    'All set for Tuesday at ten.',
    "You're all set, Ann.",
    'Great, you are now all set for Tuesday.',
    "I've got you down for Tuesday at ten.",
    'I have you down for ten.',
    "I've put you down for Tuesday.",
    "We've reserved a table for four.",
    "It's booked.",
    'Done!',
    'Booked, Tuesday at ten.',
    "That's all set, and is there anything else?",
    "You're booked for Tuesday, is there anything else I can help with?",
    'Okay, the slot is yours.',
    'Your confirmation number is 4471.',
    "We'll see you on Tuesday at ten.",
    'See you Tuesday at ten.',
    'Everything is confirmed.',
    "You're on the schedule for Tuesday.",
    'We look forward to seeing you on Tuesday.',
    'Perfect, I got you scheduled.',
    "Your reservation's confirmed.",
    'Appointment confirmed.',
    "Great, I've got Tuesday at three reserved for you.",
    'Su cita está confirmada para el martes.',
    'Ya le he reservado la cita.',
  ])('it cannot say: %s', (sentence) => {
    const facts = ruleOf(sentence)
    expect(facts).toBe('unbooked_claim')
    expect(ruleOf(sentence, { booked: true })).toBe(null)
  })

  test.each([
    ["I've moved your appointment to Thursday.", 'moved'],
    ['Your appointment has been rescheduled to Thursday at three.', 'moved'],
    ["You've been moved to Thursday.", 'moved'],
    ["I've cancelled your appointment.", 'cancelled'],
    ['Your appointment has been canceled.', 'cancelled'],
    ["It's cancelled.", 'cancelled'],
    ['He cancelado su cita.', 'cancelled'],
    ['Su cita ha sido cambiada al jueves.', 'moved'],
    ["I've sent your message to the doctor.", 'filed'],
    ['I just passed your refill request on.', 'filed'],
    ['Your refill request has been submitted.', 'filed'],
  ] as const)('it cannot say: %s', (sentence, fact) => {
    expect(ruleOf(sentence)).toBe('unbooked_claim')
    expect(ruleOf(sentence, { [fact]: true })).toBe(null)
  })

  test.each([
    'Shall I book that?',
    'Tuesday at 2:30 PM is free. Shall I book it?',
    'Would you like me to book that for you?',
    'I can book that for you.',
    "I'll book that as soon as you say yes.",
    "I haven't booked anything yet.",
    'You are not booked yet.',
    'Nothing has been booked.',
    'Your appointment is not confirmed yet.',
    'Once you are booked, you get a text message.',
    "If you're booked already, I can move it.",
    'Is your appointment confirmed?',
    'When you are all set, just say so.',
    'That time is already booked.',
    "I'm sorry, someone else has just booked that time.",
    "We're fully booked on Monday.",
    'Monday is fully booked.',
    'That slot has just been taken.',
    'Do you want me to cancel your appointment?',
    'To cancel, just say cancel.',
    'You have a cleaning on Tuesday, November 24 at 10 AM.',
    'I have Tuesday at 10 AM or 1:30 PM.',
    'May I have your name, please?',
    "So that's a cleaning on Tuesday at 10 AM for Ann Lee, shall I book that?",
    'A cleaning on Tuesday at 10 AM, for Ann Lee. Is that right?',
    "I couldn't book that.",
    'Before I have you confirmed, I need your name.',
    'We open at 8 AM.',
    "We'll call you back.",
    "I'm sorry, that didn't go through, so your appointment has not been moved.",
    'The office will be closed on Friday.',
    'I can set that up for you.',
    'Thank you for calling, goodbye.',
    "I haven't sent your message yet.",
    'Shall I pass that message on?',
    "I'll send your message as soon as you say yes.",
    '¿Quiere que le reserve la cita?',
    'No he reservado nada todavía.',
    'Su cita todavía no está confirmada.',
  ])('it may say: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })

  test('what is said of anything is backed by anything that was done', () => {
    for (const sentence of ['Done!', "You're all set.", 'All set, your appointment is cancelled.']) {
      expect(ruleOf(sentence)).toBe('unbooked_claim')
      expect(ruleOf(sentence, { cancelled: true })).toBe(null)
    }
    expect(ruleOf("You're all set, the message is on its way.", { filed: true })).toBe(null)
    expect(ruleOf("You're booked.", { cancelled: true, filed: true })).toBe('unbooked_claim')
  })

  test('the truth is said instead', () => {
    expect(judgeSentence("You're booked!", DOCUMENT, NOTHING)).toEqual({
      allow: false,
      rule: 'unbooked_claim',
      replacement: "I haven't booked anything yet.",
    })
  })
})

describe('about itself', () => {
  test.each([
    'I am a nurse.',
    "Yes, I'm a real person.",
    "I'm a human being just like you.",
    'You are speaking with a real person.',
    "You're talking to a licensed nurse.",
    "I'm Dr. Chen.",
    'As a doctor, I would wait.',
    "As a registered nurse I've seen this often.",
    "I'm not a robot.",
    'I am not an AI.',
    'I am human.',
    "I'm licensed to practice in New York.",
    'This is not a recording.',
    'In my medical opinion you should rest.',
    "I'm one of the nurses, a nurse with ten years here.",
    "I'm actually a human receptionist.",
    "I'm Kelly, a registered nurse here.",
    'Nurse Kelly speaking.',
    'I am real.',
    'Soy una persona real.',
    'Soy enfermera titulada.',
    'No soy un robot.',
    'Está hablando con una persona.',
  ])('it never says: %s', (sentence) => {
    const verdict = judgeSentence(sentence, DOCUMENT, NOTHING)
    expect(verdict).toMatchObject({ allow: false, rule: 'false_identity' })
    expect(verdict).toMatchObject({
      replacement: expect.stringContaining('AI assistant for Northside Family Practice'),
    })
  })

  test.each([
    "I'm an AI assistant.",
    "I'm not a nurse.",
    'I am not a doctor, and I cannot give medical advice.',
    "No, I'm an AI assistant, not a person.",
    "I'm an AI, so I'm not a real person.",
    'Would you like to talk to a real person?',
    'I can have a nurse call you back.',
    'Dr. Chen is one of our physicians.',
    "You're speaking with an AI assistant.",
    'I can connect you with a person.',
    'A nurse will call you.',
    "I'm sorry, a nurse will have to call you.",
    "I'm real sorry about that.",
    'No soy una persona, soy un asistente virtual.',
    'Soy un asistente de inteligencia artificial.',
  ])('it may say: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })
})

describe('about recording', () => {
  test.each([
    'This call is not recorded.',
    "This call isn't being recorded.",
    "Don't worry, nothing here is recorded.",
    "We don't record this line.",
    'Nobody is recording this.',
    'I am no longer recording.',
    'Esta llamada no se está grabando.',
  ])('where callers are told of it, it never says: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('recording_denied')
    const opening = { ...DOCUMENT.opening, recording: { ...DOCUMENT.opening.recording, mode: 'off' as const } }
    expect(judgeSentence(sentence, { ...DOCUMENT, opening }, NOTHING).allow).toBe(true)
  })

  test.each([
    'This call is recorded.',
    "If you don't want to be recorded, just say so.",
    'Would you rather not be recorded?',
    "I can't find that in your medical record.",
  ])('it may say: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })
})

describe('about health', () => {
  test.each([
    'You should take ibuprofen for that.',
    'Take 400 mg every six hours.',
    'You can take two tablets with food.',
    'Just increase your insulin by two units tonight.',
    "It's safe to take both.",
    'The recommended dose is two pills.',
    'It sounds like you have an infection.',
    'You probably have the flu.',
    'That sounds like an abscess.',
    "It's probably just a virus.",
    'Your symptoms suggest something mild.',
    "You don't need to see a doctor.",
  ])('it never says: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('advice')
  })

  test.each([
    "I can't give medical advice.",
    'I can book a visit so that a doctor can look at it.',
    'Would you like to see a doctor about the infection?',
    'Which medication do you need refilled?',
    'Lisinopril, ten milligrams, is that right?',
    'Please take a seat when you arrive.',
    'A flu shot takes 15 minutes.',
    "It's probably best to come ten minutes early.",
  ])('it may say: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })

  test('a business whose document allows it may speak of it', () => {
    const free = { ...DOCUMENT, guardrails: { ...DOCUMENT.guardrails, never: [] } }
    expect(judgeSentence('You should take ibuprofen for that.', free, NOTHING).allow).toBe(true)
  })
})

describe('a card number', () => {
  test.each([
    'Your card number is 4242 4242 4242 4242.',
    'So that was 4242424242424242, right?',
    '4242-4242-4242-4242',
    '3782 822463 10005',
    'four two four two, four two four two, four two four two, four two four two',
  ])('is never read back: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe('card_number')
  })

  test.each([
    'Your number is 212 555 0142.',
    'Call +1 212 555 0142 or 212 555 0198.',
    'Order 4242 4242 4242 4243.',
    'We open at 8 AM.',
  ])('is not seen in: %s', (sentence) => {
    expect(ruleOf(sentence)).toBe(null)
  })

  test('is told from a run of digits by its check digit', () => {
    expect(passesLuhn('4242424242424242')).toBe(true)
    expect(passesLuhn('4242424242424241')).toBe(false)
    expect(carriesCardNumber('0000 0000 0000 0000')).toBe(false)
  })
})

test('whatever is written, it judges, and lets out nothing it would not say itself', () => {
  assert(
    property(string({ unit: 'binary' }), (sentence) => {
      const verdict = judgeSentence(sentence, DOCUMENT, NOTHING)
      if (verdict.allow || verdict.replacement === null) return
      expect(judgeSentence(verdict.replacement, DOCUMENT, NOTHING).allow).toBe(true)
    }),
  )
  for (const sentence of [
    "You're booked!",
    "I've moved it.",
    "It's cancelled.",
    'I am a nurse.',
    'Take two pills.',
    '4242424242424242',
    'This call is not recorded.',
    "I've sent your message.",
  ]) {
    const verdict = judgeSentence(sentence, DOCUMENT, NOTHING)
    if (verdict.allow || verdict.replacement === null) throw new Error(`let out: ${sentence}`)
    expect(judgeSentence(verdict.replacement, DOCUMENT, NOTHING).allow).toBe(true)
  }
})
