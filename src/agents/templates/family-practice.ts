import { PRACTICE_ANSWERS } from './family-practice-answers.ts'
import { PRACTICE_TESTS } from './family-practice-tests.ts'
import { HOLIDAYS, MESSAGE_FIELDS, toPeople, type Template } from './template.ts'

/** A family practice in health care: visits, and refill requests that are taken down and never approved. */
export const familyPractice: Template = {
  slug: 'family-practice',
  title: 'Family practice',
  description:
    'Books visits, takes refill requests for the care team, answers questions, and knows an emergency when it hears one.',
  resources: [
    { name: 'Dr. Rivera', kind: 'physician' },
    { name: 'Dr. Chen', kind: 'physician' },
    { name: 'Nurse Lewis', kind: 'nurse' },
  ],
  document: {
    schema: 1,
    name: 'Front desk',
    business: 'Northside Family Practice',
    vertical: 'healthcare',
    hours: {
      tz: 'America/New_York',
      weekly: {
        mo: [['08:00', '17:00']],
        tu: [['08:00', '17:00']],
        we: [['08:00', '17:00']],
        th: [['08:00', '17:00']],
        fr: [['08:00', '17:00']],
      },
      exceptions: HOLIDAYS,
    },
    opening: {
      greeting: 'Thank you for calling Northside Family Practice. How can I help you today?',
      greetingClosed:
        'Thank you for calling Northside Family Practice. The office is closed right now, but I can book a visit, take a refill request or a message. How can I help?',
      aiDisclosure:
        "Hello, you've reached Northside Family Practice. I'm an AI assistant. If this is an emergency, please hang up and call 911.",
      recording: { mode: 'announce', line: 'This call is recorded.' },
    },
    voice: { maxMinutes: 15 },
    llm: {
      persona: 'Calm, kind and brief. One question at a time. Never gives medical advice and never judges symptoms.',
    },
    skills: {
      booking: {
        services: [
          {
            id: 'office-visit',
            name: 'Office visit',
            aka: [
              'appointment with the doctor',
              'doctor visit',
              'doctor appointment',
              'see the doctor',
              'see a doctor',
              'sick visit',
              'follow-up',
              'follow up',
              'visit',
            ],
            minutes: 20,
            bufferAfter: 5,
            resources: ['Dr. Rivera', 'Dr. Chen'],
            assign: 'round_robin',
          },
          {
            id: 'physical',
            name: 'Annual physical',
            aka: [
              'physical',
              'yearly physical',
              'physical exam',
              'wellness visit',
              'annual check-up',
              'annual exam',
              'checkup',
              'check-up',
              'sports physical',
            ],
            minutes: 40,
            resources: ['Dr. Rivera', 'Dr. Chen'],
            assign: 'round_robin',
          },
          {
            id: 'vaccination',
            name: 'Vaccination',
            aka: [
              'flu shot',
              'vaccine',
              'shot',
              'booster',
              'covid shot',
              'tetanus shot',
              'immunization',
              'shingles vaccine',
            ],
            minutes: 15,
            resources: ['Nurse Lewis'],
          },
          {
            id: 'blood-draw',
            name: 'Blood draw',
            aka: ['blood test', 'lab work', 'blood work', 'labs', 'bloodwork'],
            minutes: 15,
            resources: ['Nurse Lewis'],
          },
          {
            id: 'telehealth',
            name: 'Telehealth visit',
            aka: ['video visit', 'virtual visit', 'phone visit', 'online appointment', 'telemedicine'],
            minutes: 20,
            resources: ['Dr. Rivera', 'Dr. Chen'],
          },
        ],
      },
      refill: {
        fields: [
          { id: 'name', label: "patient's name", type: 'name', ask: "What is the patient's full name?" },
          { id: 'dob', label: 'date of birth', type: 'dob', ask: 'What is the date of birth?', phi: true },
          {
            id: 'medication',
            label: 'medication',
            type: 'text',
            ask: 'Which medication do you need refilled?',
            phi: true,
          },
          { id: 'pharmacy', label: 'pharmacy', type: 'text', ask: 'Which pharmacy should it go to?', phi: true },
          { id: 'phone', label: 'phone number', type: 'phone', ask: 'What is the best number to reach you?' },
        ],
        neverTake: ['controlled', 'gabapentin'],
        promise:
          'I have passed your request to our care team. They review refills within two business days, and will call you if they have questions.',
        turnaroundHours: 48,
        route: { kind: 'task', queue: 'refills', priority: 'normal' },
      },
      qa: { entries: PRACTICE_ANSWERS },
      message: { fields: MESSAGE_FIELDS, route: { kind: 'task', queue: 'front-desk' } },
    },
    routing: toPeople('+12125550191', 'front-desk'),
    dtmf: {
      '1': 'skill:booking',
      '2': 'skill:refill',
      '0': { kind: 'phone', number: '+12125550191', mode: 'cold' },
      '9': 'repeat',
    },
    guardrails: {
      emergency: {
        say: 'This may be an emergency. Please hang up now and call 911, or go to the nearest emergency room.',
        terms: ['coughing up blood', 'blue lips', 'stiff neck and fever', 'cannot swallow'],
      },
      never: ['medical_advice', 'diagnosis', 'price_unlisted', 'card_numbers', 'legal_advice'],
    },
    privacy: { retainDays: { audio: 30, transcript: 30, summary: 365 } },
    tests: PRACTICE_TESTS,
  },
}
