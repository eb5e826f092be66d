import { DENTAL_ANSWERS } from './dental-clinic-answers.ts'
import { DENTAL_TESTS } from './dental-clinic-tests.ts'
import { HOLIDAYS, MESSAGE_FIELDS, toPeople, type Template } from './template.ts'

/** A dental clinic. Booking a cleaning takes a service, a time, a name and a yes, and nothing more. */
export const dentalClinic: Template = {
  slug: 'dental-clinic',
  title: 'Dental clinic',
  description:
    'Books, moves and cancels visits, answers questions, takes messages, and knows an emergency when it hears one.',
  resources: [
    { name: 'Dr. Patel', kind: 'dentist' },
    { name: 'Dr. Kim', kind: 'dentist' },
    { name: 'Jordan', kind: 'hygienist' },
  ],
  document: {
    schema: 1,
    name: 'Front desk',
    business: 'Bright Smile Dental',
    hours: {
      tz: 'America/New_York',
      weekly: {
        mo: [['08:00', '17:00']],
        tu: [['08:00', '17:00']],
        we: [['08:00', '17:00']],
        th: [['08:00', '17:00']],
        fr: [['08:00', '17:00']],
        sa: [['09:00', '13:00']],
      },
      exceptions: [{ date: '2026-12-24', open: [['08:00', '12:00']], note: 'Christmas Eve' }, ...HOLIDAYS],
    },
    opening: {
      greeting: 'Thank you for calling Bright Smile Dental. How can I help you today?',
      greetingClosed:
        'Thank you for calling Bright Smile Dental. The office is closed right now, but I can book a visit or take a message. How can I help?',
      aiDisclosure: "Hello, you've reached Bright Smile Dental. I'm an AI assistant.",
      recording: { mode: 'announce', line: 'This call is recorded.' },
    },
    voice: { maxMinutes: 15 },
    llm: { persona: 'Warm, brief and unhurried. One question at a time. Never gives dental advice.' },
    skills: {
      booking: {
        services: [
          {
            id: 'cleaning',
            name: 'Cleaning',
            aka: [
              'teeth cleaning',
              'dental cleaning',
              'teeth cleaned',
              'clean my teeth',
              'hygiene visit',
              'hygienist',
              'polish',
              'scale and polish',
              'prophy',
              'six month cleaning',
              'routine cleaning',
            ],
            minutes: 45,
            resources: ['Jordan', 'Dr. Kim'],
          },
          {
            id: 'check-up',
            name: 'Check-up',
            aka: [
              'checkup',
              'exam',
              'dental exam',
              'examination',
              'oral exam',
              'new patient exam',
              'new patient visit',
              'look at my teeth',
              'consultation',
              'x-rays',
            ],
            minutes: 30,
            resources: ['Dr. Patel', 'Dr. Kim'],
            assign: 'round_robin',
          },
          {
            id: 'filling',
            name: 'Filling',
            aka: ['cavity', 'cavity filled', 'fill a cavity', 'tooth filled', 'fillings'],
            minutes: 60,
            resources: ['Dr. Patel', 'Dr. Kim'],
          },
          {
            id: 'whitening',
            name: 'Whitening',
            aka: ['teeth whitening', 'whiten my teeth', 'bleaching', 'tooth bleaching'],
            minutes: 60,
            resources: ['Jordan'],
            priceSay: 'Whitening is 350 dollars.',
          },
          {
            id: 'crown',
            name: 'Crown',
            aka: ['cap', 'crown fitting', 'crown fell off', 'lost crown', 'recement crown'],
            minutes: 90,
            resources: ['Dr. Patel'],
          },
          {
            id: 'emergency-visit',
            name: 'Emergency visit',
            aka: [
              'emergency appointment',
              'dental emergency',
              'toothache',
              'tooth hurts',
              'tooth pain',
              'broken tooth',
              'chipped tooth',
              'cracked tooth',
              'knocked out tooth',
              'abscess',
              'urgent visit',
            ],
            minutes: 30,
            resources: ['Dr. Patel', 'Dr. Kim'],
            noticeMinutes: 15,
            horizonDays: 7,
          },
        ],
      },
      qa: { entries: DENTAL_ANSWERS },
      message: { fields: MESSAGE_FIELDS, route: { kind: 'task', queue: 'front-desk' } },
    },
    routing: toPeople('+12125550190', 'front-desk'),
    dtmf: {
      '1': 'skill:booking',
      '0': { kind: 'phone', number: '+12125550190', mode: 'warm' },
      '9': 'repeat',
    },
    guardrails: {
      emergency: {
        say: 'If anyone is in danger, please hang up now and call 911, or go to the nearest emergency room. If it is a problem with a tooth, I can book you an emergency visit.',
        terms: ['cannot swallow', 'broken jaw', 'broke my jaw', 'jaw is broken'],
      },
      never: ['medical_advice', 'diagnosis', 'price_unlisted', 'card_numbers'],
    },
    privacy: { retainDays: { audio: 30, transcript: 30, summary: 365 } },
    tests: DENTAL_TESTS,
  },
}
